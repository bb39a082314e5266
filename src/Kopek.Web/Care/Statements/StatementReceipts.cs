using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Care.Held;
using Kopek.Web.Receipts;

namespace Kopek.Web.Care.Statements;

/// <summary>
/// The receipt of a movement of money: of what came in the payment's, of what went back the refund's. The line knows an order by the step that asked it, so
/// each kind of entry is looked for under the steps that can have made it.
/// </summary>
internal static class StatementReceipts
{
    /// <summary>Its public page; null where there is none.</summary>
    public static string? Of(OwnLine line, StatementItem.Entry entry)
    {
        if (entry.Order == OrderId.None || line.Api.Options.Receipts is not { } desk)
        {
            return null;
        }

        var receipt = entry.Kind switch
        {
            EntryKind.TopUp => Find(line, desk, entry, ReceiptKind.Payment, LineAskedFor.Credit, LineAskedFor.CreditWithPack) ?? Find(line, desk, entry, ReceiptKind.Reversal, LineAskedFor.Move),
            EntryKind.TakenBack => Find(line, desk, entry, ReceiptKind.Refund, LineAskedFor.TakeBack),
            EntryKind.Chargeback => Find(line, desk, entry, ReceiptKind.Refund, LineAskedFor.ChargeBack),
            _ => null,
        };
        return receipt is null ? null
            : $"{desk.UrlOf(desk.Store.TokenOf(receipt.Public.Operator, receipt.Public.Number))}?{PageLanguage.Parameter}={NoticeTexts.Tag(line.Call.Language)}";
    }

    /// <summary>On this line, and of this sum: an order whose money was refunded in part and then charged back has two that look alike.</summary>
    private static Receipt? Find(OwnLine line, ReceiptDesk desk, StatementItem.Entry entry, ReceiptKind kind, params ReadOnlySpan<LineAskedFor> steps)
    {
        var amount = entry.Amount.IsNegative ? -entry.Amount : entry.Amount;
        foreach (var step in steps)
        {
            var receipts = desk.Store.OfOrder(TopUpSteps.OrderOf(entry.Order, step));
            if (receipts.FirstOrDefault(one => one.Public.Kind == kind && one.Private.Line == line.Id && one.Public.Paid - one.Public.Fee == amount) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
