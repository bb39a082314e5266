using Kopek.Core.Ledger;
using Kopek.Core.Orders;

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
    public sealed record TopUp(Money Amount, LedgerAccount Source) : LineCommand
    {
        /// <summary>A pack bought with it in the same step, or null. Where it cannot be had the whole command is refused.</summary>
        public string? Pack { get; init; }

        /// <summary>A plan that is over begins anew in the same step, or the whole command is refused.</summary>
        public bool RenewPlan { get; init; }
    }

    /// <summary>
    /// Takes unspent money that <paramref name="Source"/> (the order of its lot) brought, on its way back or to the line that was meant. Done with what was
    /// there, up to <paramref name="Most"/> (zero: all); refused where nothing is. A closed line gives it too.
    /// </summary>
    public sealed record TakeBack(OrderId Source, Money Most) : LineCommand;

    /// <summary>The payer's bank took money back that <paramref name="Source"/> brought: what is left of it goes, for what is spent the line owes and is barred.</summary>
    public sealed record ChargeBack(OrderId Source, Money Amount) : LineCommand;

    /// <summary>Passes paid-in money on to another line. Bounds: the limits in force when it was ordered.</summary>
    public sealed record TransferOut(Money Amount, Money Fee, Money Most, Money MostADay, int MostTimesADay) : LineCommand;

    /// <summary>Money from another line: to be spent at once, passed on or refunded only after <paramref name="FrozenFor"/>.</summary>
    public sealed record ReceiveTransfer(Money Amount, TimeSpan FrozenFor, Money Ceiling) : LineCommand;

    /// <summary>A transfer that the other line could not take comes back with its fee.</summary>
    public sealed record ReturnTransfer(Money Amount, Money Fee) : LineCommand;

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

    /// <summary>
    /// The most that roaming may take from the line in a month of its own; null for no limit, zero for none of it. Bounds: zero to the most a line can hold.
    /// Holds at once: grants that are out abroad keep what it leaves.
    /// </summary>
    public sealed record SetRoamingCap(Money? Cap) : LineCommand;

    /// <summary>
    /// The holder wants no packs bought by themselves, or (false) allows them again; kept over changes of plan. Holds at once: only packs that grants
    /// which are out count on may still be bought.
    /// </summary>
    public sealed record SetAutoPackStop(bool IsOn) : LineCommand;

    /// <summary>Ends the contract. What is left of paid-in money stays to be refunded.</summary>
    public sealed record Close : LineCommand;
}
