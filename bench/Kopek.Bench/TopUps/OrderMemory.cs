using System.Diagnostics;
using System.Globalization;
using Kopek.Bench.Journal;
using Kopek.Bench.Shards;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Engine;
using Kopek.Engine.Accounts;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;

namespace Kopek.Bench.TopUps;

/// <summary>
/// What orders that are over cost in memory: sells for a partner on the real engine, on a journal that keeps nothing, with the index of orders by line beside it,
/// and prints the heap before and after, and how long the collector needs to walk it. No test of time.
/// </summary>
internal static class OrderMemory
{
    private const int Lines = 50_000;
    private const int AtOnce = 256;

    private static readonly AccountKey North = new(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));

    public static void Run(int count)
    {
        var index = new Index();
        var engine = new SteppedEngine(new ForgetfulJournal(), new EventCodec(), CreditControlRound.Catalogue(), new EngineOptions { Writers = 1, AccountReactions = index });
        var now = new Moment(1_790_000_000_000);
        var lines = Open(engine, now);
        engine.Post(new AwaitedAccount(North, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(1_000_000_000), 300, Suspended: false)));
        engine.Settle(now);
        var empty = Show("before", 0, 0);
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            engine.Post(new ForgottenAccount(new AccountKey(AccountKind.TopUpOrder, OrderKey.Of("partner:north", $"sale {number}")),
                new TopUpOrderCommand.Place(Request(lines[number % Lines], number, now))));
            if (number % AtOnce == AtOnce - 1 || number == count - 1)
            {
                now += TimeSpan.FromMilliseconds(AtOnce / 2);
                engine.Settle(now);
                while (engine.Checkpoint())
                {
                }
            }
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Show("after", count, empty);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine.Views.Sum(view => view.LiveAccounts):n0} accounts are objects; {engine.Views.Sum(view => view.RestingAccountSize) / (double)count:n0} octets an order in chunks; {seconds / count * 1e6:n0} us to sell one"));
        GC.KeepAlive(index);
    }

    public static long Show(string when, int count, long empty, string noun = "order")
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        var pause = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{when}: {heap / 1e6:n0} MB of heap{(count == 0 ? "" : $", {(heap - empty) / (double)count:n0} octets of each {noun} with all that belongs to it")}; a full collection takes {pause:n0} ms"));
        return heap;
    }

    private static LineId[] Open(SteppedEngine engine, Moment now)
    {
        var lines = new LineId[Lines];
        for (var number = 0; number < Lines; number++)
        {
            var open = engine.Open(OrderKey.Of("bench", $"{number}"), default, new LineNumbers($"79000{number:000000}"),
                new LineCommand.Open(CreditControlRound.Plan, "Europe/Moscow", Money.Zero, Sold: true));
            engine.Settle(now);
            lines[number] = open.Result.Line;
        }

        return lines;
    }

    private static TopUpRequest Request(LineId line, int number, Moment now)
    {
        var digest = OrderKey.Digest($"{number}");
        return new TopUpRequest("KDR", "RUB", line, new Money(150), Money.Zero, PaymentWay.Partner, "north", North, default, "", null, false, default, null, false, "partner:north",
            digest.High, digest.Low, false, now, now + TimeSpan.FromMinutes(30), null) { Commission = new Money(4) };
    }

    private sealed class Index : IAccountReactions
    {
        private readonly OrdersByLine byLine = new();

        public void Changed(Account state)
        {
            if (state is TopUpOrder order)
            {
                byLine.Take(order);
            }
        }
    }
}
