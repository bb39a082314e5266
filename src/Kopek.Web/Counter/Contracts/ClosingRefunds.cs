using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Counter.Lines;
using Kopek.Web.Counter.Tills;

namespace Kopek.Web.Counter.Contracts;

/// <summary>
/// The money that is left on a line when its contract ends goes back to where it came from, as far as it can from here: out of this till what was paid at it, and
/// through its provider or partner what came from there. What is left is claimed in writing, and shown.
/// </summary>
internal static class ClosingRefunds
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    public static async Task<ClosingView> Run(CounterCall call, CounterLine before)
    {
        var line = await CounterLine.Read(call, before.Id) ?? before;
        var till = await ShopTills.Own(call.Parts, call.Staff);
        List<ClosingRefund> refunds = [];
        foreach (var step in line.Lots.Where(lot => lot.Kind == LotKind.TopUp && lot.Order != OrderId.None).Select(lot => lot.Order).Distinct())
        {
            if (await OrderOf(call.Parts, step) is { Status: TopUpStatus.Receipted, Undo: UndoKind.None } order && GoesBackFromHere(order, till)
                && await Refund(call, line, order) is { } refund)
            {
                refunds.Add(refund);
            }
        }

        line = await CounterLine.Read(call, before.Id) ?? line;
        return new ClosingView(refunds, new Money(line.Lots.Where(lot => lot.Kind == LotKind.TopUp).Sum(lot => lot.Amount.Kopeks)));
    }

    private static bool GoesBackFromHere(TopUpOrder order, Till? till) => order.Request.Way switch
    {
        PaymentWay.CounterCash or PaymentWay.CounterCard => till is not null && order.Request.SourceAccount == till.Key,
        PaymentWay.Provider or PaymentWay.Partner => true,
        _ => false,
    };

    /// <summary>The order whose credit a lot carries the id of; null where the lot came another way (the operator's own API, a transfer).</summary>
    private static async Task<TopUpOrder?> OrderOf(CounterParts parts, OrderId step)
    {
        foreach (var asked in (LineAskedFor[])[LineAskedFor.Credit, LineAskedFor.CreditWithPack])
        {
            if (await parts.Orders.Read(new AccountKey(AccountKind.TopUpOrder, TopUpSteps.OrderOf(step, asked))) is { } order)
            {
                return order;
            }
        }

        return null;
    }

    private static async Task<ClosingRefund?> Refund(CounterCall call, CounterLine line, TopUpOrder order)
    {
        var answer = await call.Parts.Orders.Tell(order.Key, new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
        if (!answer.IsDone)
        {
            return null;
        }

        // Before its refund begins the order still is Receipted.
        var after = await call.Parts.Orders.WaitFor(order.Key,
            now => now.NeedsPerson is not null || now.UndoRefused != RefusalCode.None || (now.Status == TopUpStatus.Refunded && now.RefundReceipt > 0), patience, CancellationToken.None);
        var isDone = after!.Status == TopUpStatus.Refunded;
        var amount = isDone ? after.Refunded : after.RefundAmount;
        call.Note(AuditAct.Refund, isDone ? AuditEntry.Done : SnakeCase.Of(after.Status), line: line.Number, order: order.Id.ToString(), amount: amount, place: order.Request.Source,
            detail: after.RefundReceipt > 0 ? $"receipt {after.RefundReceipt}" : "");
        var isHere = order.Request.Way is PaymentWay.CounterCash or PaymentWay.CounterCard;
        return after.UndoRefused == RefusalCode.None ? new ClosingRefund(amount, order.Request.Way == PaymentWay.CounterCard, isHere, isDone, after.RefundReceipt) : null;
    }
}
