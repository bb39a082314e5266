using System.Globalization;
using System.Text;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Host.Commands;

namespace Kopek.Host.Serving;

/// <summary>
/// Lines for loads and trials: 79000000000, 79000000001, ... on a per-volume plan, active, connection fee paid, with 1,000,000.00 RUB each. Those that
/// are there already stay as they are.
/// </summary>
internal static class SampleLines
{
    private const long First = 79000000000;
    private const string Plan = "KDR-PAYGO";
    private const int AtOnce = 4096;
    private static readonly LineCommand.Open Open = new(Plan, "Europe/Moscow", Money.FromRubles(1_000_000), Sold: true);

    public static async Task OpenAsync(ChargingEngine engine, int count, Action<int> progress)
    {
        var waiting = new Queue<Task<OrderAnswer>>();
        for (var i = 0; i < count; i++)
        {
            var msisdn = (First + i).ToString(CultureInfo.InvariantCulture);
            if (engine.Directory.TryFind(DirectoryKind.Msisdn, msisdn.AsSpan(), out _))
            {
                continue;
            }

            var order = OrderKey.Of("sample-lines", msisdn);
            waiting.Enqueue(engine.Shards.Open(order, OrderKey.Digest(Encoding.ASCII.GetBytes(msisdn)), new LineNumbers(msisdn), Open));
            if (waiting.Count >= AtOnce)
            {
                Check(await waiting.Dequeue());
            }

            if (i % 100_000 == 0 && i > 0)
            {
                progress(i);
            }
        }

        while (waiting.TryDequeue(out var last))
        {
            Check(await last);
        }
    }

    private static void Check(OrderAnswer answer)
    {
        if (answer.Outcome is { IsDone: false } refused)
        {
            throw new CommandFailure($"A sample line was refused: {refused.Refused}. Sample lines need plan {Plan} in the catalogue.");
        }
    }
}
