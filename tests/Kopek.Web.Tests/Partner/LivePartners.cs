using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kopek.Books.Catalogues;
using Kopek.Books.Notices;
using Kopek.Books.Partners;
using Kopek.Books.Statements;
using Kopek.Books.Vouchers;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Payments;
using Kopek.Gateways.Webhooks;
using Kopek.Journal.Codec;
using Kopek.Web.Api.Contract;
using Kopek.Web.Partner;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Web.Tests.Partner;

/// <summary>Partners on a real Kestrel with the real engine, driver, store and webhooks; journal in memory, partners.db in a folder, both outlive a restart.</summary>
public sealed class LivePartners : IAsyncDisposable
{
    public const string Number = "79000000001";

    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(Path.Combine(Root(), "catalogue"))).Catalogue);
    private readonly EventCodec codec = new();
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-partners-").FullName;
    private readonly MemoryJournal journal;
    private WebApplication? application;
    private BooksTail books = null!;
    private NoticeStore notices = null!;
    private NoticeTail noticeTail = null!;
    private WebhookDispatcher dispatcher = null!;
    private WebhookSender sender = null!;

    private LivePartners() => journal = new MemoryJournal(4, codec);

    public ChargingEngine Engine { get; private set; } = null!;
    public OrderDriver Orders { get; private set; } = null!;
    public PartnerStore Store { get; private set; } = null!;

    /// <summary>The operator, on this machine without a token.</summary>
    public HttpClient Client { get; private set; } = null!;

    public string BaseUrl => $"{application!.Urls.First()}/v1";

    public IReadOnlyList<ApiOperation> Operations => [.. application!.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>()];

    public static async Task<LivePartners> Start()
    {
        var live = new LivePartners();
        await live.Begin();
        return live;
    }

    public async Task Restart(Func<Task>? between = null)
    {
        await End();
        await (between?.Invoke() ?? Task.CompletedTask);
        await Begin();
    }

    /// <summary>A partner with a key and money; more of its profile as members of JSON.</summary>
    public async Task<Seller> Sell(string code = "ACME", long kopeks = 1_000_000, string more = "")
    {
        Assert.InRange((await Put(code, more)).Status, 200, 201);
        if (kopeks > 0)
        {
            Assert.Equal(200, (await Post($"/api/v1/partners/{code}/deposits", LiveApi.Amount(kopeks))).Status);
        }

        var key = (await Post($"/api/v1/partners/{code}/keys", null)).Json;
        return new Seller(this, code, key["id"]!.GetValue<string>(), key["secret"]!.GetValue<string>());
    }

    public Task<Answer> Put(string code, string more = "")
    {
        // What a test says itself stands in place of the wide limits of the others.
        var limits = new[] { ",\"requestsPerSecond\":10000", ",\"lookupsPerMinute\":60000" }.Where(limit => !more.Contains(limit.Split(':')[0], StringComparison.Ordinal));
        return Post($"/api/v1/partners/{code}", $$"""{"name":"Seller {{code}}","commissionBasisPoints":300{{string.Concat(limits)}}{{more}}}""", method: HttpMethod.Put);
    }

    /// <summary>A line that is in use, with so much money left.</summary>
    public async Task<string> Line(long kopeks = 50_000, string msisdn = Number, string plan = "KDR-PAYGO")
    {
        Assert.Equal(201, (await Post("/api/v1/lines", $$"""{"msisdn":"{{msisdn}}","plan":"{{plan}}"}""")).Status);
        const long connectionFee = 15_000;
        Assert.Equal(201, (await Post($"/api/v1/lines/{msisdn}/top-ups", LiveApi.Amount(kopeks + connectionFee))).Status);
        Assert.Equal(200, (await Post($"/api/v1/lines/{msisdn}/activation", null)).Status);
        return msisdn;
    }

    public async Task<long> Balance(string msisdn = Number) => (await Send(HttpMethod.Get, $"/api/v1/lines/{msisdn}", null)).Json["balance"]!["available"]!.GetValue<long>();

    public Task<Answer> Post(string path, string? body, string? key = null, HttpMethod? method = null) =>
        Send(method ?? HttpMethod.Post, path, body, headers: ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    public async Task<Answer> Send(HttpMethod method, string path, string? body, AuthenticationHeaderValue? who = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = who;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }

    /// <summary>Waits until what is asked holds: it comes by itself in a moment.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(60), what);
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Directory.Delete(folder, recursive: true);
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        return folder.FullName;
    }

    private async Task Begin()
    {
        books = new BooksTail(journal, folder, new BooksOptions { Gathering = TimeSpan.FromMilliseconds(1) });
        notices = new NoticeStore(folder);
        noticeTail = new NoticeTail(journal, codec, notices, () => Sample.Value);
        Store = new PartnerStore(folder, TimeProvider.System);
        var byLine = new OrdersByLine();
        var tail = new PartnerTail(Store, TimeProvider.System);
        Orders = new OrderDriver(new Dictionary<string, IPaymentProvider>(), new OrderDriverOptions(_ => null), TimeProvider.System) { Seen = order => { byLine.Take(order); tail.See(order); } };
        Engine = new ChargingEngine(journal, codec, Sample.Value, new EngineOptions { Writers = 2, Listeners = [books, noticeTail], AccountReactions = Orders });
        noticeTail.Start();
        Engine.Start();
        books.Start();
        await Orders.Start(Engine.Shards);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var options = new WebOptions
        {
            Engine = Engine,
            Books = books,
            Notices = notices,
            NoticeTail = noticeTail,
            Payments = new WebPayments(new TopUpDesk(Engine, Orders, byLine, TimeProvider.System), VoucherPins.Open(folder), new GuessLimit(TimeProvider.System)),
        };
        builder.Services.AddKopekWeb(options);
        application = builder.Build();
        application.MapKopekApi();
        await Serve(options);
        await application.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
    }

    private async Task Serve(WebOptions options)
    {
        foreach (var entry in Store.Directory.All)
        {
            await Orders.Tell(PartnerOrder.FloatOf(entry.Profile.Code), PartnerTerms.Of(entry.Profile));
        }

        await using (var lost = new LostWishes(Store, Orders, TimeProvider.System))
        {
            await lost.Start();
        }

        var addresses = new WebhookAddress(AllowsLoopback: true);
        sender = new WebhookSender(addresses, TimeProvider.System);
        var api = new PartnerApi(options, new PartnerDesk(Store, Orders, addresses));
        await api.Prepare();
        api.Map(application!);
        dispatcher = new WebhookDispatcher(Store, sender, api.BodyOf, TimeProvider.System, NullLogger.Instance);
        dispatcher.Start();
    }

    private async Task End()
    {
        Client.Dispose();
        await application!.StopAsync();
        await dispatcher.DisposeAsync();
        sender.Dispose();
        await application.DisposeAsync();
        await Orders.DisposeAsync();
        Engine.Dispose();
        Store.Dispose();
        noticeTail.Dispose();
        notices.Dispose();
        books.Dispose();
    }
}

