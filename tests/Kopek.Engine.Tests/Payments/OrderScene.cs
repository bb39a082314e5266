using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Engine.Tests.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Engine.Tests.Payments;

/// <summary>The real engine with its threads and the real driver of orders, on a journal that outlives both, with a provider and a clock in the test's hand.</summary>
internal sealed class OrderScene : IAsyncDisposable
{
    public static readonly AccountKey Float = new(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));
    public static readonly AccountKey Till = new(AccountKind.Till, NamedKey.Of("till:msk-1"));
    public static readonly AccountKey Voucher = new(AccountKind.Voucher, NamedKey.Of("voucher:1"));

    /// <summary>Of the machine's time: far more than any step takes.</summary>
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(60);
    private const int MostWaits = 2_000;

    private readonly int writers;
    private ChargingEngine? engine;

    private OrderScene(int writers) => (this.writers, Journal) = (writers, new MemoryJournal(Scene.ShardCount, Codec));

    public CountingCodec Codec { get; } = new();
    public MemoryJournal Journal { get; }

    /// <summary>Every order that the driver saw, as it stood.</summary>
    public ConcurrentQueue<TopUpOrder> Seen { get; } = [];
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000));
    public ScriptedProvider Provider { get; } = new();
    public OrderDriver Driver { get; private set; } = null!;
    public LineId Line { get; private set; }
    public LineId Giver { get; private set; }
    public Moment Now => new(Time.GetUtcNow().ToUnixTimeMilliseconds());

    public static async Task<OrderScene> Begin(int writers = 2)
    {
        var scene = new OrderScene(writers);
        await scene.Start();
        scene.Line = await scene.Open("79000000001", Money.Zero);
        scene.Giver = await scene.Open("79000000002", Money.Zero);
        await scene.Engine.Shards.Place(Scene.Order("giver"), OrderKey.Digest("1"), scene.Giver, new LineCommand.TopUp(Money.FromRubles(500), LedgerAccount.Receipts));
        await scene.Driver.Tell(Float, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(1_000), 250, Suspended: false));
        await scene.Driver.Tell(Till, new TillCommand.Open("msk-1", "KDR", "anna", 1, Money.FromRubles(100)));
        await scene.Driver.Tell(Voucher, new VoucherCommand.Issue("spring", 1, "KDR", Money.FromRubles(150), scene.Now + TimeSpan.FromDays(365)));
        return scene;
    }

    public ChargingEngine Engine => engine!;

    public async Task Start()
    {
        var driver = new OrderDriver(new Dictionary<string, IPaymentProvider> { ["sandbox"] = Provider }, new OrderDriverOptions(_ => null), Time) { Seen = Seen.Enqueue };
        var started = new ChargingEngine(Journal, Codec, SampleCatalogue.Build(), new EngineOptions { Writers = writers, Time = Time, AccountReactions = driver, CheckpointEvents = 50 });
        started.Start();
        (engine, Driver) = (started, driver);
        await driver.Start(started.Shards);
    }

    /// <summary>Kill -9 and a new process: nothing but the journal is left.</summary>
    public async Task Restart()
    {
        Journal.Down = true;
        await Driver.DisposeAsync();
        engine!.Stop();
        Journal.Down = false;
        Journal.Reopen();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        engine!.Stop();
    }

    public static AccountKey Key(string name) => new(AccountKind.TopUpOrder, Scene.Order(name));

    public TopUpRequest Request(PaymentWay way) => new(
        "KDR", "RUB", Line, Money.FromRubles(150), way == PaymentWay.Transfer ? new Money(500) : Money.Zero, way, way == PaymentWay.Provider ? "sandbox" : way.ToString(),
        way switch { PaymentWay.Partner => Float, PaymentWay.CounterCash or PaymentWay.CounterCard => Till, PaymentWay.Voucher => Voucher, _ => default },
        way == PaymentWay.Transfer ? Giver : default, "anna", null, false, default, null, false, "payer", 1, 2, false, Now, Now + TimeSpan.FromMinutes(30),
        way == PaymentWay.Transfer ? new TransferTerms(Money.FromRubles(200), Money.FromRubles(400), 5, TimeSpan.FromHours(24), Money.FromRubles(10_000)) : null);

    public async Task<AccountKey> Place(PaymentWay way, string name = "order")
    {
        Assert.True((await Driver.Tell(Key(name), new TopUpOrderCommand.Place(Request(way)))).IsDone);
        return Key(name);
    }

    public Task<TopUpOrder> Over(AccountKey key) => Until(key, order => order.IsOver && (order.Status != TopUpStatus.Refunded || order.RefundReceipt > 0));

    /// <summary>Lets the clock run, by itself faster the longer it takes, until the order is as wished.</summary>
    public async Task<TopUpOrder> Until(AccountKey key, Func<TopUpOrder, bool> wished)
    {
        using var ended = new CancellationTokenSource(longest);
        TopUpOrder? order = null;
        for (var waits = 0; waits < MostWaits && !ended.IsCancellationRequested; waits++)
        {
            order = await Driver.Read(key);
            if (order is not null && wished(order))
            {
                return order;
            }

            // A step of the driver, or nothing for so long that it waits for its time.
            var (calls, commits) = (Provider.Calls, Journal.Commits);
            SpinWait.SpinUntil(() => Provider.Calls != calls || Journal.Commits != commits, TimeSpan.FromMilliseconds(15));
            if (Provider.Calls == calls && Journal.Commits == commits)
            {
                Time.Advance(waits < 40 ? TimeSpan.FromSeconds(3) : TimeSpan.FromMinutes(11));
            }
        }

        throw new TimeoutException($"It did not come to that: {order}");
    }

    public async Task<Money> Balance(LineId line) => (await Engine.Shards.Ask(line, (found, _) => found.Balance)).Value;

    /// <summary>Debits less credits over the whole journal, in kopeks.</summary>
    public long Ledger(LedgerAccount account) => Entries().SelectMany(happened => happened switch
    {
        LineEvent e => Postings.Of(e),
        AccountEntry e => AccountPostings.Of(e.Event),
        _ => [],
    }).Sum(posting => (posting.Debit == account ? posting.Amount.Kopeks : 0) - (posting.Credit == account ? posting.Amount.Kopeks : 0));

    public IEnumerable<object> Entries() => Enumerable.Range(0, Journal.ShardCount).SelectMany(shard => Journal.Read(shard, 0)).Select(entry => entry.Event);

    private async Task<LineId> Open(string msisdn, Money balance)
    {
        var answer = await Engine.Shards.Open(Scene.Order(msisdn), OrderKey.Digest("open"), new LineNumbers(msisdn), new LineCommand.Open(SampleCatalogue.Volume, SampleCatalogue.Zone, balance, Sold: true));
        return answer.Line;
    }
}
