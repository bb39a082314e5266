using System.Net;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Kopek.Diameter.Peers;

/// <summary>
/// The server side on Kestrel: one instance serves all connections of a listener. Registered as a singleton, with
/// <see cref="DiameterOptions"/>, <see cref="IDiameterApplication"/> and <see cref="DiameterPeers"/>, and used as
/// <code>
/// kestrel.Listen(endPoint, listen => listen.UseConnectionHandler&lt;DiameterConnectionHandler&gt;());
/// kestrel.Listen(tlsEndPoint, listen => listen.UseHttps(certificate).UseConnectionHandler&lt;DiameterConnectionHandler&gt;());
/// </code>
/// Under TLS the frames are the same (RFC 6733 13.1: TLS from the first octet, port 5658); <c>UseHttps</c> is only TLS here and
/// must stand before the handler. When the host stops, every open peer gets DPR.
/// </summary>
public sealed class DiameterConnectionHandler(DiameterOptions options, IDiameterApplication application, DiameterPeers peers, ILogger<DiameterConnectionHandler> logger, TimeProvider time) : ConnectionHandler
{
    private int connections;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        IPAddress? remote = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (Interlocked.Increment(ref connections) > options.MaxConnections)
        {
            logger.TooManyConnections(remote?.ToString(), Interlocked.Decrement(ref connections));
            connection.Abort();
            return;
        }

        try
        {
            var transport = new PeerTransport(connection.Transport, connection.ConnectionId, (connection.LocalEndPoint as IPEndPoint)?.Address, remote, connection.Abort);
            var life = new PeerConnection(transport, options, application, peers, isInitiator: false, logger, time);
            IConnectionLifetimeNotificationFeature? lifetime = connection.Features.Get<IConnectionLifetimeNotificationFeature>();
            using CancellationTokenRegistration shutdown = lifetime?.ConnectionClosedRequested.Register(() => life.BeginDisconnect(DisconnectCause.Rebooting)) ?? default;
            await life.RunAsync();
            // Kestrel sends what is left in the pipe after we return; a peer that does not take it is cut off in the end.
            var patience = new CancellationTokenSource(options.DisconnectTimeout, time);
            patience.Token.Register(connection.Abort);
            connection.ConnectionClosed.Register(patience.Dispose);
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }
}
