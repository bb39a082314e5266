using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kopek.Bench.Http;

/// <summary>One connection with one request on its way at a time, below HttpClient: a load's own processor time is taken from the server it measures.</summary>
internal sealed class HttpSocket : IDisposable
{
    private const int AnswerBytes = 16 << 10;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[AnswerBytes];

    public static async Task<HttpSocket> Connect(Uri server)
    {
        var made = new HttpSocket();
        await made.socket.ConnectAsync(server.Host, server.Port, CancellationToken.None);
        return made;
    }

    /// <summary>The whole answer, which must be 201; valid until the next request.</summary>
    public async Task<ReadOnlyMemory<byte>> Send(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request, CancellationToken.None);
        var filled = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(answer.AsMemory(filled));
            filled += received;
            var head = answer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (received == 0 || !answer.AsSpan(0, filled).StartsWith("HTTP/1.1 201"u8))
            {
                throw new InvalidOperationException($"Not what was asked for: {Encoding.UTF8.GetString(answer, 0, filled)}");
            }

            if (head >= 0 && filled >= head + 4 + ContentLength(answer.AsSpan(0, head)))
            {
                return answer.AsMemory(0, filled);
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var value = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
