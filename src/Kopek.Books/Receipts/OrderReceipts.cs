using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Books.Receipts;

/// <summary>The facts of an order's receipts, from the order as it stands: every value is journalled, so that they are the same whenever they are made.</summary>
public static class OrderReceipts
{
    /// <summary>One for each number that the order has.</summary>
    public static IEnumerable<ReceiptFacts> Of(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.PaymentReceipt > 0)
        {
            yield return Payment(order);
        }

        if (order.RefundReceipt > 0)
        {
            yield return Back(order, ReceiptKind.Refund, order.RefundReceipt, order.RefundReceiptAt, order.Refunded, order.Request.Line);
        }

        if (order.ChargebackReceipt > 0)
        {
            yield return Back(order, ReceiptKind.Refund, order.ChargebackReceipt, order.ChargebackReceiptAt, order.Chargeback, order.Request.Line);
        }

        if (order.CorrectionReceipt > 0)
        {
            yield return Back(order, ReceiptKind.Reversal, order.CorrectionReceipt, order.CorrectionReceiptAt, order.UndoTaken, order.MoveTo);
        }
    }

    private static ReceiptFacts Payment(TopUpOrder order)
    {
        var request = order.Request;
        return new ReceiptFacts(request.Operator, order.PaymentReceipt, ReceiptKind.Payment, order.Id, null, request.Line, order.PaymentReceiptAt, MethodOf(request),
            request.Source, order.Paid + request.Fee, request.Fee, order.DebtRepaid, Money.Zero, order.Paid - order.DebtRepaid,
            order.PackRefused == RefusalCode.None ? request.Pack : null, order.AvailableAfter, request.Currency);
    }

    private static ReceiptFacts Back(TopUpOrder order, ReceiptKind kind, long number, Moment at, Money amount, LineId line) => new(
        order.Request.Operator, number, kind, order.Id, order.PaymentReceipt, line, at, MethodOf(order.Request), order.Request.Source,
        amount, Money.Zero, Money.Zero, Money.Zero, amount, null, Money.Zero, order.Request.Currency);

    private static PaidBy MethodOf(TopUpRequest request) => request.Way switch
    {
        PaymentWay.Provider when request.Method is not null => PaidBy.Automatic,
        PaymentWay.Provider => PaidBy.Card,
        PaymentWay.Partner => PaidBy.Partner,
        PaymentWay.CounterCash => PaidBy.CashAtCounter,
        PaymentWay.CounterCard => PaidBy.CardAtCounter,
        PaymentWay.Voucher => PaidBy.Voucher,
        PaymentWay.Transfer => PaidBy.Transfer,
        _ => throw new System.Diagnostics.UnreachableException($"{request.Way} has no receipt."),
    };
}
