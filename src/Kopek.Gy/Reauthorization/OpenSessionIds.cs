using Kopek.Core.Sessions;
using Kopek.Gy.Profiles;
using Kopek.Gy.Sessions;

namespace Kopek.Gy.Reauthorization;

/// <summary>Where a session's client is reached: what RAR and ASR must say.</summary>
/// <param name="SessionId">The octets of the Session-Id.</param>
/// <param name="Via">Origin-Host of the peer that its requests come from: the client itself or a relay.</param>
internal readonly record struct OpenSessionId(byte[] SessionId, GyClient Client, string Via);

/// <summary>
/// Session-Id texts of open sessions, for requests of ours. In memory only: the journal keeps hashes. After a restart each session is learned again from
/// its next U. About 130 bytes a session. Striped, because every session writes here twice.
/// </summary>
internal sealed class OpenSessionIds
{
    private const int Stripes = 64;

    /// <summary>Octets of the arrays that are used again; a longer Session-Id gets one of its own.</summary>
    private const int PooledOctets = 64;

    private readonly Stripe[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    /// <summary>Whether a session is open still. Sessions whose core never ended them are forgotten by it.</summary>
    public Func<SessionKey, bool> IsOpen { get; set; } = _ => true;

    public int Count => stripes.Sum(stripe => stripe.Sessions.Count);

    /// <summary>Learns from a request that was answered.</summary>
    public void Follow(GyExchange exchange, string via)
    {
        var type = exchange.Control.Type;
        if (type == CcRequestType.Termination)
        {
            Forget(exchange.Control.Session);
        }
        else if (type != CcRequestType.Event && exchange.Answer!.ResultCode == ResultCode.Success)
        {
            Remember(exchange.Control.Session, exchange.SessionId, exchange.Client, via);
        }
    }

    public void Remember(SessionKey session, ReadOnlySpan<byte> sessionId, GyClient client, string via)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            if (stripe.Sessions.TryGetValue(session, out var known))
            {
                if (!ReferenceEquals(known.Via, via) || !ReferenceEquals(known.Client, client))
                {
                    stripe.Sessions[session] = known with { Via = via, Client = client };
                }

                return;
            }

            if (stripe.Sessions.Count >= stripe.PruneAt)
            {
                Prune(stripe);
            }

            stripe.Sessions.Add(session, new OpenSessionId(stripe.Copy(sessionId), client, via));
        }
    }

    public void Forget(SessionKey session)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            if (stripe.Sessions.Remove(session, out var gone))
            {
                stripe.Reuse(gone.SessionId);
            }
        }
    }

    /// <summary>Null where nothing is known of it. The octets are a copy.</summary>
    public OpenSessionId? Find(SessionKey session)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            return stripe.Sessions.TryGetValue(session, out var found) ? found with { SessionId = Stripe.TextOf(found.SessionId) } : null;
        }
    }

    private void Prune(Stripe stripe)
    {
        foreach (var (session, gone) in stripe.Sessions)
        {
            // Removing while walking is allowed in .NET's Dictionary.
            if (!IsOpen(session) && stripe.Sessions.Remove(session))
            {
                stripe.Reuse(gone.SessionId);
            }
        }

        stripe.PruneAt = Math.Max(Stripe.FirstPrune, 2 * stripe.Sessions.Count);
    }

    private Stripe Of(SessionKey session) => stripes[(int)(session.Low % Stripes)];

    /// <summary>A pooled array carries the text's length in its last octet; a longer text has an array of its own, one octet longer, so that the two differ.</summary>
    private sealed class Stripe
    {
        public const int FirstPrune = 256;

        private readonly Stack<byte[]> pool = new();

        public readonly Lock Gate = new();
        public readonly Dictionary<SessionKey, OpenSessionId> Sessions = [];
        public int PruneAt = FirstPrune;

        public byte[] Copy(ReadOnlySpan<byte> sessionId)
        {
            if (sessionId.Length >= PooledOctets)
            {
                return [.. sessionId, 0];
            }

            var octets = pool.TryPop(out var used) ? used : new byte[PooledOctets];
            sessionId.CopyTo(octets);
            octets[^1] = (byte)sessionId.Length;
            return octets;
        }

        public void Reuse(byte[] octets)
        {
            if (octets.Length == PooledOctets && pool.Count < FirstPrune)
            {
                pool.Push(octets);
            }
        }

        public static byte[] TextOf(byte[] octets) => octets.Length == PooledOctets ? octets[..octets[^1]] : octets[..^1];
    }
}
