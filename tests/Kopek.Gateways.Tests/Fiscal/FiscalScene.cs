using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Gateways.Fiscal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Gateways.Tests.Fiscal;

/// <summary>A folder with receipts and the sandbox register, and a dispatcher that a test moves step by step.</summary>
internal sealed class FiscalScene : IAsyncDisposable
{
    public const string Contact = "li.na@example.com";
    public static readonly FiscalSeller Kedr = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));

    private readonly ReceiptKeys keys = new(new byte[KeyFile.SecretBytes], [new SigningKey(new byte[SigningKey.SeedBytes], new Moment(0))]);
    private FiscalDispatcher dispatcher;

    public FiscalScene()
    {
        (Store, Sandbox) = (NewStore(), new SandboxFiscalRegister(Folder, Time));
        Register = Sandbox;
        dispatcher = NewDispatcher();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kopek-fiscal-").FullName;
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
    public ReceiptStore Store { get; private set; }
    public SandboxFiscalRegister Sandbox { get; private set; }
    public IFiscalRegister Register { get; private set; }
    public Moment Now => new(Time.GetUtcNow().ToUnixTimeMilliseconds());

    public void Pay(long number, long kopeks) => Store.Add([Payment(number, kopeks)]);

    public static ReceiptFacts Payment(long number, long kopeks) => new("KDR", number, ReceiptKind.Payment, new OrderId(1, (ulong)number), null, new LineId(17),
        new Moment(1_795_683_600_000), PaidBy.Card, "sandbox", new Money(kopeks), Money.Zero, Money.Zero, Money.Zero, new Money(kopeks), null, new Money(kopeks), "RUB");

    public Task<bool> Step() => dispatcher.StepAsync();

    /// <summary>Until nothing is due any more at this time.</summary>
    public async Task Settle()
    {
        for (var steps = 0; await Step(); steps++)
        {
            Assert.True(steps < 100, "The dispatcher does not come to an end.");
        }
    }

    public void Use(IFiscalRegister register)
    {
        Register = register;
        dispatcher = NewDispatcher();
    }

    /// <summary>The process dies and starts again; the books may be lost, the register never is.</summary>
    public void Restart(bool loseBooks = false)
    {
        Store.Dispose();
        Sandbox.Dispose();
        if (loseBooks)
        {
            File.Delete(Path.Combine(Folder, "receipts.db"));
        }

        (Store, Sandbox) = (NewStore(), new SandboxFiscalRegister(Folder, Time));
        Use(Sandbox);
        Store.Fiscal.SettleInterrupted(Now);
    }

    public async ValueTask DisposeAsync()
    {
        await dispatcher.DisposeAsync();
        Store.Dispose();
        Sandbox.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ReceiptStore NewStore() => new(Folder, keys, new Dictionary<string, FiscalSeller> { ["KDR"] = Kedr });

    private FiscalDispatcher NewDispatcher() => new(Store, Register, _ => Contact, Time, NullLogger.Instance);
}
