using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kopek.Host.Serving;

/// <summary>
/// Gy's own sockets on Kestrel: what arrives is read, decoded and decided by the thread that heard of it, and answers are sent by the thread that has them
/// (ADR 0012). HTTP keeps Kestrel's ordinary sockets and the thread pool, because its handlers may wait.
/// </summary>
internal sealed class GyTransport(IPEndPoint gy, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory sockets = new(Options.Create(new SocketTransportOptions
    {
        UnsafePreferInlineScheduling = true,
        // A call of the system less for each read, for a block of memory that an idle connection holds.
        WaitForDataBeforeAllocatingBuffer = false,
    }), loggers);

    public bool CanBind(EndPoint endpoint) => endpoint.Equals(gy);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => sockets.BindAsync(endpoint, cancellationToken);
}
