using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>Money paid in: fills what is owed first, then pays an open fee, then is there to be spent.</summary>
internal static class TopUpRules
{
    /// <summary>100 million rubles: far above every real line, far below where sums of lines could overflow.</summary>
    public static readonly Money MaxBalance = Money.FromRubles(100_000_000);

    public static LineOutcome TopUp(Decision d, LineCommand.TopUp command, OrderId order)
    {
        var line = d.Line;
        var plan = RenewalRules.PlanOf(d);
        if (line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        if (command.Amount < plan.MinTopUp || command.Amount <= Money.Zero)
        {
            return Outcome.Refused(d, RefusalCode.AmountBelowMinimum, plan.MinTopUp);
        }

        if (command.Amount > plan.MaxTopUp)
        {
            return Outcome.Refused(d, RefusalCode.AmountAboveMaximum, plan.MaxTopUp);
        }

        if (line.Balance > MaxBalance - command.Amount)
        {
            return Outcome.Refused(d, RefusalCode.BalanceLimitExceeded, MaxBalance);
        }

        if (NotWithWhatItIsFor(d, command) is { } refused)
        {
            return refused;
        }

        var repaid = Add(d, command.Amount, d.Now, order, command.Source);
        var spent = Spend(d, command, order);
        return Outcome.Done(d, command.Amount, repaid) with { Limit = spent };
    }

    /// <summary>Adds paid-in money, and does what it makes possible. Returns what of it repaid debt.</summary>
    public static Money Add(Decision d, Money amount, Moment freeFrom, OrderId order, LedgerAccount source)
    {
        var owed = TakeBackRules.Debt(d.Line);
        d.Emit(new LineEvent.MoneyAdded(d.Line.LastLot + 1, LotKind.TopUp, amount, freeFrom, order, source));
        var repaid = owed - TakeBackRules.Debt(d.Line) + PromisedPaymentRules.Repay(d, amount, order);
        TakeBackRules.LiftIfPaid(d, order);
        InactivityRules.Revive(d);
        RenewalRules.RetryUnpaidFee(d);
        return repaid;
    }

    /// <summary>Why the pack or the plan that the money is for could not be had with it; null where it can.</summary>
    private static LineOutcome? NotWithWhatItIsFor(Decision d, LineCommand.TopUp command)
    {
        var line = d.Line;
        if (command.Pack is null && !(command.RenewPlan && line.Arrears == Arrears.PlanExpired))
        {
            return null;
        }

        // What the money does first: debts, and an open fee without which a pack would bring no data.
        var free = line.Available + command.Amount - line.PromisedDebt - line.PromisedFee;
        var plan = RenewalRules.PlanOf(d);
        if (line.Arrears != Arrears.None)
        {
            if (line.Arrears == Arrears.PlanExpired && !command.RenewPlan)
            {
                return Outcome.Refused(d, RefusalCode.LineNotActive);
            }

            free -= plan.Fee;
        }

        if (command.Pack is { } code)
        {
            if (StaysBarred(line, command.Amount) || (line.Life == LineLife.Grace && line.FeePaidUntil <= d.Now))
            {
                return Outcome.Refused(d, line.Life == LineLife.Grace ? RefusalCode.LineNotActive : RefusalCode.LineBarred);
            }

            if (PackRules.Refusal(d, code, out var pack) is { } refused)
            {
                return refused;
            }

            free -= pack!.Price;
        }

        return free.IsNegative ? Outcome.Refused(d, RefusalCode.InsufficientFunds, -free) : null;
    }

    /// <summary>A bar that money ends, and this sum alone does not: what else the line has is not asked for it.</summary>
    private static bool StaysBarred(Line line, Money amount)
    {
        var promise = line.PromisedDebt + line.PromisedFee;
        var repays = Money.Max(Money.Zero, Money.Min(amount, line.Available + amount)) >= promise;
        return line.Bar switch
        {
            BarReason.PromisedPaymentOverdue => !repays,
            BarReason.Chargeback => TakeBackRules.Debt(line) > amount || (PromisedPaymentRules.IsOverdue(line) && !repays),
            _ => false,
        };
    }

    /// <summary>Ahead of every reservation: the money has not been free for one moment. Returns what it cost; zero where it did not come to it.</summary>
    private static Money Spend(Decision d, LineCommand.TopUp command, OrderId order)
    {
        var spent = Money.Zero;
        if (command.RenewPlan && d.Line.Arrears == Arrears.PlanExpired)
        {
            spent += PlanChangeRules.Change(d, new LineCommand.ChangePlan(d.Line.Plan, AtPeriodEnd: false), order).Amount;
        }

        if (command.Pack is { } pack)
        {
            spent += PackRules.Buy(d, new LineCommand.BuyPack(pack), order).Amount;
        }

        return spent;
    }
}
