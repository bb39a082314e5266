using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;

namespace Kopek.Core.Vouchers;

public enum VoucherStatus : byte
{
    Active = 1,

    /// <summary>Its value is in <see cref="Voucher.Order"/>.</summary>
    Redeemed = 2,

    /// <summary>Taken out of sale before it was used.</summary>
    Void = 3,
}

/// <summary>
/// One voucher: its value until somebody redeems it. Its key is a keyed hash of the PIN, which is kept nowhere: who holds the journal holds no PIN.
/// </summary>
/// <param name="Serial">Printed beside the PIN, so that people can speak of a voucher without it; unique in its batch.</param>
public sealed record Voucher(AccountKey Key, string Batch, int Serial, string Operator, Money Value, Moment ExpiresAt, VoucherStatus Status, OrderId Order) : Account(Key)
{
    /// <summary>Made void while an order has it: it pays for that order, and comes back from it as void.</summary>
    public bool IsVoidOnReturn { get; init; }

    public override string? OwnedBy => Operator;
}

public abstract record VoucherCommand : AccountCommand
{
    private VoucherCommand() { }

    /// <summary>Puts a printed voucher on sale. A repeat with the same content changes nothing.</summary>
    public sealed record Issue(string Batch, int Serial, string Operator, Money Value, Moment ExpiresAt) : VoucherCommand;

    /// <summary>Gives its whole value to an order for a line of the same operator. <paramref name="Amount"/>: what the order is for; another than the value is a conflict (zero: not compared).</summary>
    public sealed record Take(OrderId Order, string Operator, Money Amount = default) : VoucherCommand;

    /// <summary>The order brought nothing: the voucher may be used again, or is void where it was made void meanwhile.</summary>
    public sealed record GiveBack(OrderId Order) : VoucherCommand;

    /// <summary>Stolen, lost or never sold. Whatever comes, it is not on sale any more; one that is used stays used, because what it paid for stays granted.</summary>
    public sealed record MakeVoid : VoucherCommand;
}

public abstract record VoucherEvent : AccountEvent
{
    private VoucherEvent() { }

    public sealed record Issued(string Batch, int Serial, string Operator, Money Value, Moment ExpiresAt) : VoucherEvent;

    public sealed record Taken(OrderId Order, Money Value) : VoucherEvent;

    public sealed record GivenBack(OrderId Order, Money Value) : VoucherEvent;

    public sealed record MadeVoid(Money Value) : VoucherEvent;

    /// <summary>Made void while an order has it. Moves nothing: its value is with the order.</summary>
    public sealed record VoidOnReturn(OrderId Order) : VoucherEvent;
}

internal static class VoucherState
{
    public static Voucher Apply(Voucher? voucher, AccountKey key, VoucherEvent happened) => happened switch
    {
        VoucherEvent.Issued e => new Voucher(key, e.Batch, e.Serial, e.Operator, e.Value, e.ExpiresAt, VoucherStatus.Active, OrderId.None),
        VoucherEvent.Taken e => voucher! with { Status = VoucherStatus.Redeemed, Order = e.Order },
        VoucherEvent.GivenBack => voucher! with { Status = VoucherStatus.Active, Order = OrderId.None },
        VoucherEvent.MadeVoid => voucher! with { Status = VoucherStatus.Void, IsVoidOnReturn = false },
        VoucherEvent.VoidOnReturn => voucher! with { IsVoidOnReturn = true },
        _ => throw new UnreachableException(),
    };
}

internal static class VoucherRules
{
    public static AccountAnswer Decide(AccountDecision d, VoucherCommand command)
    {
        var voucher = (Voucher?)d.Account;
        return command switch
        {
            VoucherCommand.Issue c => Issue(d, voucher, c),
            _ when voucher is null => d.Refused(AccountRefusal.Unknown),
            VoucherCommand.Take c => Take(d, voucher, c),
            VoucherCommand.GiveBack c => GiveBack(d, voucher, c),
            VoucherCommand.MakeVoid => MakeVoid(d, voucher),
            _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
        };
    }

    private static AccountAnswer Issue(AccountDecision d, Voucher? voucher, VoucherCommand.Issue c)
    {
        if (voucher is not null)
        {
            return (voucher.Batch, voucher.Serial, voucher.Value) == (c.Batch, c.Serial, c.Value) ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (c.Value <= Money.Zero)
        {
            return d.Refused(AccountRefusal.AmountBelowMinimum, new Money(1));
        }

        d.Emit(new VoucherEvent.Issued(c.Batch, c.Serial, c.Operator, c.Value, c.ExpiresAt));
        return d.Done();
    }

    private static AccountAnswer Take(AccountDecision d, Voucher voucher, VoucherCommand.Take c)
    {
        if (voucher.Status == VoucherStatus.Redeemed)
        {
            // The attempt that won asks again; another order, even of the same holder, is too late.
            return voucher.Order == c.Order ? d.Done() : d.Refused(AccountRefusal.AlreadyUsed);
        }

        if (voucher.Status == VoucherStatus.Void)
        {
            return d.Refused(AccountRefusal.Unknown);
        }

        if (voucher.ExpiresAt <= d.Now)
        {
            return d.Refused(AccountRefusal.Expired);
        }

        if (voucher.Operator != c.Operator)
        {
            return d.Refused(AccountRefusal.OtherOperator);
        }

        if (!c.Amount.IsZero && voucher.Value != c.Amount)
        {
            return d.Refused(AccountRefusal.Conflict, voucher.Value);
        }

        d.Emit(new VoucherEvent.Taken(c.Order, voucher.Value));
        return d.Done();
    }

    private static AccountAnswer GiveBack(AccountDecision d, Voucher voucher, VoucherCommand.GiveBack c)
    {
        if (voucher.Status == VoucherStatus.Redeemed && voucher.Order == c.Order)
        {
            d.Emit(new VoucherEvent.GivenBack(c.Order, voucher.Value));
            if (voucher.IsVoidOnReturn)
            {
                d.Emit(new VoucherEvent.MadeVoid(voucher.Value));
            }
        }

        return d.Done();
    }

    private static AccountAnswer MakeVoid(AccountDecision d, Voucher voucher)
    {
        if (voucher.Status == VoucherStatus.Active)
        {
            d.Emit(new VoucherEvent.MadeVoid(voucher.Value));
        }
        else if (voucher is { Status: VoucherStatus.Redeemed, IsVoidOnReturn: false })
        {
            d.Emit(new VoucherEvent.VoidOnReturn(voucher.Order));
        }

        return d.Done();
    }
}
