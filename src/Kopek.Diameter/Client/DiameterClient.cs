using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Diameter.Client;

/// <summary>
/// One connection that we begin: connects, exchanges capabilities, answers DWR, and sends requests through <see cref="Peer"/>.
/// What the server asks for (RAR, ASR) goes to the <see cref="IDiameterApplication"/>. It does not reconnect: make a new one.
/// </summary>
public sealed class DiameterClient : IAsyncDisposable
{
    // Kestrel's socket transport for sockets that we connect: pooled blocks, gathered writes. One for the life of the process.
    private static readonly SocketConnectionContextFactory Sockets = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    private readonly Task running;

    private DiameterClient(DiameterPeer peer, Task running)
    {
        Peer = peer;
        this.running = running;
    }

    public DiameterPeer Peer { get; }

    /// <summary>Ends with the connection, whoever ended it.</summary>
    public Task Completion => running;

    /// <param name="application">Hears requests of the server; requests that it does not take are answered 3001.</param>
    /// <param name="tls">Null for plain TCP.</param>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="DiameterRefusedException">The server refused us, or the connection ended before it answered.</exception>
    public static async Task<DiameterClient> ConnectAsync(EndPoint server, DiameterOptions options, IDiameterApplication application, SslClientAuthenticationOptions? tls = null, ILogger? logger = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellation);
            (PeerTransport transport, IAsyncDisposable owner) = tls is null ? Plain(socket) : await SecureAsync(socket, tls, cancellation);
            return await OpenAsync(transport, owner, options, application, logger ?? NullLogger.Instance, time ?? TimeProvider.System);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>DPR, then the end; does not wait longer than <see cref="DiameterOptions.DisconnectTimeout"/> for each step.</summary>
    public async ValueTask DisposeAsync()
    {
        Peer.Disconnect(DisconnectCause.DoNotWantToTalkToYou);
        await running;
    }

    private static async Task<DiameterClient> OpenAsync(PeerTransport transport, IAsyncDisposable owner, DiameterOptions options, IDiameterApplication application, ILogger logger, TimeProvider time)
    {
        var connection = new PeerConnection(transport, options, application, registry: null, isInitiator: true, logger, time);
        Task running = RunAsync(connection, owner);
        DiameterFault fault = await connection.Handshake;
        if (connection.Peer is { } peer && fault.IsNone)
        {
            return new DiameterClient(peer, running);
        }

        await running;
        throw new DiameterRefusedException(fault.ResultCode);
    }

    private static async Task RunAsync(PeerConnection connection, IAsyncDisposable owner)
    {
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            // Sends what is still in the pipe, then closes.
            await owner.DisposeAsync();
        }
    }

    private static (PeerTransport, IAsyncDisposable) Plain(Socket socket)
    {
        ConnectionContext context = Sockets.Create(socket);
        return (new PeerTransport(context.Transport, context.ConnectionId, AddressOf(socket.LocalEndPoint), AddressOf(socket.RemoteEndPoint), context.Abort), context);
    }

    private static async Task<(PeerTransport, IAsyncDisposable)> SecureAsync(Socket socket, SslClientAuthenticationOptions tls, CancellationToken cancellation)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(tls, cancellation);
        var pipe = new StreamPipe(
            PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true)));
        return (new PeerTransport(pipe, $"tls-{socket.LocalEndPoint}", AddressOf(socket.LocalEndPoint), AddressOf(socket.RemoteEndPoint), stream.Dispose), stream);
    }

    private static IPAddress? AddressOf(EndPoint? endPoint) => (endPoint as IPEndPoint)?.Address;

    private sealed record StreamPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

/// <summary>The other side did not let us in.</summary>
/// <param name="resultCode">Its Result-Code; 3002 where the connection ended without one.</param>
public sealed class DiameterRefusedException(uint resultCode) : Exception($"The Diameter peer refused the connection with Result-Code {resultCode}.")
{
    public uint ResultCode { get; } = resultCode;
}
