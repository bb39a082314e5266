using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Kopek.Bench.Http;

namespace Kopek.Bench.Sales;

/// <summary>
/// Sales of a partner over DVS (POST /v1/sync/transactions) as an open loop: so many a second are due whatever the answers do, and the latency of each is from
/// the moment when it was due, so that waiting for a free connection counts. Every answer must be a completed sale.
/// </summary>
internal static class SaleLoad
{
    private const long FirstLine = 79_000_000_000;

    private static long done;

    /// <param name="user">The partner's key and its secret, with a colon between.</param>
    /// <param name="lines">Sample lines of the server, which are sold to one after the other.</param>
    /// <param name="warmUp">Seconds before those that are measured: so long the just-in-time compilers of both sides take their share of the processor.</param>
    public static async Task Run(Uri server, string user, int product, int lines, int rate, int warmUp, int seconds, int connections)
    {
        var due = Channel.CreateUnbounded<(int Number, long At)>(new UnboundedChannelOptions { SingleWriter = true });
        var latencies = new List<(int Number, long Took)>[connections];
        var run = Stopwatch.GetTimestamp();
        var head = $"POST /v1/sync/transactions HTTP/1.1\r\nHost: {server.Host}\r\nContent-Type: application/json\r\n"
            + $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}\r\n";
        var loops = Enumerable.Range(0, connections).Select(number =>
        {
            latencies[number] = [];
            return Sell(server, due.Reader, sale => Request(head, run, product, lines, sale), latencies[number]);
        }).ToArray();
        // A thread of its own: the pool's may all be busy with answers.
        var clock = new Thread(() => Pace(due.Writer, rate, rate * (warmUp + seconds))) { IsBackground = true };
        clock.Start();
        await Task.Delay(TimeSpan.FromSeconds(warmUp));
        var (before, doneBefore, began) = (await Figures.ServerProcessor(server), Volatile.Read(ref done), Stopwatch.GetTimestamp());
        await Task.WhenAll(loops);
        var (used, measured, elapsed) = (await Figures.ServerProcessor(server) - before, done - doneBefore, Stopwatch.GetElapsedTime(began));
        var all = latencies.SelectMany(list => list).Where(sale => sale.Number >= rate * warmUp).Select(sale => sale.Took).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{all.Length} completed sales, {measured / elapsed.TotalSeconds:0}/s: p50 {Figures.Milliseconds(all, 500):0.0} ms, p90 {Figures.Milliseconds(all, 900):0.0} ms, p99 {Figures.Milliseconds(all, 990):0.0} ms, p99.9 {Figures.Milliseconds(all, 999):0.0} ms, longest {Figures.Milliseconds(all, 1000):0.0} ms, {used * 1000.0 / measured:0} us of server processor each"));
    }

    private static void Pace(ChannelWriter<(int Number, long At)> due, int rate, int count)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count;)
        {
            var now = Stopwatch.GetTimestamp();
            for (long at; number < count && (at = began + number * Stopwatch.Frequency / rate) <= now; number++)
            {
                due.TryWrite((number, at));
            }

            Thread.Sleep(1);
        }

        due.Complete();
    }

    private static async Task Sell(Uri server, ChannelReader<(int Number, long At)> due, Func<int, byte[]> request, List<(int Number, long Took)> latencies)
    {
        using var socket = await HttpSocket.Connect(server);
        await foreach (var (number, at) in due.ReadAllAsync())
        {
            var answer = await socket.Send(request(number));
            Interlocked.Increment(ref done);
            latencies.Add((number, Stopwatch.GetTimestamp() - at));
            if (answer.Span.IndexOf("\"COMPLETED\""u8) < 0)
            {
                throw new InvalidOperationException($"Not a completed sale: {Encoding.UTF8.GetString(answer.Span)}");
            }
        }
    }

    private static byte[] Request(string head, long run, int product, int lines, int number)
    {
        var body = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"external_id":"{{{run}}}-{{{number}}}","product_id":{{{product}}},"calculation_mode":"DESTINATION_AMOUNT","auto_confirm":true,"destination":{"amount":{{{100 + number % 100}}},"unit":"RUB","unit_type":"CURRENCY"},"credit_party_identifier":{"mobile_number":"+{{{FirstLine + number % lines}}}"}}""");
        return Encoding.ASCII.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
