using System.Net;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core.Roaming;
using Kopek.Diameter.Peers;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Gy;
using Kopek.Gy.Profiles;
using Kopek.Host.Commands;
using Kopek.Host.Demo.Phone;
using Kopek.Host.Sandbox;
using Kopek.Journal.Archive;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Kopek.Web;
using Kopek.Web.Api.Access;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Counter;
using Kopek.Web.Menus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>
/// One server on one data folder: journal, books, engine, Gy and HTTP. Traffic is taken when all of it is ready; it is stopped from the outside in, so
/// that what was taken is answered.
/// </summary>
internal sealed class KopekServer : IAsyncDisposable
{
    /// <summary>A small operator's busy evening; about 12 MB.</summary>
    private const int PreparedSessions = 8192;

    private readonly SqliteJournal journal;
    private readonly JournalWithArchives[] archived;
    private readonly BooksTail books;
    private readonly NoticeParts notices;
    private readonly PaymentParts payments;
    private readonly ReceiptParts receipts;
    private readonly CounterHost counter;
    private readonly PartnerParts partners;
    private readonly SupportParts support;
    private readonly ChargingEngine engine;
    private readonly WebApplication web;

    private KopekServer(SqliteJournal journal, JournalWithArchives[] archived, BooksTail books, NoticeParts notices, MoneyParts money, ChargingEngine engine, WebApplication web)
    {
        this.journal = journal;
        this.archived = archived;
        this.books = books;
        this.notices = notices;
        (payments, receipts, counter, partners, support) = money;
        this.engine = engine;
        this.web = web;
    }

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static async Task<KopekServer> StartAsync(ServeOptions options, Action<string> tell, CancellationToken cancellation)
    {
        var token = Token(options);
        var folder = DataFolder.Prepare(options.Data, options.Catalogue);
        var catalogue = CatalogueFiles.Load(folder);
        var profiles = Profiles(options);
        var codec = new EventCodec();
        var (journal, forBooks, forNotices) = OpenJournal(options, codec);
        var books = new BooksTail(forBooks, options.Data);
        // Our configuration is the command line and the environment. Watching the working folder for more wakes a thread for each write to a journal in it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.SetMinimumLevel(options.Quiet ? LogLevel.Error : LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // A start that fails is told by us, without its stack.
        builder.WebHost.UseKestrelHttpsConfiguration();
        var gyOptions = new GyOptions { Diameter = Identity(options), Profiles = profiles };
        var loggers = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(options.Quiet ? LogLevel.Error : LogLevel.Information));
        var gy = new GyServer(gyOptions, loggers, TimeProvider.System);
        var notices = NoticeParts.Open(options, forNotices, codec, catalogue, loggers.CreateLogger("Kopek.Notices"));
        var money = MoneyParts.Open(options, journal, codec, catalogue, loggers);
        var engine = new ChargingEngine(journal, codec, catalogue,
            new EngineOptions
            {
                Reactions = gy.Reactions,
                Listeners = [books, notices.Tail],
                AccountReactions = money.Payments.Reactions,
                PreparedSessions = PreparedSessions,
            });
        var tickets = money.Support.Desk(engine, notices);
        var conditions = CatalogueFiles.WatchConditions(folder, engine, loggers.CreateLogger("Kopek.Diagnosis"));
        builder.Services.AddKopekWeb(new WebOptions
        {
            Engine = engine,
            Books = books,
            Notices = notices.Store,
            NoticeTail = notices.Tail,
            Payments = money.Payments.Web(engine, money.Receipts.Feed),
            Receipts = money.Receipts.Desk,
            Tickets = tickets,
            SignIns = new HolderSignIns(money.Counter.People.Accounts, notices.Codes(() => engine)),
            Conditions = conditions,
            Token = token,
            MenuToken = MenuToken(),
            CareFormsPerMinute = options.CareFormsPerMinute,
        });
        builder.Services.AddKopekCounter(money.Counter.Options(engine, money.Payments.Driver, money.Receipts.Desk, tickets, conditions, options.Data));
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, gy));
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => new GyTransport(options.Gy, services.GetRequiredService<ILoggerFactory>()));
        var server = new KopekServer(journal, [forBooks, forNotices], books, notices, money, engine, builder.Build());
        try
        {
            await server.StartAsync(options, gy, tell, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The staff of the counter.</summary>
    public PeopleStore People => counter.People;

    /// <summary>Until somebody stops the process.</summary>
    public Task WaitAsync(CancellationToken cancellation) => web.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await partners.EndServing();
        await payments.DisposeAsync();
        engine.Stop();
        await receipts.DisposeAsync();
        counter.Dispose();
        support.Dispose();
        await partners.DisposeAsync();
        await notices.DisposeAsync();
        books.Dispose();
        await web.DisposeAsync();
        engine.Dispose();
        foreach (var reader in archived)
        {
            reader.Dispose();
        }

        journal.Dispose();
    }

    private async Task StartAsync(ServeOptions options, GyServer gy, Action<string> tell, CancellationToken cancellation)
    {
        try
        {
            books.Start();
            notices.Tail.Start();
            engine.Start();
            notices.BeginSending(engine, web.Services.GetRequiredService<HolderMenus>(), receipts.Desk);
            receipts.BeginRegistering(engine);
            await payments.BeginDriving(engine);
        }
        catch (Exception failed) when (failed is JournalException or BooksException)
        {
            throw new CommandFailure((failed as BooksException)?.AtStart ?? failed.Message, failed);
        }

        gy.Attach(engine.Shards, engine.Directory, engine.Sessions);
        await SampleLines.OpenAsync(engine, options.SampleLines, done => tell($"{done:N0} sample lines of {options.SampleLines:N0}"));
        web.MapKopekApi();
        web.MapKopekCounter();
        await partners.BeginServing(web, payments);
        if (options.HasDemoPhone)
        {
            PhonePage.Map(web, notices, engine);
            HandsetPage.Map(web, web.Services.GetRequiredService<HolderMenus>());
        }

        if (payments.Sandbox is { } sandbox)
        {
            SandboxPayPage.Map(web, sandbox);
        }

        try
        {
            await web.StartAsync(cancellation);
            payments.BeginWebhooks();
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            throw new CommandFailure($"{options.Url} or {options.Gy} cannot be listened on: {taken.Message}", taken);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ServeOptions options, GyServer gy)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(Address(options.Url), listen =>
        {
            if (options.Url.Scheme == Uri.UriSchemeHttps)
            {
                listen.UseHttps();
            }
        });
        kestrel.Listen(options.Gy, listen =>
        {
            if (options.GyCertificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }

            listen.UseGy(gy);
        });
    }

    private static IPEndPoint Address(Uri url)
    {
        var name = url.Host.Trim('[', ']');
        return name == "localhost" ? new IPEndPoint(IPAddress.Loopback, url.Port)
            : IPAddress.TryParse(name, out var address) ? new IPEndPoint(address, url.Port)
            : throw new CommandFailure($"--urls takes an address of this machine, not the name {name}: for example http://127.0.0.1:8080.");
    }

    private static OperatorToken Token(ServeOptions options)
    {
        try
        {
            var token = OperatorToken.Of(Environment.GetEnvironmentVariable(OperatorToken.Variable));
            return token.RefusalToListen([options.Url.ToString()]) is { } refusal ? throw new CommandFailure(refusal) : token;
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailure(wrong.Message, wrong);
        }
    }

    private static OperatorToken MenuToken()
    {
        try
        {
            return OperatorToken.Of(Environment.GetEnvironmentVariable(OperatorToken.MenuVariable), OperatorToken.MenuVariable);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailure(wrong.Message, wrong);
        }
    }

    private static GyProfiles Profiles(ServeOptions options)
    {
        try
        {
            return GyProfilesFile.LoadOrBuiltIn(Path.Combine(options.Data, GyProfilesFile.Name));
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandFailure(wrong.Message, wrong);
        }
    }

    private static DiameterOptions Identity(ServeOptions options) => new()
    {
        OriginHost = options.OriginHost,
        OriginRealm = options.OriginRealm,
        OriginStateId = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        AllowedPeers = options.AllowedPeers.Count == 0 ? null : options.AllowedPeers,
    };

    private static (SqliteJournal Journal, JournalWithArchives ForBooks, JournalWithArchives ForNotices) OpenJournal(ServeOptions options, EventCodec codec)
    {
        try
        {
            var journal = SqliteJournal.Open(options.Data, codec, options.Shards);
            return (journal, new JournalWithArchives(journal, codec), new JournalWithArchives(journal, codec));
        }
        catch (JournalException failed)
        {
            throw new CommandFailure(failed.Message, failed);
        }
    }
}