/// <summary>A partner's programs, with one of its keys.</summary>
public sealed record Seller(LivePartners Live, string Code, string Key, string Secret)
{
    public AuthenticationHeaderValue Who => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}")));

    public Task<Answer> Get(string path) => Live.Send(HttpMethod.Get, path, null, Who);

    public Task<Answer> Post(string path, string? body, params (string Name, string Value)[] headers) => Live.Send(HttpMethod.Post, path, body ?? "{}", Who, headers);

    public async Task<int> ProductOf(string name) =>
        (await Get("/v1/products?per_page=100")).Json.AsArray().First(product => product!["name"]!.GetValue<string>() == name)!["id"]!.GetValue<int>();

    /// <summary>Money for a number of Kedr.</summary>
    public async Task<Answer> TopUp(string externalId, string amount = "500", string number = LivePartners.Number, string mode = "sync", bool confirms = true, string more = "", string unit = "RUB") =>
        await Post($"/v1/{mode}/transactions", $$$"""
            {"external_id":"{{{externalId}}}","product_id":{{{await ProductOf("Kedr Svyaz top-up")}}},"calculation_mode":"DESTINATION_AMOUNT","destination":{"amount":{{{amount}}},"unit":"{{{unit}}}","unit_type":"CURRENCY"},"auto_confirm":{{{(confirms ? "true" : "false")}}},"credit_party_identifier":{"mobile_number":"+{{{number}}}"}{{{more}}}}
            """);

    public async Task<long> Available() => (await Get("/partner/v1/float")).Json["available"]!["value"]!.GetValue<long>();
}
