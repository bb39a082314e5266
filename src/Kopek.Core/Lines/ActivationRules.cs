using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>How a line is made, and how its plan begins: with first use, or when somebody asks for it.</summary>
internal static class ActivationRules
{
    public static LineOutcome Open(Decision d, LineCommand.Open command, OrderId order)
    {
        var plan = d.Catalogue.At(d.Now).FindPlan(command.Plan);
        if (plan is null)
        {
            return Outcome.Refused(d, RefusalCode.UnknownPlan);
        }

        if (!LineCalendar.IsZone(command.TimeZone))
        {
            return Outcome.Refused(d, RefusalCode.UnknownTimeZone);
        }

        if (d.Line.Plan.Length > 0)
        {
            return Outcome.Refused(d, RefusalCode.LineAlreadyActive);
        }

        if (command.OpeningBalance.IsNegative)
        {
            return Outcome.Refused(d, RefusalCode.AmountBelowMinimum);
        }

        if (command.OpeningBalance > TopUpRules.MaxBalance)
        {
            return Outcome.Refused(d, RefusalCode.BalanceLimitExceeded, TopUpRules.MaxBalance);
        }

        d.Emit(new LineEvent.Opened(plan.Code, plan.Operator, command.TimeZone, command.Sold));
        if (command.OpeningBalance > Money.Zero)
        {
            d.Emit(new LineEvent.MoneyAdded(1, LotKind.TopUp, command.OpeningBalance, d.Now, order, LedgerAccount.OpeningBalances));
        }

        if (command.Sold && Missing(d).IsZero)
        {
            Begin(d, order);
        }

        return Outcome.Done(d, command.OpeningBalance);
    }

    public static LineOutcome Activate(Decision d, OrderId order)
    {
        if (d.Line.Life != LineLife.Stocked)
        {
            return Outcome.Refused(d, RefusalCode.LineAlreadyActive);
        }

        var missing = Missing(d);
        if (!missing.IsZero)
        {
            return Outcome.Refused(d, RefusalCode.InsufficientFunds, missing);
        }

        Begin(d, order);
        return Outcome.Done(d, Money.Zero);
    }

    /// <summary>First use: starts the plan if the money covers its start, else changes nothing.</summary>
    public static bool TryFirstUse(Decision d)
    {
        if (d.Line.Life != LineLife.Stocked || !Missing(d).IsZero)
        {
            return d.Line.Life == LineLife.Active;
        }

        Begin(d, OrderId.None);
        return true;
    }

    /// <summary>What the money lacks for connection fee and first fee.</summary>
    public static Money Missing(Decision d) => Money.Max(Money.Zero, Needed(d) - d.Line.Available);

    public static Money Needed(Decision d)
    {
        var plan = RenewalRules.PlanOf(d);
        return plan.Fee + (d.Line.ConnectionFeePaid ? Money.Zero : plan.ConnectionFee);
    }

    private static void Begin(Decision d, OrderId order)
    {
        var plan = RenewalRules.PlanOf(d);
        d.Emit(new LineEvent.Activated());
        if (!d.Line.ConnectionFeePaid && plan.ConnectionFee > Money.Zero)
        {
            d.Emit(new LineEvent.FeeCharged(FeeKind.Connection, plan.ConnectionFee, Money.Zero, 0, order, plan.Code));
        }

        RenewalRules.BeginPlan(d, plan, order);
        d.Emit(new LineEvent.InactivityChecked(InactivityRules.FirstDue(d, d.Now)));
    }
}
