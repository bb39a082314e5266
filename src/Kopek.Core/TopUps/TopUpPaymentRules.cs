using Kopek.Core.Accounts;
using Kopek.Core.Lines;

namespace Kopek.Core.TopUps;

/// <summary>From the payment to the line: what each answer on the way makes of an order.</summary>
internal static class TopUpPaymentRules
{
    public static AccountAnswer ProviderSaid(AccountDecision d, TopUpOrder order, TopUpOrderCommand.ProviderSaid c)
    {
        if (order.Request.Way != PaymentWay.Provider || order.PayingSince.IsNever)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        switch (c.Status)
        {
            case PaymentStatus.Succeeded: return Taken(d, order, c);
            case PaymentStatus.Declined when order.Status == TopUpStatus.Paying:
                d.Emit(new TopUpOrderEvent.PaymentDeclined(c.Reason, AccountRefusal.None, RefusalCode.None, Money.Zero));
                break;
            case PaymentStatus.NeedsPayer or PaymentStatus.Pending when order.Status == TopUpStatus.Paying
                && ((c.ProviderId is not null && c.ProviderId != order.ProviderId) || c.RedirectUrl != order.RedirectUrl):
                d.Emit(new TopUpOrderEvent.PaymentPending(c.ProviderId, c.RedirectUrl));
                break;
            default: break;
        }

        return d.Done();
    }

    /// <summary>A float, a till or a voucher.</summary>
    public static AccountAnswer AccountPaid(AccountDecision d, TopUpOrder order, TopUpOrderCommand.AccountPaid c)
    {
        if (order.Status != TopUpStatus.Paying)
        {
            return d.Done();
        }

        if (c.Refused == AccountRefusal.None)
        {
            d.Emit(new TopUpOrderEvent.PaymentTaken(null, order.Request.Amount, null, AtProvider: false));
        }
        else
        {
            d.Emit(new TopUpOrderEvent.PaymentDeclined(DeclineReason.Declined, c.Refused, RefusalCode.None, c.Limit));
        }

        return d.Done();
    }

    public static AccountAnswer LinePaid(AccountDecision d, TopUpOrder order, TopUpOrderCommand.LinePaid c)
    {
        if (order.Status != TopUpStatus.Paying)
        {
            return d.Done();
        }

        if (c.Outcome.IsDone)
        {
            d.Emit(new TopUpOrderEvent.PaymentTaken(null, order.Request.Amount, null, AtProvider: false));
        }
        else
        {
            d.Emit(new TopUpOrderEvent.PaymentDeclined(DeclineReason.Declined, AccountRefusal.None, c.Outcome.Refused, c.Outcome.Limit));
        }

        return d.Done();
    }

    public static AccountAnswer LineCredited(AccountDecision d, TopUpOrder order, TopUpOrderCommand.LineCredited c)
    {
        if (order.Status != TopUpStatus.Paid)
        {
            return d.Done();
        }

        if (c.Outcome.IsDone)
        {
            d.Emit(new TopUpOrderEvent.Credited(c.Outcome.DebtRepaid, c.Outcome.AvailableAfter));
        }
        else if (c.WithPack)
        {
            // Nothing has moved: the money is credited without what it cannot buy, and the receipt says so.
            d.Emit(new TopUpOrderEvent.PackDropped(c.Outcome.Refused, c.Outcome.Limit));
        }
        else
        {
            d.Emit(new TopUpOrderEvent.CreditRefused(c.Outcome.Refused, c.Outcome.Limit));
            TopUpOrderRules.BeginRefund(d, order.Paid, RefundReason.NotCredited);
        }

        return d.Done();
    }

    private static AccountAnswer Taken(AccountDecision d, TopUpOrder order, TopUpOrderCommand.ProviderSaid c)
    {
        // A success of nothing says nothing: it is asked again.
        if (!order.Paid.IsZero || c.Amount <= Money.Zero)
        {
            return d.Done();
        }

        var inTime = order.Status == TopUpStatus.Paying;
        d.Emit(new TopUpOrderEvent.PaymentTaken(c.ProviderId, c.Amount, c.Bound, AtProvider: true));
        if (c.Amount != order.Request.Amount)
        {
            TopUpOrderRules.BeginRefund(d, c.Amount, RefundReason.OtherAmount);
        }
        else if (!inTime)
        {
            // The payer was told that it is over, and may have paid another way.
            TopUpOrderRules.BeginRefund(d, c.Amount, RefundReason.TooLate);
        }

        return d.Done();
    }
}
