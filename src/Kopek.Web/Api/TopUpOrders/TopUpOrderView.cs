using Kopek.Books.Statements;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Diagnosis;
using Kopek.Web.Api.Lines;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>An order as whoever ordered it sees it. The recipient is masked: who pays need not learn whose number it is.</summary>
/// <param name="Status">requested, paying, paid, credited, receipted, declined, expired, cancelled, refunding, refunded, charged_back, undoing, moving.</param>
/// <param name="Pay">Where the payer confirms, while that is needed.</param>
/// <param name="Code">Why it did not go as wished; null where it did.</param>
internal sealed record TopUpOrderView(string Order, string Status, string Way, string Source, RecipientView Recipient, AmountView Amount, AmountView? Fee, AmountView? DebtRepaid,
    AmountView? Received, string? Pack, bool? PackBought, string? Pay, string? Code, AmountView? Limit, RefundView? Refund, IReadOnlyList<ReceiptNumberView> Receipts,
    string? Method, bool NeedsPerson, string? PersonNeededFor, string PlacedAt, string? HeldUntil, string ExpiresAt)
{
    public static TopUpOrderView Of(TopUpOrder order, ApiParts parts)
    {
        var request = order.Request;
        AmountView Money(Core.Money amount) => AmountView.Of(amount, request.Currency);
        var isCredited = !order.CreditedAt.IsNever;
        return new TopUpOrderView(order.Id.ToString(), SnakeCase.Of(order.Status), SnakeCase.Of(request.Way), request.Source, RecipientView.Of(request, parts), Money(request.Amount),
            request.Fee.IsZero ? null : Money(request.Fee), isCredited ? Money(order.DebtRepaid) : null, isCredited ? Money(request.Amount - order.DebtRepaid) : null,
            request.Pack, request.Pack is null || !isCredited ? null : order.PackRefused == RefusalCode.None, order.RedirectUrl, CodeOf(order),
            order.Limit.IsZero ? null : Money(order.Limit), RefundView.Of(order), ReceiptNumberView.Of(order, parts), order.Bound?.Label, order.NeedsPerson is not null, order.NeedsPerson,
            order.PlacedAt.ToString(), request.HoldUntil > order.PlacedAt ? request.HoldUntil.ToString() : null, request.ExpiresAt.ToString());
    }

    private static string? CodeOf(TopUpOrder order) =>
        order.LineRefused != RefusalCode.None ? SnakeCase.Of(order.LineRefused)
        : order.SourceRefused != AccountRefusal.None ? SnakeCase.Of(order.SourceRefused)
        : order.Declined != DeclineReason.None ? SnakeCase.Of(order.Declined)
        : order.PackRefused != RefusalCode.None ? SnakeCase.Of(order.PackRefused)
        : order.UndoRefused != RefusalCode.None ? SnakeCase.Of(order.UndoRefused)
        : null;
}

internal sealed record RecipientView(string? Msisdn, string Operator)
{
    public static RecipientView Of(TopUpRequest request, ApiParts parts) => new(parts.MaskedNumber(request.Line), request.Operator);
}

/// <param name="By">Promised to be there by then.</param>
internal sealed record RefundView(AmountView Amount, string Reason, bool Done, string By)
{
    public static RefundView? Of(TopUpOrder order) => order.RefundAmount.IsZero ? null
        : new RefundView(AmountView.Of(order.RefundAmount, order.Request.Currency), SnakeCase.Of(order.RefundReason), order.Status == TopUpStatus.Refunded, LineViews.Time(order.RefundBy) ?? "");
}

/// <param name="Url">The public page that proves it; null where the server has none.</param>
internal sealed record ReceiptNumberView(string Kind, long Number, string? Url)
{
    public static IReadOnlyList<ReceiptNumberView> Of(TopUpOrder order, ApiParts parts) =>
    [
        .. Enum.GetValues<Core.Receipts.ReceiptKind>().Where(kind => order.ReceiptOf(kind) > 0)
            .Select(kind => new ReceiptNumberView(SnakeCase.Of(kind), order.ReceiptOf(kind), UrlOf(parts, order.Request.Operator, order.ReceiptOf(kind)))),
    ];

    private static string? UrlOf(ApiParts parts, string operatorCode, long number) =>
        parts.Options.Receipts is { } desk ? desk.UrlOf(desk.Store.TokenOf(operatorCode, number)).ToString() : null;
}

/// <param name="Next">What the next page begins from; null at the end.</param>
internal sealed record TopUpOrderList(IReadOnlyList<TopUpOrderView> Orders, string? Next);

/// <summary>What a payment would do, before it is made.</summary>
/// <param name="Helps">Data works after it; where not, reason and cure say what would bring it back.</param>
/// <param name="BlockedBy">What keeps the line offline whatever is paid, by the diagnosis, and what ends that; null where nothing is certain or likely to.</param>
internal sealed record TopUpQuoteView(RecipientView Recipient, AmountView Pay, AmountView DebtRepaid, AmountView Bonus, AmountView Receive, AmountView AvailableAfter,
    bool DataWorksBefore, bool DataWorksAfter, bool Helps, string Reason, string Cure, AmountView Needed, AmountView Minimum, AmountView Maximum, AmountView Step,
    BlockedByView? BlockedBy);
