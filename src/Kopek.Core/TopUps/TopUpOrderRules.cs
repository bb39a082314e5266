using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Receipts;

namespace Kopek.Core.TopUps;

/// <summary>
/// What an order makes of what it is told. Each may be told twice, late, or in another order than it happened: only what is new changes anything. Money that
/// comes when the order does not want it any more goes back by itself.
/// </summary>
public static class TopUpOrderRules
{
    /// <summary>A payer has the money back by then; the domain's practice is 2-5 days.</summary>
    public static readonly TimeSpan RefundWithin = TimeSpan.FromDays(5);

    internal static AccountAnswer Decide(AccountDecision d, TopUpOrderCommand command)
    {
        var order = (TopUpOrder?)d.Account;
        return command switch
        {
            TopUpOrderCommand.Place c => Place(d, order, c.Request),
            _ when order is null => d.Refused(AccountRefusal.Unknown),
            TopUpOrderCommand.Confirm => Confirm(d, order),
            TopUpOrderCommand.Cancel => Cancel(d, order),
            TopUpOrderCommand.Start => Start(d, order),
            TopUpOrderCommand.Expire => Expire(d, order),
            TopUpOrderCommand.ProviderSaid c => TopUpPaymentRules.ProviderSaid(d, order, c),
            TopUpOrderCommand.AccountPaid c => TopUpPaymentRules.AccountPaid(d, order, c),
            TopUpOrderCommand.LinePaid c => TopUpPaymentRules.LinePaid(d, order, c),
            TopUpOrderCommand.LineCredited c => TopUpPaymentRules.LineCredited(d, order, c),
            TopUpOrderCommand.RefundSaid c => TopUpUndoRules.RefundSaid(d, order, c),
            TopUpOrderCommand.Undo c => TopUpUndoRules.Undo(d, order, c),
            TopUpOrderCommand.LineUndone c => TopUpUndoRules.LineUndone(d, order, c),
            TopUpOrderCommand.LineMoved c => TopUpUndoRules.LineMoved(d, order, c),
            TopUpOrderCommand.ChargedBack c => TopUpUndoRules.ChargedBack(d, order, c),
            TopUpOrderCommand.ChargebackDone c => TopUpUndoRules.ChargebackDone(d, order, c),
            TopUpOrderCommand.Numbered c => Number(d, order, c),
            TopUpOrderCommand.GoOn => GoOn(d, order),
            _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
        };
    }

    internal static void BeginRefund(AccountDecision d, Money amount, RefundReason reason)
    {
        d.Emit(new TopUpOrderEvent.RefundStarted(amount, reason, d.Now + RefundWithin));
        if (d.Account is TopUpOrder { Chargeback.IsZero: false })
        {
            d.Emit(new TopUpOrderEvent.PersonNeeded("charged back before it could be refunded"));
        }
    }

    private static AccountAnswer Place(AccountDecision d, TopUpOrder? order, TopUpRequest request)
    {
        if (order is not null)
        {
            return (order.Request.DigestHigh, order.Request.DigestLow) == (request.DigestHigh, request.DigestLow) ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (request.Amount <= Money.Zero || request.Fee.IsNegative || (!request.Fee.IsZero && request.Way != PaymentWay.Transfer))
        {
            return d.Refused(AccountRefusal.AmountBelowMinimum, new Money(1));
        }

        d.Emit(new TopUpOrderEvent.Requested(request));
        return d.Done();
    }

    private static AccountAnswer Confirm(AccountDecision d, TopUpOrder order)
    {
        if (order.Status == TopUpStatus.Requested && !order.Confirmed)
        {
            d.Emit(new TopUpOrderEvent.Confirmed());
            return d.Done();
        }

        return order.Confirmed ? d.Done() : d.Refused(AccountRefusal.WrongState);
    }

    private static AccountAnswer Cancel(AccountDecision d, TopUpOrder order)
    {
        if (order.Status == TopUpStatus.Cancelled)
        {
            return d.Done();
        }

        // A confirmed order is on its way, even where its first step is not journalled yet.
        if (order.Status != TopUpStatus.Requested || order.Confirmed)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        d.Emit(new TopUpOrderEvent.Cancelled());
        return d.Done();
    }

    private static AccountAnswer Start(AccountDecision d, TopUpOrder order)
    {
        if (order.Status == TopUpStatus.Requested && (order.Confirmed || !order.Request.NeedsConfirmation))
        {
            d.Emit(new TopUpOrderEvent.PaymentStarted());
        }

        return d.Done();
    }

    private static AccountAnswer Expire(AccountDecision d, TopUpOrder order)
    {
        if (order.Status == TopUpStatus.Requested || (order.Status == TopUpStatus.Paying && order.Request.Way == PaymentWay.Provider))
        {
            d.Emit(new TopUpOrderEvent.Expired());
        }

        return d.Done();
    }

    private static AccountAnswer Number(AccountDecision d, TopUpOrder order, TopUpOrderCommand.Numbered c)
    {
        var stands = c.Kind switch
        {
            ReceiptKind.Payment => order.Status is TopUpStatus.Credited or TopUpStatus.Refunding,
            ReceiptKind.Refund => order.Status == TopUpStatus.Refunded,
            ReceiptKind.Chargeback => order.Status == TopUpStatus.ChargedBack,
            ReceiptKind.Correction => order is { Status: TopUpStatus.Receipted, Undo: UndoKind.Move },
            _ => throw new UnreachableException($"{c.Kind} has no place."),
        };
        if (stands && order.ReceiptOf(c.Kind) == 0)
        {
            d.Emit(new TopUpOrderEvent.ReceiptNumbered(c.Kind, c.Number));
        }

        return d.Done();
    }

    private static AccountAnswer GoOn(AccountDecision d, TopUpOrder order)
    {
        if (order.NeedsPerson is not null)
        {
            d.Emit(new TopUpOrderEvent.WentOn());
        }

        return d.Done();
    }
}
