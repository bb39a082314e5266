using Kopek.Books.Catalogues;
using Kopek.Books.Notices;
using Kopek.Books.Numbers;
using Kopek.Books.People;
using Kopek.Books.Tickets;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;
using Kopek.Web.Counter;
using Kopek.Web.Diagnosis;
using Kopek.Web.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Kopek.Web.Tests.Counter;

/// <summary>The counter on a real Kestrel on loopback, with the real engine, driver, journal and people in a folder of its own.</summary>
public sealed class CounterScene : IAsyncDisposable
{
    public const string Password = "birch bark letter 7";
    public const string Number = "79000000001";
    public const string Sim = "8970101000000000004";

    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(Path.Combine(LiveApi.Root(), "catalogue"))).Catalogue);
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-counter-").FullName;
    private readonly SqliteJournal journal;
    private readonly OrderDriver orders;
    private readonly WebApplication application;
    private readonly List<Browser> browsers = [];
    private ulong nextOrder = 1000;

    private CounterScene()
    {
        var codec = new EventCodec();
        journal = SqliteJournal.Open(folder, codec, LiveApi.ShardCount);
        People = new PeopleStore(folder);
        orders = new OrderDriver(new Dictionary<string, IPaymentProvider>(), new OrderDriverOptions(_ => null), TimeProvider.System);
        Engine = new ChargingEngine(journal, codec, Sample.Value, new EngineOptions { Writers = 2, AccountReactions = orders });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Notices = new NoticeStore(folder);
        Tickets = new TicketDesk(new TicketStore(folder), Notices, () => Sample.Value, TimeProvider.System);
        var diagnosis = new DiagnosisDesk(Engine.Shards, () => Sample.Value, () => NetworkConditions.None);
        builder.Services.AddKopekCounter(new CounterOptions
        {
            Engine = Engine,
            Orders = orders,
            People = People,
            KeyFolder = Path.Combine(folder, "people-keys"),
            Tickets = Tickets,
            Diagnosis = diagnosis,
        });
        application = builder.Build();
        application.MapKopekCounter();
    }

    public ChargingEngine Engine { get; }
    public PeopleStore People { get; }
    public NoticeStore Notices { get; }
    public TicketDesk Tickets { get; }
    public Uri Address => new(application.Urls.First());

    public static async Task<CounterScene> Start()
    {
        var scene = new CounterScene();
        scene.Engine.Start();
        await scene.orders.Start(scene.Engine.Shards);
        await scene.application.StartAsync();
        await scene.Staff("anna", StaffRole.Clerk);
        return scene;
    }

    public async Task Staff(string name, StaffRole role, string operatorCode = "KDR", string shop = "msk-1")
    {
        using var accounts = new StaffAccounts(People, TimeProvider.System);
        Assert.Null(await accounts.Add(name, Password, role, operatorCode, shop));
    }

    public Browser Stranger()
    {
        var browser = new Browser(Address);
        browsers.Add(browser);
        return browser;
    }

    public async Task<Browser> SignIn(string name = "anna")
    {
        var browser = Stranger();
        await browser.Get("/counter/sign-in");
        var page = await browser.Post("/counter/sign-in", ("name", name), ("password", Password));
        Assert.Equal("/counter", page.Path);
        return browser;
    }

    /// <summary>Signed in, with an empty till open.</summary>
    public async Task<Browser> AtTill(string name = "anna", int drawer = 1)
    {
        var browser = await SignIn(name);
        await browser.Get("/counter/till");
        var page = await browser.Post("/counter/till/open", ("drawer", $"{drawer}"));
        Assert.Equal("/counter/till", page.Path);
        return browser;
    }

    /// <summary>An active line without money; its path at the counter.</summary>
    public async Task<string> Open(string msisdn = Number, string plan = LiveApi.PayGo, string? iccid = Sim, bool isSold = true)
    {
        var (order, digest) = NextOrder();
        var answer = await Engine.Shards.Open(order, digest, new LineNumbers(msisdn, null, iccid), new LineCommand.Open(plan, "Europe/Moscow", Money.Zero, isSold));
        Assert.True(answer.Outcome!.IsDone);
        return $"/counter/lines/{answer.Line.Value}";
    }

    public async Task Tell(string line, LineCommand command)
    {
        var (order, digest) = NextOrder();
        var answer = await Engine.Shards.Place(order, digest, LineOf(line), command);
        Assert.True(answer.Outcome!.IsDone);
    }

    public static LineId LineOf(string path) => new(long.Parse(path.Split('/')[3], System.Globalization.CultureInfo.InvariantCulture));

    public async Task<Money> Balance(string line) => (await Engine.Shards.Ask(LineOf(line), (found, _) => found.Balance)).Value;

    public async Task<BarReason> Bar(string line) => (await Engine.Shards.Ask(LineOf(line), (found, _) => found.Bar)).Value;

    public async Task<Till?> Till(string place = "msk-1")
    {
        var query = new Engine.Accounts.AccountQuery(new AccountKey(AccountKind.Till, NamedKey.Of("till:" + place)));
        Engine.Shards.Post(query);
        return (Till?)await query.Task;
    }

    public IReadOnlyList<AuditEntry> Audit(AuditAct act, string operatorCode = "KDR") => [.. People.Audit(operatorCode, null, 200).Where(entry => entry.Act == act)];

    /// <summary>What code that is not the engine's makes of the journal.</summary>
    public JournalReport Verify()
    {
        var report = JournalVerify.Run(folder);
        Assert.True(report.IsInOrder, string.Join('\n', report.Findings));
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(browser => browser.Dispose());
        await application.StopAsync();
        await orders.DisposeAsync();
        Engine.Dispose();
        await application.DisposeAsync();
        People.Dispose();
        Tickets.Store.Dispose();
        Notices.Dispose();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private (OrderId, ContentDigest) NextOrder() => (OrderKey.Of("test", $"{nextOrder++}"), OrderKey.Digest("test"));
}
