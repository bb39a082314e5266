using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Diameter.Client;
using Kopek.Diameter.Peers;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Gy.Profiles;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Gy.Tests;

/// <summary>A whole server on a free port of the loopback: Kestrel, Gy, the engine with its threads, a journal in memory that outlives restarts.</summary>
internal sealed class LiveGy : IAsyncDisposable
{
    public const string Msisdn = "79000000001";
    public const string Imsi = "250010000000001";
    private const int ShardCount = 4;

    private static readonly EventCodec Codec = new();

    private readonly GyProfiles profiles;
    private readonly X509Certificate2? certificate;
    private readonly string? folder;
    private IJournal journal = null!;
    private WebApplication host = null!;
    private GyServer gy = null!;
    private ChargingEngine engine = null!;

    private LiveGy(GyProfiles profiles, X509Certificate2? certificate, string? folder)
    {
        this.folder = folder;
        this.profiles = profiles;
        this.certificate = certificate;
    }

    public static DiameterOptions Server { get; } = new() { OriginHost = "ocs.kopek.example", OriginRealm = "kopek.example" };

    public MemoryJournal Journal { get; } = new(ShardCount, Codec);
    public IPEndPoint EndPoint { get; private set; } = null!;
    public ChargingEngine Engine => engine;
    public GyServer Gy => gy;
    public LineId Line { get; private set; }

    /// <param name="rubles">What the one line has, on the plan by the megabyte at 1 RUB.</param>
    /// <param name="folder">Of a journal on SQLite; null: in memory.</param>
    public static async Task<LiveGy> StartAsync(long rubles = 1000, GyProfiles? profiles = null, string plan = SampleCatalogue.PayAsYouGo, X509Certificate2? certificate = null, string? folder = null)
    {
        var live = new LiveGy(profiles ?? GyProfiles.BuiltIn, certificate, folder);
        await live.StartServerAsync();
        live.Line = await live.OpenLineAsync(Msisdn, Imsi, rubles, plan);
        return live;
    }

    public async Task<LineId> OpenLineAsync(string msisdn, string? imsi, long rubles, string plan = SampleCatalogue.PayAsYouGo)
    {
        var numbers = new LineNumbers(msisdn, imsi);
        var open = new LineCommand.Open(plan, SampleCatalogue.Zone, Money.FromRubles(rubles), Sold: true);
        var answer = await engine.Shards.Open(OrderKey.Of("test", "open " + msisdn), OrderKey.Digest(msisdn), numbers, open);
        return answer.Line;
    }

    public async Task<OrderAnswer> PlaceAsync(string key, LineCommand command) =>
        await engine.Shards.Place(OrderKey.Of("test", key), OrderKey.Digest(key), Line, command);

    public Task<OrderAnswer> TopUpAsync(string key, long rubles) => PlaceAsync(key, new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts));

    public async Task<T> ReadAsync<T>(Func<Line, T> read) => (await engine.Shards.Ask(Line, (line, _) => read(line))).Value!;

    public Task<Money> BalanceAsync() => ReadAsync(line => line.Balance);

    public Task<DiameterClient> ConnectAsync(IDiameterApplication? core = null, string host = "pgw.core.example", string realm = "core.example", SslClientAuthenticationOptions? tls = null) =>
        DiameterClient.ConnectAsync(EndPoint, new DiameterOptions { OriginHost = host, OriginRealm = realm, ProductName = "test core" }, core ?? new CoreApplication(), tls,
        cancellation: TestContext.Current.CancellationToken);

    /// <summary>Sends a CCR and waits for its CCA.</summary>
    public static async Task<Cca> AskAsync(DiameterClient client, Ccr request)
    {
        var answer = await client.Peer.SendRequestAsync(request.Encode(endToEnd: DiameterPeer.NextEndToEnd()), TimeSpan.FromSeconds(10));
        Assert.NotNull(answer);
        return new Cca(answer);
    }

    /// <summary>Stops everything but the journal and starts anew on it.</summary>
    public async Task RestartAsync()
    {
        await StopServerAsync();
        Journal.Reopen();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync() => await StopServerAsync();

    private async Task StartServerAsync()
    {
        gy = new GyServer(new GyOptions { Diameter = Server, Profiles = profiles }, NullLoggerFactory.Instance, TimeProvider.System);
        journal = folder is null ? Journal : SqliteJournal.Open(folder, Codec, ShardCount);
        engine = new ChargingEngine(journal, Codec, SampleCatalogue.Build(), new EngineOptions { Writers = 1, Reactions = gy.Reactions });
        engine.Start();
        gy.Attach(engine.Shards, engine.Directory, engine.Sessions);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }

            listen.UseGy(gy);
        }));
        host = builder.Build();
        await host.StartAsync();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
    }

    private async Task StopServerAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        engine.Dispose();
        journal.Dispose();
    }
}
