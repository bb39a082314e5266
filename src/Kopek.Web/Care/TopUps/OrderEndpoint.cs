using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Care.Favourites;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="PayAt">Where the payer goes to pay; null where there is nothing to be done.</param>
/// <param name="Receipt">The public page of the receipt; null while there is none.</param>
/// <param name="MayKeep">Who is signed in may keep the number among his favourites.</param>
/// <param name="RefundBy">Until when money is back; null where none goes back.</param>
public sealed record OrderView(string Id, string Masked, string Operator, string Amount, TopUpStatus Status, string? Received, string? PayAt, string? HeldUntil, string? RefundBy,
    Uri? Receipt, bool IsOver, bool NeedsPerson, string Hotline, bool MayCancel, bool MayKeep);

/// <summary>
/// What became of an order that is paid by a provider, for whoever has its id: it follows from a secret of the form, and nobody can guess it. Providers send the
/// payer back here.
/// </summary>
internal static class OrderEndpoint
{
    private const string Root = "/pay";
    private const string One = Root + "/{order}";

    /// <summary>A payer waits that long before the page answers: most orders are over by then.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(One, CareEndpoint.Open(parts, Show)).ExcludeFromDescription();
        to.MapPost(One + "/cancel", CareEndpoint.Open(parts, Cancel)).ExcludeFromDescription();
    }

    public static string PathOf(OrderId order) => $"{Root}/{order}";

    private static async Task Show(CareCall call)
    {
        if (await Find(call) is not { } order || call.Parts.Operator(order.Request.Operator) is not { } terms)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_order");
            return;
        }

        // Our own links carry the language. Without it the provider sent the payer back: he has paid or turned away, and what is shown must not ask him to pay again.
        var isBack = !call.Http.Request.Query.ContainsKey(PageLanguage.Parameter);
        order = await call.Parts.Desk.Driver.WaitFor(order.Key, isBack ? IsSettled : IsAnswer, patience, call.Http.RequestAborted) ?? order;
        if (!order.IsOver && (isBack || order.Status != TopUpStatus.Paying || order.RedirectUrl is null))
        {
            // Without script the browser looks again by itself.
            call.Http.Response.Headers["Refresh"] = "5";
        }

        await call.Page<OrderPage>(ViewOf(call, order, terms));
    }

    private static OrderView ViewOf(CareCall call, TopUpOrder order, Core.Plans.OperatorTerms terms)
    {
        var words = call.Words(terms);
        var isCredited = order.Status is TopUpStatus.Credited or TopUpStatus.Receipted;
        var number = call.Parts.Directory.NumbersOf(order.Request.Line)?.Msisdn;
        return new OrderView(order.Id.ToString(), MaskedDigits.Of(number), words.Name(terms.Name), words.Amount(order.Request.Amount),
            order.Status, isCredited ? words.Amount(order.Request.Amount - order.DebtRepaid) : null, order.Status == TopUpStatus.Paying ? order.RedirectUrl : null,
            order.Status == TopUpStatus.Requested && order.Request.HoldUntil > call.Parts.Now ? words.Time(order.Request.HoldUntil) : null,
            order.Status == TopUpStatus.Refunding ? words.Time(order.RefundBy) : null,
            order.PaymentReceipt > 0 && call.Parts.Receipts is { } desk ? desk.UrlOf(desk.Store.TokenOf(order.Request.Operator, order.PaymentReceipt)) : null,
            order.IsOver, order.NeedsPerson is not null, terms.Hotline, order.Status is TopUpStatus.Requested or TopUpStatus.Paying,
            FavouritesEndpoint.MayKeep(call, order));
    }

    private static async Task Cancel(CareCall call)
    {
        if (await Find(call) is not { } order)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_order");
            return;
        }

        await call.Parts.Desk.Driver.Tell(order.Key, new TopUpOrderCommand.Cancel());
        await call.Redirect(PathOf(order.Id));
    }

    /// <summary>Only of those that a provider is paid for: what was paid at a counter or by a partner is theirs to show.</summary>
    private static async Task<TopUpOrder?> Find(CareCall call) =>
        OrderId.TryParse((string)call.Http.Request.RouteValues["order"]!, out var id)
        && await call.Parts.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)) is { Request: { Way: PaymentWay.Provider, Method: null } } order ? order : null;

    private static bool IsSettled(TopUpOrder order) => order.IsOver || order.NeedsPerson is not null;

    private static bool IsAnswer(TopUpOrder order) => order.IsOver || order.RedirectUrl is not null || order.NeedsPerson is not null
        || (order.Status == TopUpStatus.Requested && order.Request.HoldUntil > order.At);
}
