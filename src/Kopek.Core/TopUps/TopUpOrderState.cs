using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Receipts;

namespace Kopek.Core.TopUps;

/// <summary>What each event makes of an order.</summary>
internal static class TopUpOrderState
{
    public static TopUpOrder Apply(TopUpOrder? order, AccountKey key, Moment at, TopUpOrderEvent happened) => happened switch
    {
        TopUpOrderEvent.Requested e => new TopUpOrder(key, e.Request, TopUpStatus.Requested, at),
        TopUpOrderEvent.Confirmed => order! with { Confirmed = true },
        TopUpOrderEvent.Cancelled => order! with { Status = TopUpStatus.Cancelled },
        TopUpOrderEvent.Expired => order! with { Status = TopUpStatus.Expired, RedirectUrl = null },
        TopUpOrderEvent.PaymentStarted => order! with { Status = TopUpStatus.Paying, PayingSince = at },
        TopUpOrderEvent.PaymentPending e => order! with { ProviderId = e.ProviderId ?? order.ProviderId, RedirectUrl = e.RedirectUrl },
        TopUpOrderEvent.PaymentTaken e => order! with { Status = TopUpStatus.Paid, ProviderId = e.ProviderId ?? order.ProviderId, Paid = e.Amount, Bound = e.Bound, RedirectUrl = null },
        TopUpOrderEvent.PaymentDeclined e => order! with
        {
            Status = TopUpStatus.Declined,
            Declined = e.Reason,
            SourceRefused = e.Account,
            LineRefused = e.Line,
            Limit = e.Limit,
            RedirectUrl = null,
        },
        TopUpOrderEvent.PackDropped e => order! with { PackRefused = e.Refused, Limit = e.Limit },
        TopUpOrderEvent.Credited e => order! with { Status = TopUpStatus.Credited, DebtRepaid = e.DebtRepaid, AvailableAfter = e.AvailableAfter, CreditedAt = at },
        TopUpOrderEvent.CreditRefused e => order! with { LineRefused = e.Refused, Limit = e.Limit },
        TopUpOrderEvent.PersonNeeded e => order! with { NeedsPerson = e.Why },
        // A refund may be sent anew then: whoever looked has seen that the provider did not do it.
        TopUpOrderEvent.WentOn => order! with { NeedsPerson = null, RefundingSince = order.Status == TopUpStatus.Refunding ? at : order.RefundingSince },
        _ => Undone(order!, at, happened),
    };

    private static TopUpOrder Undone(TopUpOrder order, Moment at, TopUpOrderEvent happened) => happened switch
    {
        TopUpOrderEvent.RefundStarted e => order with
        {
            Status = TopUpStatus.Refunding,
            RefundAmount = e.Amount,
            RefundReason = e.Reason,
            RefundingSince = at,
            RefundBy = e.By,
        },
        TopUpOrderEvent.RefundDone e => order with { Status = TopUpStatus.Refunded, Refunded = e.Amount, NeedsPerson = order.Chargeback.IsZero ? null : order.NeedsPerson },
        TopUpOrderEvent.UndoStarted e => order with { Status = TopUpStatus.Undoing, Undo = e.Kind, RefundReason = e.Reason, UndoMost = e.Most, MoveTo = e.MoveTo, UndoRefused = default },
        TopUpOrderEvent.UndoTaken e => order with { UndoTaken = e.Amount, Status = order.Undo == UndoKind.Move ? TopUpStatus.Moving : order.Status },
        TopUpOrderEvent.UndoRefused e => order with { Status = TopUpStatus.Receipted, Undo = UndoKind.None, UndoRefused = e.Refused },
        TopUpOrderEvent.Moved => order with { Status = TopUpStatus.Receipted },
        TopUpOrderEvent.ChargebackSeen e => order with { Chargeback = order.Chargeback + e.Amount, ChargebackBooked = false },
        TopUpOrderEvent.ChargebackBooked => order with { ChargebackBooked = true, Status = TopUpStatus.ChargedBack },
        TopUpOrderEvent.ReceiptNumbered e => Number(order, at, e),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no Apply."),
    };

    private static TopUpOrder Number(TopUpOrder order, Moment at, TopUpOrderEvent.ReceiptNumbered e) => e.Kind switch
    {
        ReceiptKind.Payment => order with
        {
            PaymentReceipt = e.Number,
            PaymentReceiptAt = at,
            Status = order.Status == TopUpStatus.Credited ? TopUpStatus.Receipted : order.Status,
        },
        ReceiptKind.Refund => order with { RefundReceipt = e.Number, RefundReceiptAt = at },
        ReceiptKind.Chargeback => order with { ChargebackReceipt = e.Number, ChargebackReceiptAt = at },
        ReceiptKind.Correction => order with { CorrectionReceipt = e.Number, CorrectionReceiptAt = at },
        _ => throw new UnreachableException($"{e.Kind} has no place."),
    };
}
