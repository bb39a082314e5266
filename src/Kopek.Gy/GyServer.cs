using Kopek.Diameter.Peers;
using Kopek.Engine.Lines;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Gy.Profiles;
using Kopek.Gy.Reauthorization;
using Kopek.Gy.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Kopek.Gy;

/// <summary>
/// Gy of one deployment: made first, because the engine wants its <see cref="Reactions"/>; then given the engine; then put on Kestrel's listeners.
/// <code>
/// var gy = new GyServer(new GyOptions { Diameter = ... }, loggers, TimeProvider.System);
/// var engine = new ChargingEngine(journal, codec, catalogue, new EngineOptions { Reactions = gy.Reactions });
/// gy.Attach(engine.Shards, engine.Directory, engine.Sessions);
/// kestrel.Listen(endPoint, listen => listen.UseGy(gy));                       // TCP
/// kestrel.Listen(tlsEndPoint, listen => listen.UseHttps(certificate).UseGy(gy)); // TLS from the first octet
/// </code>
/// </summary>
public sealed class GyServer
{
    private readonly GyOptions options;
    private readonly ILoggerFactory loggers;
    private readonly TimeProvider time;
    private readonly GyIdentity identity;
    private readonly OpenSessionIds openSessions = new();
    private readonly SessionReauthorization reauthorization;
    private DiameterConnectionHandler? handler;

    public GyServer(GyOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.loggers = loggers;
        this.time = time;
        identity = new GyIdentity(options.Diameter, checked((uint)options.CurrencyNumber));
        reauthorization = new SessionReauthorization(openSessions, Peers, identity, loggers.CreateLogger<GyServer>());
    }

    /// <summary>Sends RAR and ASR; for the engine's options.</summary>
    public ILineReactions Reactions => reauthorization;

    /// <summary>The open connections.</summary>
    public DiameterPeers Peers { get; } = new();

    /// <summary>Sessions that RAR can reach.</summary>
    public int OpenSessionCount => openSessions.Count;

    /// <summary>From now on requests are served. Before, a connection is closed at once.</summary>
    public void Attach(IShards shards, LineDirectory lines, SessionDirectory sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        openSessions.IsOpen = session => sessions.TryFind(session, out _);
        reauthorization.Attach(shards);
        var application = new GyApplication(shards, lines, sessions, identity, new GyClients(options.Profiles), openSessions, loggers.CreateLogger<GyServer>());
        handler = new DiameterConnectionHandler(options.Diameter, application, Peers, loggers.CreateLogger<DiameterConnectionHandler>(), time);
    }

    /// <summary>The life of one connection; <see cref="GyListening.UseGy"/> calls it.</summary>
    public Task OnConnectedAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (handler is { } ready)
        {
            return ready.OnConnectedAsync(connection);
        }

        connection.Abort();
        return Task.CompletedTask;
    }
}

/// <summary>Puts Gy on a listener.</summary>
public static class GyListening
{
    public static IConnectionBuilder UseGy(this IConnectionBuilder listen, GyServer server)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(server);
        return listen.Run(server.OnConnectedAsync);
    }
}
