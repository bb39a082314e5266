using Kopek.Books.Disputes;
using Kopek.Books.Fiscal;
using Kopek.Books.Numbers;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Gateways.Fiscal;
using Kopek.Host.Commands;
using Kopek.Web.Receipts;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>Receipts of one server: their store and keys, the feed from orders, disputes, and the fiscal register where there is one.</summary>
internal sealed class ReceiptParts : IAsyncDisposable
{
    private readonly ReceiptStore store;
    private readonly CaseStore cases;
    private readonly SandboxFiscalRegister? register;
    private readonly ILogger log;
    private FiscalDispatcher? dispatcher;

    private ReceiptParts(ReceiptStore store, PublicKeys keys, CaseStore cases, SandboxFiscalRegister? register, AdvanceBooks? advances, Uri address, ILogger log)
    {
        this.store = store;
        this.cases = cases;
        this.register = register;
        this.log = log;
        Feed = new ReceiptFeed(store, TimeProvider.System);
        Desk = new ReceiptDesk
        {
            Store = store,
            Keys = keys,
            Cases = cases,
            PublicAddress = address,
            Advances = advances,
            Offsets = advances is null ? null : new OffsetMaker(advances, TimeProvider.System),
        };
    }

    public ReceiptFeed Feed { get; }
    public ReceiptDesk Desk { get; }

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static ReceiptParts Open(ServeOptions options, IJournal journal, IEventCodec codec, Catalogue catalogue, ILogger log)
    {
        try
        {
            var keys = ReceiptKeys.Open(options.Data);
            var sellers = options.HasSandbox ? SandboxSellers(catalogue, options.Public) : null;
            var register = options.HasSandbox ? new SandboxFiscalRegister(options.Data) : null;
            var store = new ReceiptStore(options.Data, keys, sellers);
            var advances = sellers is null ? null : new AdvanceBooks(store, journal, codec);
            return new ReceiptParts(store, keys.Public, new CaseStore(options.Data), register, advances, options.Public, log);
        }
        catch (Exception failed) when (failed is BooksException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure((failed as BooksException)?.AtStart ?? failed.Message, failed);
        }
    }

    /// <summary>When the engine runs, since it knows the numbers that fiscal receipts go to.</summary>
    public void BeginRegistering(ChargingEngine engine)
    {
        if (register is not null)
        {
            dispatcher = new FiscalDispatcher(store, register, line => ContactOf(engine, line), TimeProvider.System, log);
            dispatcher.Start();
        }

        Desk.Offsets?.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Feed.DisposeAsync();
        if (Desk.Offsets is { } offsets)
        {
            await offsets.DisposeAsync();
        }

        if (dispatcher is not null)
        {
            await dispatcher.DisposeAsync();
        }

        register?.Dispose();
        cases.Dispose();
        store.Dispose();
    }

    private static string? ContactOf(ChargingEngine engine, LineId line) =>
        engine.Directory.NumbersOf(line)?.Msisdn is { } number && Msisdn.Read("+" + number).Number is { } msisdn ? "+" + msisdn.Digits : null;

    /// <summary>Invented sellers for the sandbox's register: no tax office ever sees them.</summary>
    private static Dictionary<string, FiscalSeller> SandboxSellers(Catalogue catalogue, Uri address) =>
        catalogue.At(new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())).Operators.ToDictionary(
            terms => terms.Code,
            terms => new FiscalSeller(terms.Name.Ru, "7700000000", "Москва, тестовая 1", address.Host, TaxRegime: 1, IsInternet: true, terms.DefaultTimeZone, Moment.Beginning));
}
