using System.Diagnostics;
using System.Globalization;
using Kopek.Bench.Journal;
using Kopek.Bench.Shards;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Engine.Vouchers;
using Kopek.Journal.Codec;

namespace Kopek.Bench.TopUps;

/// <summary>What vouchers cost in memory: issues them in the largest batches there are on the real engine, on a journal that keeps nothing, and reads one batch. No test of time.</summary>
internal static class VoucherMemory
{
    private const int Batch = 10_000;
    private const int AtOnce = 500;

    public static void Run(int count)
    {
        var engine = new SteppedEngine(new ForgetfulJournal(), new EventCodec(), CreditControlRound.Catalogue(), new EngineOptions { Writers = 1 });
        var now = new Moment(1_790_000_000_000);
        engine.Settle(now);
        var empty = OrderMemory.Show("before", 0, 0);
        for (var number = 0; number < count; number++)
        {
            engine.Post(new ForgottenAccount(new AccountKey(AccountKind.Voucher, OrderKey.Of("voucher", $"{number}")),
                new VoucherCommand.Issue($"{OrderKey.Of("batch", $"{number / Batch}").High:x16}", (number % Batch) + 1, "KDR", Money.FromRubles(500), now + TimeSpan.FromDays(365))));
            if (number % AtOnce == AtOnce - 1 || number == count - 1)
            {
                now += TimeSpan.FromMilliseconds(AtOnce / 2);
                engine.Settle(now);
                while (engine.Checkpoint())
                {
                }
            }
        }

        OrderMemory.Show("after", count, empty, "voucher");
        var began = Stopwatch.GetTimestamp();
        var reading = engine.VouchersOf($"{OrderKey.Of("batch", "0").High:x16}");
        while (!reading.IsCompleted)
        {
            engine.Settle(now);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine.Views.Sum(view => view.RestingAccountSize) / (double)count:n0} octets a voucher in chunks; {reading.Result.Count:n0} of a batch read in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:n0} ms"));
        GC.KeepAlive(engine);
    }
}
