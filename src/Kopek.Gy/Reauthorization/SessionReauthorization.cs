using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Engine.Lines;
using Kopek.Engine.Shards;
using Kopek.Gy.Sessions;
using Microsoft.Extensions.Logging;

namespace Kopek.Gy.Reauthorization;

/// <summary>
/// Tells the core that a line has changed from outside: RAR where it may ask for quota anew (a top-up, a pack), ASR where its sessions are to end (a bar).
/// Only to cores whose profile honours RAR. Nothing waits here; what is lost on the way the session learns at its next U.
/// </summary>
internal sealed class SessionReauthorization(OpenSessionIds openSessions, DiameterPeers peers, GyIdentity identity, ILogger logger) : ILineReactions
{
    /// <summary>A core answers in milliseconds; past this it will not.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private IShards? shards;

    /// <summary>The engine is made with its reactions, so it is known only afterwards.</summary>
    public void Attach(IShards engine) => shards = engine;

    public void SessionsNeedReauthorization(LineId line, ReadOnlySpan<SessionKey> sessions)
    {
        foreach (var session in sessions)
        {
            // Most deployments have cores of one kind, so one known session decides for all.
            if (openSessions.Find(session) is not null)
            {
                shards?.Post(new ReauthorizeLine(this, line, sessions.ToArray()));
                return;
            }
        }
    }

    public void CouldNotRead(LineId line, ShardFailure reason) => logger.NotReauthorized(line, reason);

    public void Tell(SessionKey[] sessions, bool isOver)
    {
        foreach (var session in sessions)
        {
            if (openSessions.Find(session) is { } open)
            {
                Send(new SessionRequest(session, open, isOver ? CommandCodes.AbortSession : CommandCodes.ReAuth, this));
            }
        }
    }

    /// <summary>On a connection of the client, or of the relay that its requests came through.</summary>
    private void Send(SessionRequest request)
    {
        var open = request.Open;
        foreach (var peer in peers.Find(open.Client.OriginHost))
        {
            if (peer.TrySendRequest(request, AnswerTimeout))
            {
                return;
            }
        }

        foreach (var relay in peers.Find(open.Via))
        {
            if (relay.TrySendRequest(request, AnswerTimeout))
            {
                return;
            }
        }

        logger.NoWayToClient(request.Name, open.Client.OriginHost);
    }

    internal void Answered(SessionRequest request, uint resultCode)
    {
        if (resultCode == ResultCodes.UnknownSessionId)
        {
            openSessions.Forget(request.Session);
        }

        if (resultCode is < 2000 or >= 3000)
        {
            logger.ServerRequestRefused(request.Name, request.Open.Client.OriginHost, resultCode);
        }
    }

    internal void NotAnswered(SessionRequest request, NoAnswerReason reason) => logger.ServerRequestUnanswered(request.Name, request.Open.Client.OriginHost, reason);

    internal GyIdentity Identity => identity;
}
