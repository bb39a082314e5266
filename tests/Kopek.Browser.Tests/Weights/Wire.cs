using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kopek.Browser.Tests.Weights;

/// <summary>
/// A wire between browser and server that counts: octets from the server, headers and all, and requests to it, whoever in the browser makes them (a page, or the
/// worker that stands before pages and that the tools of a page do not see).
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private static readonly string[] methods = ["GET ", "POST "];
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly List<string> requests = [];
    private readonly Task accepting;
    private long bytes;

    public Wire(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        accepting = Accept();
    }

    public Uri Address { get; }

    /// <summary>What went over it since it was asked the last time.</summary>
    public (long Bytes, IReadOnlyList<string> Requests) Take()
    {
        lock (gate)
        {
            var taken = (bytes, (IReadOnlyList<string>)[.. requests]);
            bytes = 0;
            requests.Clear();
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Carry(await listener.AcceptTcpClientAsync(ending.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Carry(TcpClient browser)
    {
        using var near = browser;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(server.Host, server.Port, ending.Token);
            await Task.WhenAny(Pump(near.GetStream(), far.GetStream(), CountRequest), Pump(far.GetStream(), near.GetStream(), CountBytes));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException)
        {
            // Either side went.
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, Action<byte[], int> count)
    {
        try
        {
            var buffer = new byte[64 << 10];
            while (await from.ReadAsync(buffer, ending.Token) is > 0 and var read)
            {
                count(buffer, read);
                await to.WriteAsync(buffer.AsMemory(0, read), ending.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Either side went.
        }
    }

    /// <summary>A browser sends the head of a request at once, and the next when it has the answer.</summary>
    private void CountRequest(byte[] buffer, int read)
    {
        var line = Encoding.ASCII.GetString(buffer, 0, Math.Min(read, 200)).Split(" HTTP/")[0];
        if (Array.Exists(methods, method => line.StartsWith(method, StringComparison.Ordinal)))
        {
            lock (gate)
            {
                requests.Add(line);
            }
        }
    }

    private void CountBytes(byte[] buffer, int read)
    {
        lock (gate)
        {
            bytes += read;
        }
    }
}
