using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kopek.Bench.Http;

namespace Kopek.Bench.TopUps;

/// <summary>
/// Top-ups over HTTP against a running server, each with a key of its own: one request in flight on each connection, as real clients have it. Prints
/// the rate, the latency and the server's own processor time a top-up. Every answer must be 201.
/// </summary>
internal static class TopUpLoad
{
    private const int Lines = 1000;
    private const long FirstLine = 79_000_000_000;
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
        var before = await Figures.ServerProcessor(server);
        var began = Stopwatch.GetTimestamp();
        measuring.IsOn = true;
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(seconds)), Task.WhenAny(loops));
        measuring.IsOn = false;
        var elapsed = Stopwatch.GetElapsedTime(began);
        var used = await Figures.ServerProcessor(server) - before;
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        var all = latencies.SelectMany(list => list).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{connections} connections: {all.Length / elapsed.TotalSeconds:0} top-ups/s, p50 {Figures.Milliseconds(all, 500):0.0} ms, p99 {Figures.Milliseconds(all, 990):0.0} ms, {used * 1000.0 / all.Length:0.0} us of server processor each"));
    }

    private static async Task Pay(Uri server, string? token, int number, List<long> latencies, Measuring measuring, CancellationToken stop)
    {
        using var socket = await HttpSocket.Connect(server);
        var run = Guid.NewGuid().ToString("N");
        for (long count = 0; !stop.IsCancellationRequested; count++)
        {
            const string body = """{"amount":{"value":10000,"currency":"RUB"}}""";
            var request = Encoding.ASCII.GetBytes(
                $"POST /api/v1/lines/{FirstLine + (number + count * 7) % Lines}/top-ups HTTP/1.1\r\nHost: {server.Host}\r\nContent-Type: application/json\r\n"
                + $"Idempotency-Key: {run}-{count}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}Content-Length: {body.Length}\r\n\r\n{body}");
            var began = Stopwatch.GetTimestamp();
            await socket.Send(request);
            if (measuring.IsOn)
            {
                latencies.Add(Stopwatch.GetTimestamp() - began);
            }
        }
    }

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
