using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Receipts;

namespace Kopek.Core.TopUps;

/// <summary>
/// What an order needs next. Whoever drives orders does it and tells the order what came of it; each step may be done again after a crash, because it
/// carries an id that its receiver knows. A closed set.
/// </summary>
public abstract record TopUpStep
{
    private TopUpStep() { }

    /// <summary>Nothing, until somebody says something to it.</summary>
    public sealed record Nothing : TopUpStep;

    /// <summary>Nothing before that moment.</summary>
    public sealed record Wait(Moment Until) : TopUpStep;

    /// <summary>The clock says something to the order itself.</summary>
    public sealed record Tell(TopUpOrderCommand Command) : TopUpStep;

    /// <summary>A float, till, voucher or receipt series is asked.</summary>
    public sealed record Ask(AccountKey Account, AccountCommand Command, AskedFor For, ReceiptKind Receipt = default) : TopUpStep;

    /// <summary>A line is told to give or take money.</summary>
    public sealed record OnLine(OrderId Order, LineId Line, LineCommand Command, LineAskedFor For) : TopUpStep;

    /// <summary>The provider is called.</summary>
    public sealed record Call(ProviderCall What) : TopUpStep;
}

public enum AskedFor : byte
{
    Payment,
    Refund,
    ReceiptNumber,
}

public enum LineAskedFor : byte
{
    Payment,
    CreditWithPack,
    Credit,
    Refund,
    TakeBack,
    Move,
    ChargeBack,
}

public enum ProviderCall : byte
{
    /// <summary>With the payer there, or off-session where the order names a bound method.</summary>
    Pay,
    Find,
    Refund,
    FindRefund,
}

/// <summary>What the driver remembers of its calls for one order. It forgets all of it in a crash, which costs a call more and no money.</summary>
public readonly record struct CallMemory(ProviderCall Last, PaymentStatus Answer, Moment At, int Calls)
{
    public bool IsEmpty => Calls == 0;
}
