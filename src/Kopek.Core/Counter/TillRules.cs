using System.Diagnostics;
using Kopek.Core.Accounts;

namespace Kopek.Core.Counter;

internal static class TillRules
{
    /// <summary>More cash than any drawer holds.</summary>
    private static readonly Money most = Money.FromRubles(10_000_000);

    public static AccountAnswer Decide(AccountDecision d, TillCommand command)
    {
        var till = (Till?)d.Account;
        return command switch
        {
            TillCommand.Open c => Open(d, till, c),
            _ when till is null => d.Refused(AccountRefusal.Unknown),
            TillCommand.Take c => Take(d, till, c),
            TillCommand.GiveBack c => GiveBack(d, till, c),
            TillCommand.MoveCash c => MoveCash(d, till, c),
            TillCommand.Close c => Close(d, till, c),
            _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
        };
    }

    private static AccountAnswer Open(AccountDecision d, Till? till, TillCommand.Open c)
    {
        if (till is { IsOpen: true })
        {
            return (till.Clerk, till.Shift) == (c.Clerk, c.Shift) ? d.Done() : d.Refused(AccountRefusal.WrongState);
        }

        if (c.Shift != (till?.Shift ?? 0) + 1)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Counted.IsNegative || c.Counted > most)
        {
            return d.Refused(c.Counted.IsNegative ? AccountRefusal.AmountBelowMinimum : AccountRefusal.AmountAboveMaximum, most);
        }

        d.Emit(new TillEvent.Opened(till?.Place ?? c.Place, till?.Operator ?? c.Operator, c.Clerk, c.Shift, c.Counted, c.Counted - (till?.Cash ?? Money.Zero)));
        return d.Done();
    }

    private static AccountAnswer Take(AccountDecision d, Till till, TillCommand.Take c)
    {
        if (till.Takings.TryGetValue(c.Order.ToString(), out var known))
        {
            return (known.Amount, known.ByCard) == (c.Amount, c.ByCard) ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (!till.IsOpen || till.Clerk != c.Clerk)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Amount <= Money.Zero || c.Amount > most || till.Cash > most - c.Amount)
        {
            return d.Refused(c.Amount <= Money.Zero ? AccountRefusal.AmountBelowMinimum : AccountRefusal.AmountAboveMaximum, most);
        }

        d.Emit(new TillEvent.Taken(c.Order, c.Amount, c.ByCard));
        return d.Done();
    }

    private static AccountAnswer GiveBack(AccountDecision d, Till till, TillCommand.GiveBack c)
    {
        if (till.Takings.TryGetValue(c.Order.ToString(), out var known) && known.GivenBack)
        {
            return d.Done();
        }

        if (!till.IsOpen)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (!c.ByCard && till.Cash < c.Amount)
        {
            return d.Refused(AccountRefusal.OutOfFunds, c.Amount - till.Cash);
        }

        d.Emit(new TillEvent.GivenBack(c.Order, c.Amount, c.ByCard));
        return d.Done();
    }

    private static AccountAnswer MoveCash(AccountDecision d, Till till, TillCommand.MoveCash c)
    {
        if (till.Takings.TryGetValue(c.Id.ToString(), out var known))
        {
            return known.Amount == c.Amount ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (!till.IsOpen || till.Clerk != c.Clerk)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Amount.IsZero || c.Amount > most || till.Cash + c.Amount > most)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, most);
        }

        if ((till.Cash + c.Amount).IsNegative)
        {
            return d.Refused(AccountRefusal.OutOfFunds, -(till.Cash + c.Amount));
        }

        d.Emit(new TillEvent.CashMoved(c.Id, c.Amount));
        return d.Done();
    }

    private static AccountAnswer Close(AccountDecision d, Till till, TillCommand.Close c)
    {
        if (!till.IsOpen)
        {
            return till.Counts is [.., { } last] && (last.Shift, last.Clerk, last.Counted) == (c.Shift, c.Clerk, c.Counted) ? d.Done() : d.Refused(AccountRefusal.WrongState);
        }

        if (till.Clerk != c.Clerk || till.Shift != c.Shift)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Counted.IsNegative || c.Counted > most)
        {
            return d.Refused(c.Counted.IsNegative ? AccountRefusal.AmountBelowMinimum : AccountRefusal.AmountAboveMaximum, most);
        }

        d.Emit(new TillEvent.Closed(c.Clerk, c.Shift, c.Counted, c.Counted - till.Cash));
        return d.Done();
    }
}
