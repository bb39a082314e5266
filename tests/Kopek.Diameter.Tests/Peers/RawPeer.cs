using System.Net;
using System.Net.Sockets;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>A socket that sends octets as the test likes, good or bad.</summary>
internal sealed class RawPeer : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private RawPeer() => patience.CancelAfter(Patience);

    public static async Task<RawPeer> ConnectAsync(IPEndPoint server)
    {
        var peer = new RawPeer();
        try
        {
            await peer.socket.ConnectAsync(server, peer.patience.Token);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Accepted and cut off at once: reading shows it.
        }

        return peer;
    }

    /// <summary>Connects and is let in.</summary>
    public static async Task<RawPeer> OpenAsync(IPEndPoint server)
    {
        RawPeer peer = await ConnectAsync(server);
        await peer.SendAsync(Messages.Cer());
        byte[]? cea = await peer.ReadAsync();
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(cea));
        return peer;
    }

    public Socket Socket => socket;

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            octets = octets[await socket.SendAsync(octets, SocketFlags.None, patience.Token)..];
        }
    }

    /// <summary>The next message; null where the server has closed.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        byte[]? header = await ReadExactlyAsync(20);
        if (header is null)
        {
            return null;
        }

        byte[]? rest = await ReadExactlyAsync(DiameterHeader.Read(header).Length - 20);
        return rest is null ? null : [.. header, .. rest];
    }

    public void Dispose()
    {
        socket.Dispose();
        patience.Dispose();
    }

    private async Task<byte[]?> ReadExactlyAsync(int length)
    {
        var octets = new byte[length];
        int read = 0;
        while (read < length)
        {
            int now;
            try
            {
                now = await socket.ReceiveAsync(octets.AsMemory(read), SocketFlags.None, patience.Token);
            }
            catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.NotConnected)
            {
                return null;
            }

            if (now == 0)
            {
                return null;
            }

            read += now;
        }

        return octets;
    }
}
