using Kopek.Books.Notices;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Texts;
using Kopek.Core.Accounts;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Gateways.Messages;

/// <summary>
/// The line that leads from a notice of money to its receipt. It goes into the notice, so that a holder gets one message and not two. The order is asked, not
/// the receipts: it has its number in the very commit, or a moment later.
/// </summary>
/// <param name="urlOf">The public address of a receipt, from operator and number.</param>
public sealed class ReceiptLinks(IShards shards, Func<string, long, Uri> urlOf)
{
    /// <summary>A number that does not come for so many looks, a second apart, is not waited for: the holder hears of the money without it.</summary>
    public const int MostLooks = 30;

    private const string About = "topped_up:";

    /// <summary>The ways in which an order's money comes to a line.</summary>
    private static readonly LineAskedFor[] credits = [LineAskedFor.Credit, LineAskedFor.CreditWithPack, LineAskedFor.Move];

    /// <summary>The text to add, or null where there is no receipt (money that came by no order). Waits: the order has no number yet.</summary>
    public async Task<(string? Text, bool Waits)> Of(OutgoingNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Kind != NoticeKind.ToppedUp || !notice.Occasion.StartsWith(About, StringComparison.Ordinal) || !OrderId.TryParse(notice.Occasion.AsSpan(About.Length), out var step))
        {
            return (null, false);
        }

        foreach (var credit in credits)
        {
            var query = new AccountQuery(new AccountKey(AccountKind.TopUpOrder, TopUpSteps.OrderOf(step, credit)));
            shards.Post(query);
            if (await query.Task.ConfigureAwait(false) is TopUpOrder order && LineOf(order, credit) == notice.Line)
            {
                var number = credit == LineAskedFor.Move ? order.CorrectionReceipt : order.PaymentReceipt;
                return number == 0 ? (null, true)
                    : (ReceiptTexts.Link(PublicReceipt.NameOf(order.Request.Operator, number), notice.Language, urlOf(order.Request.Operator, number)), false);
            }
        }

        return (null, false);
    }

    private static Core.Lines.LineId LineOf(TopUpOrder order, LineAskedFor credit) => credit == LineAskedFor.Move ? order.MoveTo : order.Request.Line;
}
