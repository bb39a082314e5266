using Kopek.Books.Catalogues;
using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Partners;
using Kopek.Core.Roaming;
using Kopek.Core.TopUps;
using Kopek.Engine;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Gateways.Messages;
using Kopek.Gateways.Tests.Messages.Centre;
using Kopek.Journal.Codec;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Gateways.Tests.Messages;

/// <summary>One line on a journal in memory, its notices, and a dispatcher on the channels that a test gives it.</summary>
internal sealed class NoticeDesk : IAsyncDisposable
{
    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(Path.Combine(NodePeer.Root, "catalogue"))).Catalogue);
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-desk-").FullName;
    private readonly EventCodec codec = new();
    private readonly MemoryJournal journal;
    private readonly SteppedEngine engine;
    private readonly NoticeProjection projection;
    private readonly LineId line;
    private NoticeDispatcher? dispatcher;
    private int orders;

    public NoticeDesk(string msisdn = "79000000001", NoticePreferences? wanted = null)
    {
        journal = new MemoryJournal(1, codec);
        engine = new SteppedEngine(journal, codec, Sample.Value, new EngineOptions { Writers = 1 });
        Store = new NoticeStore(folder);
        projection = new NoticeProjection(journal, codec, Store, () => Sample.Value, Now);
        var opened = engine.Open(OrderKey.Of("test", "open"), OrderKey.Digest("1"), new LineNumbers(msisdn), new LineCommand.Open("KDR-PAYGO", "Europe/Moscow", Money.FromRubles(10), true));
        engine.Settle(Now);
        line = opened.Result.Line;
        Store.Change(line, wanted ?? new NoticePreferences { Quiet = null, Language = NoticeLanguage.English }, new(1, 1), new(1, 1), Now);
    }

    public NoticeStore Store { get; }

    private ReceiptLinks Links => new(engine, (brand, number) => new Uri($"https://kopek.example/r/{brand}{number}"));

    private static Moment Now => new(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Begins to send on these channels.</summary>
    public void Send(params IMessageChannel[] channels)
    {
        dispatcher = new NoticeDispatcher(Store, () => engine.Directory, channels, TimeProvider.System, NullLogger.Instance) { Receipts = Links };
        dispatcher.Start();
    }

    public void TopUp(long rubles)
    {
        engine.Place(OrderKey.Of("test", $"{orders++}"), OrderKey.Digest("1"), line, new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts));
        engine.Settle(Now);
        projection.Run([journal.LastSequence(0)], Now);
    }

    /// <summary>Money by an order that has a receipt: a partner's, on its credit. Its number in the series.</summary>
    public long Sell(long rubles)
    {
        var floats = new AccountKey(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));
        Say(floats, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(10_000), 0, Suspended: false));
        var sold = Say(new AccountKey(AccountKind.TopUpOrder, OrderKey.Of("test", $"{orders++}")), new TopUpOrderCommand.Place(new TopUpRequest(
            "KDR", "RUB", line, Money.FromRubles(rubles), Money.Zero, PaymentWay.Partner, "north", floats, default, "", null, false, default, null, false, "payer", 1, 2, false,
            Now, Now + TimeSpan.FromMinutes(30), null)));
        projection.Run([journal.LastSequence(0)], Now);
        return Assert.IsType<TopUpOrder>(sold.State).PaymentReceipt;
    }

    /// <summary>What would be added to a notice.</summary>
    public (string? Text, bool Waits) LinkOf(OutgoingNotice notice)
    {
        var asked = Links.Of(notice);
        while (!asked.IsCompleted)
        {
            engine.Settle(Now);
        }

        return asked.Result;
    }

    private AccountAnswer Say(AccountKey account, AccountCommand command)
    {
        var request = new AwaitedAccount(account, command);
        engine.Post(request);
        engine.Settle(Now);
        return request.Task.Result;
    }

    public IReadOnlyList<NoticeRecord> Told() => Store.Page(line, null, NoticeStore.MostOfPage).Notices;

    /// <summary>Until the newest notice is so. Each look is a read of the database, so nothing sleeps; the engine answers the dispatcher meanwhile.</summary>
    public async Task UntilAsync(Func<NoticeRecord, bool> isSo)
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (Told() is not [var newest, ..] || !isSo(newest))
        {
            engine.Settle(Now);
            Assert.True(begun.Elapsed < NodePeer.Patience, $"The newest notice is {string.Join(", ", Told())}");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (dispatcher is not null)
        {
            await dispatcher.DisposeAsync();
        }

        Store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
