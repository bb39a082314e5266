using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>
/// Money that was paid in and goes back: only what is unspent and not set aside for a grant; after a chargeback also what is spent, as a debt.
/// </summary>
internal static class TakeBackRules
{
    public static LineOutcome TakeBack(Decision d, LineCommand.TakeBack command, OrderId order)
    {
        var line = d.Line;
        var most = Money.Min(command.Most.IsZero ? TopUpRules.MaxBalance : command.Most, Money.Max(Money.Zero, line.Available));
        var parts = Lots.Choose(line.Lots, lot => lot.Kind == LotKind.TopUp && lot.Order == command.Source, most);
        if (parts.Length == 0)
        {
            return Outcome.Refused(d, RefusalCode.NothingUnspent);
        }

        d.Emit(new LineEvent.LotsTaken(parts, Money.Zero, 0, Money.Zero, LedgerAccount.PaymentsInTransit, order, Moment.Never));
        return Outcome.Done(d, Lots.SumOf(parts));
    }

    public static LineOutcome ChargeBack(Decision d, LineCommand.ChargeBack command, OrderId order)
    {
        var line = d.Line;
        TakeBonusOf(d, command.Source, order);
        var most = Money.Min(command.Amount, Money.Max(Money.Zero, line.Available));
        var parts = Lots.Choose(line.Lots, lot => lot.Kind == LotKind.TopUp && lot.Order == command.Source, most);
        var debt = command.Amount - Lots.SumOf(parts);
        d.Emit(new LineEvent.LotsTaken(parts, debt, debt.IsZero ? 0 : line.LastLot + 1, Money.Zero, LedgerAccount.ChargebacksReceivable, order, Moment.Never));
        if (!debt.IsZero && line.Life != LineLife.Closed && line.Bar is BarReason.None or BarReason.PromisedPaymentOverdue)
        {
            d.Emit(new LineEvent.BarSet(BarReason.Chargeback, order));
        }

        return Outcome.Done(d, command.Amount);
    }

    /// <summary>What negative lots owe, as a positive sum.</summary>
    public static Money Debt(Line line) => -Lots.Of(line.Lots, LotKind.Debt);

    /// <summary>The bar for a chargeback ends when money has filled what it left; a promised payment that is overdue bars on.</summary>
    public static void LiftIfPaid(Decision d, OrderId order)
    {
        if (d.Line.Bar == BarReason.Chargeback && Debt(d.Line).IsZero)
        {
            d.Emit(new LineEvent.BarSet(PromisedPaymentRules.IsOverdue(d.Line) ? BarReason.PromisedPaymentOverdue : BarReason.None, order));
        }
    }

    private static void TakeBonusOf(Decision d, OrderId source, OrderId order)
    {
        var bonus = Lots.Choose(d.Line.Lots, lot => lot.Kind == LotKind.Bonus && lot.Order == source, Money.Max(Money.Zero, d.Line.Available));
        if (bonus.Length > 0)
        {
            d.Emit(new LineEvent.LotsTaken(bonus, Money.Zero, 0, Money.Zero, LedgerAccount.BonusGiven, order, Moment.Never));
        }
    }
}
