using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Kopek.Books.Catalogues;
using Kopek.Books.Disputes;
using Kopek.Books.Fiscal;
using Kopek.Books.Notices;
using Kopek.Books.People;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Books.Vouchers;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Fiscal;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Gateways.Fiscal;
using Kopek.Gateways.Messages;
using Kopek.Gateways.Payments.Sandbox;
using Kopek.Journal.Codec;
using Kopek.Web.Api.Access;
using Kopek.Web.Api.Contract;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Receipts;
using Kopek.Web.Tests.Care;
using Kopek.Web.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Web.Tests;

/// <summary>The API on a real Kestrel on loopback, with the real engine on a journal in memory that outlives a restart.</summary>
public sealed class LiveApi : IAsyncDisposable
{
    public const int ShardCount = 4;

    /// <summary>Shards are dealt out among them by their number.</summary>
    public const int Writers = 2;
    public const string PayGo = "KDR-PAYGO";

    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(Path.Combine(Root(), "catalogue"))).Catalogue);
    private readonly EventCodec codec = new();
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-web-").FullName;
    private readonly string? token;
    private readonly int requestsPerMinute;
    private readonly IHolderSessions? holders;
    private WebApplication? application;
    private FiscalDispatcher? dispatcher;
    private OrdersByLine byLine = new();
    private CodeSender codes = null!;
    private NetworkConditions conditions = NetworkConditions.None;

    private LiveApi(string? token, int requestsPerMinute, IHolderSessions? holders)
    {
        this.token = token;
        this.requestsPerMinute = requestsPerMinute;
        this.holders = holders;
        Journal = new MemoryJournal(ShardCount, codec);
    }

    public MemoryJournal Journal { get; }
    public ChargingEngine Engine { get; private set; } = null!;
    public BooksTail Books { get; private set; } = null!;
    public NoticeStore Notices { get; private set; } = null!;
    public NoticeTail NoticeTail { get; private set; } = null!;
    public SandboxProvider Sandbox { get; private set; } = null!;
    public OrderDriver Driver { get; private set; } = null!;
    public ReceiptDesk Desk { get; private set; } = null!;
    public PeopleStore People { get; private set; } = null!;
    public TicketStore Tickets { get; private set; } = null!;

    public TicketDesk TicketDesk { get; private set; } = null!;

    /// <summary>Ways by which sign-in codes go.</summary>
    public List<IMessageChannel> CodeChannels { get; } = [new TestPhone(NoticeChannel.Sms)];
    public TestPhone Phone => CodeChannels.OfType<TestPhone>().First(phone => phone.Channel == NoticeChannel.Sms);
    public string Folder => folder;
    public IReadOnlyList<Endpoint> Endpoints => application!.Services.GetRequiredService<EndpointDataSource>().Endpoints;
    public IReadOnlyList<ApiOperation> Operations => [.. Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>()];
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Who issues fiscal receipts, with the sandbox's register; null where nobody does.</summary>
    public IReadOnlyDictionary<string, FiscalSeller>? Sellers { get; private init; }

    public SandboxFiscalRegister? Register { get; private set; }

    /// <summary>What stands before the shards for who speaks to small accounts; a test may hold something back there.</summary>
    public Func<IShards, IShards> Door { get; set; } = shards => shards;

    /// <summary>The clock of the API; lines live by the real one.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Null: gateways on this machine need none.</summary>
    public string? MenuToken { get; private init; }

    public static async Task<LiveApi> Start(string? token = null, int requestsPerMinute = 100_000, string? menuToken = null, IHolderSessions? holders = null, IReadOnlyDictionary<string, FiscalSeller>? sellers = null)
    {
        var api = new LiveApi(token, requestsPerMinute, holders) { MenuToken = menuToken, Sellers = sellers };
        await api.Begin();
        return api;
    }

    public async Task Restart()
    {
        await End();
        await Begin();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A change with a key and a body as it is written.</summary>
    public async Task<Answer> Post(string path, string? body, string? key = "", HttpMethod? method = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key.Length == 0 ? Guid.NewGuid().ToString() : key);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }

    public async Task<Answer> Get(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }

    /// <summary>Opens a line; its path.</summary>
    public async Task<string> Open(string msisdn = "79000000001", string plan = PayGo)
    {
        var answer = await Post("/api/v1/lines", $$"""{"msisdn":"{{msisdn}}","plan":"{{plan}}"}""");
        Assert.Equal(201, answer.Status);
        return $"/api/v1/lines/{msisdn}";
    }

    /// <summary>A line that is in use, with so much money left.</summary>
    public async Task<string> OpenActive(long kopeks, string msisdn = "79000000001")
    {
        var line = await Open(msisdn);
        const long connectionFee = 15000;
        Assert.Equal(201, (await TopUp(line, kopeks + connectionFee)).Status);
        Assert.Equal(200, (await Post($"{line}/activation", null)).Status);
        return line;
    }

    /// <summary>From now on mobile data is cut in a region, or everywhere.</summary>
    public void Shutdown(string? region) => conditions = conditions with { Shutdowns = [new Shutdown(region, Moment.Beginning, Moment.Never, new LocalizedText("断网", "Off", "Нет"), "2026-11-26")] };

    public Task<Answer> TopUp(string line, long kopeks, string key = "") => Post($"{line}/top-ups", Amount(kopeks), key);

    public async Task<long> Balance(string line) => (await Get(line)).Json["balance"]!["available"]!.GetValue<long>();

    public static string Amount(long kopeks, string currency = "RUB") => $$$"""{"amount":{"value":{{{kopeks}}},"currency":"{{{currency}}}"}}""";

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        return folder.FullName;
    }

    public static string Document(string name) => File.ReadAllText(Path.Combine(Root(), "docs", name));

    private async Task Begin()
    {
        Books = new BooksTail(Journal, folder, new BooksOptions { Gathering = TimeSpan.FromMilliseconds(1) });
        Notices = new NoticeStore(folder);
        NoticeTail = new NoticeTail(Journal, codec, Notices, () => Sample.Value);
        Engine = new ChargingEngine(Journal, codec, Sample.Value, new EngineOptions { Writers = Writers, Listeners = [Books, NoticeTail], AccountReactions = BeginDriver() });
        People = new PeopleStore(folder);
        Tickets = new TicketStore(folder);
        TicketDesk = new TicketDesk(Tickets, Notices, () => Sample.Value, TimeProvider.System);
        codes = new CodeSender(CodeChannels, () => Engine.Directory, TimeProvider.System, NullLogger.Instance);
        var keys = ReceiptKeys.Open(folder);
        var receipts = new ReceiptStore(folder, keys, Sellers);
        Desk = new ReceiptDesk
        {
            Store = receipts,
            Advances = Sellers is null ? null : new AdvanceBooks(receipts, Journal, codec),
            Keys = keys.Public,
            Cases = new CaseStore(folder),
            PublicAddress = new Uri("https://kopek.example"),
            RequestsPerMinute = requestsPerMinute,
        };
        NoticeTail.Start();
        Engine.Start();
        Books.Start();
        await Driver.Start(Door(Engine.Shards));
        BeginRegistering();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddKopekWeb(new WebOptions
        {
            Engine = Engine,
            Books = Books,
            Notices = Notices,
            NoticeTail = NoticeTail,
            Payments = new WebPayments(new TopUpDesk(Engine, Driver, byLine, TimeProvider.System), VoucherPins.Open(folder), new GuessLimit(TimeProvider.System)),
            Receipts = Desk,
            Tickets = TicketDesk,
            HolderSessions = holders,
            SignIns = new HolderSignIns(People.Accounts, codes),
            Conditions = () => conditions,
            Token = OperatorToken.Of(token),
            Time = Clock,
            MenuToken = OperatorToken.Of(MenuToken, OperatorToken.MenuVariable),
        });
        application = builder.Build();
        application.MapKopekApi();
        await application.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
        if (token is not null)
        {
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    private void BeginRegistering()
    {
        if (Sellers is not null)
        {
            Register = new SandboxFiscalRegister(folder);
            dispatcher = new FiscalDispatcher(Desk.Store, Register, _ => null, TimeProvider.System, NullLogger.Instance);
            dispatcher.Start();
        }
    }

    private OrderDriver BeginDriver()
    {
        byLine = new OrdersByLine();
        Sandbox = new SandboxProvider(new SandboxOptions { Folder = folder, SettlesAfter = TimeSpan.Zero, ChargesBackAfter = TimeSpan.Zero });
        Driver = new OrderDriver(new Dictionary<string, IPaymentProvider> { ["sandbox"] = Sandbox }, new OrderDriverOptions(_ => new Uri("http://127.0.0.1/back")), TimeProvider.System) { Seen = byLine.Take };
        return Driver;
    }

    private async Task End()
    {
        Client.Dispose();
        if (dispatcher is not null)
        {
            await dispatcher.DisposeAsync();
            Register!.Dispose();
        }

        await application!.StopAsync();
        await application.DisposeAsync();
        await codes.DisposeAsync();
        People.Dispose();
        Tickets.Dispose();
        await Driver.DisposeAsync();
        Sandbox.Dispose();
        Engine.Dispose();
        NoticeTail.Dispose();
        Notices.Dispose();
        Books.Dispose();
        Desk.Store.Dispose();
        Desk.Cases.Dispose();
    }
}

/// <summary>What the API answered.</summary>
public sealed record Answer(int Status, string Body, string? ContentType, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
    public string? Code => ContentType == "application/problem+json" ? Json["code"]!.GetValue<string>() : null;
    public bool IsReplayed => Headers.Contains("Idempotency-Replayed");

    public static async Task<Answer> Of(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers);
}
