using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>Emergency credit: money now, repaid with its fee out of the next top-up, taken back when the day comes.</summary>
internal static class PromisedPaymentRules
{
    public static LineOutcome Take(Decision d, LineCommand.TakePromisedPayment command, OrderId order)
    {
        var line = d.Line;
        var terms = d.Catalogue.At(d.Now).FindOperator(line.Operator)?.PromisedPayment;
        if (line.Life != LineLife.Active)
        {
            return Outcome.Refused(d, line.Life == LineLife.Closed ? RefusalCode.LineClosed : RefusalCode.LineNotActive);
        }

        if (terms is null || !RenewalRules.PlanOf(d).PromisedPaymentAllowed)
        {
            return Outcome.Refused(d, RefusalCode.PromisedPaymentNotOffered);
        }

        if (!line.PromisedDebt.IsZero || !line.PromisedFee.IsZero)
        {
            return Outcome.Refused(d, RefusalCode.PromisedPaymentOpen, line.PromisedDebt + line.PromisedFee);
        }

        if (line.Bar != BarReason.None)
        {
            return Outcome.Refused(d, RefusalCode.LineBarred);
        }

        if (command.Amount <= Money.Zero)
        {
            return Outcome.Refused(d, RefusalCode.AmountBelowMinimum, new Money(1));
        }

        if (command.Amount > terms.MaxAmount)
        {
            return Outcome.Refused(d, RefusalCode.AmountAboveMaximum, terms.MaxAmount);
        }

        var due = LineCalendar.AddDays(line.TimeZone, d.Now, terms.Days);
        d.Emit(new LineEvent.MoneyAdded(line.LastLot + 1, LotKind.Promised, command.Amount, Moment.Never, order, LedgerAccount.PromisedReceivable));
        d.Emit(new LineEvent.PromisedPaymentTaken(command.Amount, terms.Fee, due, order));
        RenewalRules.RetryUnpaidFee(d);
        return Outcome.Done(d, command.Amount);
    }

    /// <summary>Repays debt, then its fee, out of money that just came in. Returns how much that took.</summary>
    public static Money Repay(Decision d, Money paidIn, OrderId order)
    {
        var line = d.Line;
        // A negative lot has been filled before, and money under a grant stays where it is.
        var free = Money.Max(Money.Zero, Money.Min(paidIn, line.Available));
        var debt = Money.Min(free, line.PromisedDebt);
        var fee = Money.Min(free - debt, line.PromisedFee);
        if (debt.IsZero && fee.IsZero)
        {
            return Money.Zero;
        }

        d.Emit(new LineEvent.PromisedPaymentRepaid(debt, fee, order));
        if (line.Bar == BarReason.PromisedPaymentOverdue && line.PromisedDebt.IsZero && line.PromisedFee.IsZero)
        {
            d.Emit(new LineEvent.BarSet(BarReason.None, order));
        }

        return debt + fee;
    }

    /// <summary>The day came: what is left of the promised money goes back, other free money repays, and for the rest the line is barred until it is paid.</summary>
    public static void Overdue(Decision d)
    {
        var line = d.Line;
        var free = Money.Max(Money.Zero, line.Available);
        var left = Money.Min(Money.Min(Lots.Of(line.Lots, LotKind.Promised), line.PromisedDebt), free);
        d.Emit(new LineEvent.PromisedPaymentOverdue(left));
        Repay(d, line.Available, OrderId.None);
        // Another bar stays: money must not lift it.
        if (IsOverdue(line) && line.Bar == BarReason.None)
        {
            d.Emit(new LineEvent.BarSet(BarReason.PromisedPaymentOverdue, OrderId.None));
        }
    }

    public static bool IsOverdue(Line line) => line.PromisedDueAt.IsNever && !(line.PromisedDebt + line.PromisedFee).IsZero;
}
