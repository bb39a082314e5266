using Kopek.Books.Catalogues;
using Kopek.Books.Ledger;
using Kopek.Books.Statements;
using Kopek.Books.Tests.Catalogues;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;

namespace Kopek.Books.Tests.Statements;

/// <summary>Lines on plans of the sample catalogue that live for a while, with the journal that came of it, and a folder for books.</summary>
internal sealed class BooksScene : IDisposable
{
    public const int ShardCount = 4;
    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(CatalogueCopy.Sample)).Catalogue);
    private static readonly string[] Plans = ["KDR-PAYGO", "KDR-M50", "BRZ-DAY1", "BRZ-M25", "LED-D40", "MLK-D1G", "BRZ-GUEST7", "MLK-BLOCK10"];

    private readonly SteppedEngine engine;
    private readonly Dictionary<LineId, uint> numbers = [];
    private int orders;

    public BooksScene()
    {
        var codec = new EventCodec();
        Journal = new MemoryJournal(ShardCount, codec);
        engine = new SteppedEngine(Journal, codec, Sample.Value, new EngineOptions { Writers = 1 });
    }

    public MemoryJournal Journal { get; }
    public string Folder { get; } = Directory.CreateTempSubdirectory("kopek-books-").FullName;
    public Moment Now { get; private set; } = new(1_790_000_000_000);
    public List<LineId> Lines { get; } = [];

    public LineId Open(string plan, long rubles, bool sold = true)
    {
        var number = 79_000_000_000 + Lines.Count;
        var task = engine.Open(OrderKey.Of("test", $"open {number}"), OrderKey.Digest("1"), new LineNumbers($"{number}"),
            new LineCommand.Open(plan, "Europe/Moscow", Money.FromRubles(rubles), sold));
        engine.Settle(Now);
        Lines.Add(task.Result.Line);
        return Lines[^1];
    }

    public LineOutcome Place(LineId line, LineCommand command, Core.Orders.OrderId? order = null)
    {
        var task = engine.Place(order ?? OrderKey.Of("test", $"order {orders++}"), OrderKey.Digest("1"), line, command);
        engine.Settle(Now);
        return task.Result.Outcome!;
    }

    public LineOutcome TopUp(LineId line, long rubles, Core.Orders.OrderId? order = null) => Place(line, new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts), order);

    /// <summary>Says something to a small account.</summary>
    public AccountAnswer Tell(AccountKey account, AccountCommand command)
    {
        var request = new AwaitedAccount(account, command);
        engine.Post(request);
        engine.Settle(Now);
        return request.Task.Result;
    }

    public void Request(LineId line, ulong session, CcRequestType type, long used = 0, string network = "001-01")
    {
        var number = type == CcRequestType.Initial ? numbers[line] = 0 : ++numbers[line];
        engine.Post(new UsageRequest(line, session, type, number, used, network));
        engine.Settle(Now);
    }

    /// <summary>A whole session with some updates.</summary>
    public void Session(LineId line, ulong session, int updates, long octets)
    {
        Request(line, session, CcRequestType.Initial);
        for (var count = 0; count < updates; count++)
        {
            Request(line, session, CcRequestType.Update, octets);
        }

        Request(line, session, CcRequestType.Termination, octets);
    }

    public void Later(TimeSpan time)
    {
        Now += time;
        engine.Sweep(Now);
        engine.Settle(Now);
    }

    /// <summary>Weeks of a few lines, from one seed.</summary>
    public BooksScene Live(int seed, int steps)
    {
        var random = new Random(seed);
        foreach (var plan in Plans)
        {
            Open(plan, random.Next(0, 1500), sold: random.Next(2) == 0);
        }

        ulong session = 1;
        for (var step = 0; step < steps; step++)
        {
            var line = Lines[random.Next(Lines.Count)];
            switch (random.Next(7))
            {
                case 0: TopUp(line, random.Next(100, 900)); break;
                case 1: Place(line, new LineCommand.BuyPack("DAY-CN")); break;
                case 2: Place(line, new LineCommand.TakePromisedPayment(Money.FromRubles(100))); break;
                case 3: Later(TimeSpan.FromHours(random.Next(1, 100))); break;
                case 4: Place(line, new LineCommand.SetBar(random.Next(2) == 0 ? BarReason.Voluntary : BarReason.None)); break;
                case 5: Place(line, new LineCommand.ChangePlan(Plans[random.Next(Plans.Length)], random.Next(2) == 0)); break;
                default: Session(line, session++, random.Next(4), random.Next(1, 60) * 1_000_003L); break;
            }
        }

        // Some stay open, and one is never ended.
        Request(Lines[0], session, CcRequestType.Initial);
        return this;
    }

    public Line Read(LineId id) => engine.Views.SelectMany(view => view.Lines).Single(line => line.Id == id);

    public long[] Committed() => [.. Enumerable.Range(0, ShardCount).Select(Journal.LastSequence)];

    /// <summary>Takes everything in.</summary>
    public void Project(IJournal? journal = null, int most = StatementProjection.MostEntries)
    {
        using var projection = new StatementProjection(journal ?? Journal, Folder, new BooksOptions().Keeping);
        while (projection.Run(Committed(), most) > 0)
        {
        }
    }

    public List<StatementItem> Items(LineId line)
    {
        using var reader = new StatementReader(Folder);
        var items = new List<StatementItem>();
        long? from = null;
        do
        {
            var page = reader.Page(line, from, StatementReader.MostItems);
            items.AddRange(page.Items);
            from = page.Next;
        }
        while (from is not null);
        return items;
    }

    public IReadOnlyList<LedgerTotal> Ledger()
    {
        using var reader = new StatementReader(Folder);
        return reader.Ledger();
    }

    /// <summary>All that people see, without the places of the items, which depend on how passes fell.</summary>
    public string Dump() => string.Join('\n', Lines.SelectMany(line => Items(line).Select(Text)).Concat(Ledger().Select(total => total.ToString())));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Text(StatementItem item) => item is StatementItem.Session session
        ? session with { Number = 0, FromBuckets = [] } + string.Join(',', session.FromBuckets)
        : (item with { Number = 0 }).ToString();
}
