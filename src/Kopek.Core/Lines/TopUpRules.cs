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

        d.Emit(new LineEvent.MoneyAdded(line.LastLot + 1, LotKind.TopUp, command.Amount, d.Now, order, command.Source));
        var repaid = PromisedPaymentRules.Repay(d, command.Amount, order);
        InactivityRules.Revive(d);
        RenewalRules.RetryUnpaidFee(d);
        return Outcome.Done(d, command.Amount, repaid);
    }
}
