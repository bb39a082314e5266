using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kopek.Host.Serving;

internal sealed class GyTransport(IPEndPoint gy, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory sockets = new(Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true }), loggers);

    public bool CanBind(EndPoint endpoint) => endpoint.Equals(gy);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => sockets.BindAsync(endpoint, cancellationToken);
}
