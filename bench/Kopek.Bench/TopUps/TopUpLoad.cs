using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kopek.Bench.TopUps;

/// <summary>
/// Top-ups over HTTP against a running server, each with a key of its own: one request in flight on each connection, as real clients have it. Prints
/// the rate, the latency and the server's own processor time a top-up. Every answer must be 201.
/// </summary>
internal static class TopUpLoad
{
    private const int Lines = 1000;
    private const long FirstLine = 79_000_000_000;
    private const int AnswerBytes = 4096;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task Run(Uri server, int connections, int seconds)
    {
        var token = Environment.GetEnvironmentVariable("KOPEK_OPERATOR_TOKEN");
        using var stop = new CancellationTokenSource();
        var latencies = new List<long>[connections];
        var measuring = new Measuring();
        var loops = Enumerable.Range(0, connections).Select(number =>
        {
            latencies[number] = [];
            return Task.Run(() => Pay(server, token, number, latencies[number], measuring, stop.Token));
        }).ToArray();
        await Task.WhenAny(Task.Delay(WarmUp), Task.WhenAny(loops));
        using var client = new HttpClient { BaseAddress = server };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        var before = await Processor(client);
        var began = Stopwatch.GetTimestamp();
        measuring.IsOn = true;
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(seconds)), Task.WhenAny(loops));
        measuring.IsOn = false;
        var elapsed = Stopwatch.GetElapsedTime(began);
        var used = await Processor(client) - before;
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        var all = latencies.SelectMany(list => list).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{connections} connections: {all.Length / elapsed.TotalSeconds:0} top-ups/s, p50 {Milliseconds(all, 50):0.0} ms, p99 {Milliseconds(all, 99):0.0} ms, {used * 1000.0 / all.Length:0.0} us of server processor each"));
    }

    private static async Task Pay(Uri server, string? token, int number, List<long> latencies, Measuring measuring, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, CancellationToken.None);
        var run = Guid.NewGuid().ToString("N");
        var answer = new byte[AnswerBytes];
        for (long count = 0; !stop.IsCancellationRequested; count++)
        {
            const string body = """{"amount":{"value":10000,"currency":"RUB"}}""";
            var request = Encoding.ASCII.GetBytes(
                $"POST /api/v1/lines/{FirstLine + (number + count * 7) % Lines}/top-ups HTTP/1.1\r\nHost: {server.Host}\r\nContent-Type: application/json\r\n"
                + $"Idempotency-Key: {run}-{count}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}Content-Length: {body.Length}\r\n\r\n{body}");
            var began = Stopwatch.GetTimestamp();
            await socket.SendAsync(request, CancellationToken.None);
            await Receive(socket, answer);
            if (measuring.IsOn)
            {
                latencies.Add(Stopwatch.GetTimestamp() - began);
            }
        }
    }

    /// <summary>One whole answer; its length is in its head.</summary>
    private static async Task Receive(Socket socket, byte[] answer)
    {
        var filled = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(answer.AsMemory(filled));
            filled += received;
            var head = answer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (received == 0 || !answer.AsSpan(0, filled).StartsWith("HTTP/1.1 201"u8))
            {
                throw new InvalidOperationException($"Not a done top-up: {Encoding.UTF8.GetString(answer, 0, filled)}");
            }

            if (head >= 0 && filled >= head + 4 + ContentLength(answer.AsSpan(0, head)))
            {
                return;
            }
        }
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var value = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    /// <summary>Milliseconds of processor that the server used since its start.</summary>
    private static async Task<long> Processor(HttpClient client)
    {
        const string figure = "\nkopek_processor_milliseconds_total ";
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var at = text.IndexOf(figure, StringComparison.Ordinal) + figure.Length;
        return long.Parse(text.AsSpan(at, text.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
    }

    private static double Milliseconds(long[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)] * 1000.0 / Stopwatch.Frequency;

    private sealed class Measuring
    {
        private volatile bool isOn;

        public bool IsOn
        {
            get => isOn;
            set => isOn = value;
        }
    }
}
