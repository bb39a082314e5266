using Kopek.Core.Ledger;

namespace Kopek.Core.Lines;

/// <summary>
/// What somebody may want of a line, beside the network's credit control. A closed set. A command comes in an order (<see cref="Orders.OrderId"/>),
/// which makes it happen once.
/// </summary>
public abstract record LineCommand
{
    private LineCommand() { }

    /// <summary>
    /// Makes a line. The engine gives the id and writes numbers and SIM into the directory. <paramref name="OpeningBalance"/>: money it is opened with
    /// (from <see cref="LedgerAccount.OpeningBalances"/>), zero for an ordinary line. <paramref name="Sold"/>: the connection fee was paid at the sale
    /// and the line starts active.
    /// </summary>
    public sealed record Open(string Plan, string TimeZone, Money OpeningBalance, bool Sold) : LineCommand;

    /// <summary>Money paid in. Bounds: the plan's least and most top-up.</summary>
    public sealed record TopUp(Money Amount, LedgerAccount Source) : LineCommand;

    /// <summary>Buys an add-on pack by its code; DAY-CN is the roaming day pack of a country.</summary>
    public sealed record BuyPack(string Pack) : LineCommand;

    /// <summary>Changes the plan at once, or when the paid period ends.</summary>
    public sealed record ChangePlan(string Plan, bool AtPeriodEnd) : LineCommand;

    /// <summary>Emergency credit. Bounds: the operator's terms.</summary>
    public sealed record TakePromisedPayment(Money Amount) : LineCommand;

    /// <summary>Starts the plan now, without waiting for first use.</summary>
    public sealed record Activate : LineCommand;

    /// <summary>Sets a bar, or lifts it with <see cref="BarReason.None"/>.</summary>
    public sealed record SetBar(BarReason Reason) : LineCommand;

    /// <summary>Ends the contract. What is left of paid-in money stays to be refunded.</summary>
    public sealed record Close : LineCommand;
}
