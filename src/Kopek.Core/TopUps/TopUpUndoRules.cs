using Kopek.Core.Accounts;

namespace Kopek.Core.TopUps;

/// <summary>The way back: refunds, money moved to the line that was meant, and chargebacks.</summary>
internal static class TopUpUndoRules
{
    /// <summary>Longest explanation that is kept.</summary>
    private const int MostDetail = 200;

    public static AccountAnswer RefundSaid(AccountDecision d, TopUpOrder order, TopUpOrderCommand.RefundSaid c)
    {
        if (order.Status != TopUpStatus.Refunding)
        {
            return d.Done();
        }

        if (c.Status == PaymentStatus.Succeeded)
        {
            d.Emit(new TopUpOrderEvent.RefundDone(c.ProviderId, order.RefundAmount, order.Request.Way == PaymentWay.Provider));
        }
        else if (c.Status == PaymentStatus.Declined && order.NeedsPerson is null)
        {
            var why = c.Detail is { Length: > 0 } ? c.Detail : "the refund was declined";
            d.Emit(new TopUpOrderEvent.PersonNeeded(why.Length > MostDetail ? why[..MostDetail] : why));
        }

        return d.Done();
    }

    public static AccountAnswer Undo(AccountDecision d, TopUpOrder order, TopUpOrderCommand.Undo c)
    {
        if (order.Undo == c.Kind)
        {
            // The same wish again, under way or done; another one is too late.
            return (order.MoveTo, order.UndoMost) == (c.MoveTo, c.Most) ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (order.Status != TopUpStatus.Receipted || order.Undo != UndoKind.None || !order.Chargeback.IsZero)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Most.IsNegative || c.Most > order.Paid)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, order.Paid);
        }

        // A used voucher is no money any more, and what came from another line is its new holder's.
        if (c.Kind == UndoKind.Refund && (order.Request.Way is PaymentWay.Voucher or PaymentWay.Transfer))
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        d.Emit(new TopUpOrderEvent.UndoStarted(c.Kind, c.Reason, c.Most, c.MoveTo));
        return d.Done();
    }

    public static AccountAnswer LineUndone(AccountDecision d, TopUpOrder order, TopUpOrderCommand.LineUndone c)
    {
        if (order.Status != TopUpStatus.Undoing || !order.UndoTaken.IsZero)
        {
            return d.Done();
        }

        if (!c.Outcome.IsDone)
        {
            d.Emit(new TopUpOrderEvent.UndoRefused(c.Outcome.Refused));
            return d.Done();
        }

        d.Emit(new TopUpOrderEvent.UndoTaken(c.Outcome.Amount));
        if (order.Undo == UndoKind.Refund)
        {
            TopUpOrderRules.BeginRefund(d, c.Outcome.Amount, order.RefundReason);
        }

        return d.Done();
    }

    public static AccountAnswer LineMoved(AccountDecision d, TopUpOrder order, TopUpOrderCommand.LineMoved c)
    {
        if (order.Status != TopUpStatus.Moving)
        {
            return d.Done();
        }

        if (c.Outcome.IsDone)
        {
            d.Emit(new TopUpOrderEvent.Moved(order.MoveTo, order.UndoTaken));
        }
        else
        {
            TopUpOrderRules.BeginRefund(d, order.UndoTaken, RefundReason.NotCredited);
        }

        return d.Done();
    }

    public static AccountAnswer ChargedBack(AccountDecision d, TopUpOrder order, TopUpOrderCommand.ChargedBack c)
    {
        if (order.Paid.IsZero || order.Request.Way != PaymentWay.Provider)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (c.Total > order.Paid)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, order.Paid);
        }

        if (c.Total > order.Chargeback)
        {
            d.Emit(new TopUpOrderEvent.ChargebackSeen(c.Total - order.Chargeback));
            if (order.Status is TopUpStatus.Refunded or TopUpStatus.ChargedBack or TopUpStatus.Refunding)
            {
                d.Emit(new TopUpOrderEvent.PersonNeeded("charged back after it was refunded or charged back"));
            }
        }
        else if (order.IsChargedBackAfterWon(c.Total, c.Won) && order.NeedsPerson is null)
        {
            d.Emit(new TopUpOrderEvent.PersonNeeded("charged back again after a chargeback that was won"));
        }

        return d.Done();
    }

    public static AccountAnswer ChargebackDone(AccountDecision d, TopUpOrder order, TopUpOrderCommand.ChargebackDone c)
    {
        if (order.ChargebackBooked || order.Chargeback.IsZero)
        {
            return d.Done();
        }

        d.Emit(new TopUpOrderEvent.ChargebackBooked(c.Outcome.IsDone ? c.Outcome.Amount : Money.Zero, c.Outcome.Refused));
        return d.Done();
    }
}
