using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.TopUps;

/// <summary>Places the order of a form, once however often it is sent, and knows whose it is.</summary>
internal static class Placing
{
    /// <summary>Whose wishes these are: keys of other callers are others.</summary>
    private const string Caller = "care";

    /// <summary>The wish of a form and its sum; null where the form is none of ours.</summary>
    public static (OrderId Wish, Money Amount)? Read(CareCall call) =>
        call.Form.Order(Caller) is { } wish && TypedAmount.TryRead(call.Form.Text("amount"), out var amount) ? (wish, amount) : null;

    /// <summary>The form was sent before: what it asked for is not asked again.</summary>
    public static async Task<bool> IsKnown(CareCall call, OrderId wish) => await call.Parts.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, wish)) is not null;

    public static async Task Place(CareCall call, PaidLine line, OrderHold hold)
    {
        var order = call.Form.Text(PostedForm.OrderField);
        var provider = call.Form.Text("provider");
        // Where nobody says who pays, every number is new to the payer: it is typed twice and waits out its hold.
        var payer = call.Session is { } session ? PayerOf(session) : order;
        var placing = await call.Parts.Desk.Place(new TopUpWish(Caller, order, $"{line.Id} {line.Quote.Pay.Kopeks} {provider}", payer, line.Id, line.Quote.Pay, PaymentWay.Provider, provider)
        {
            NumberConfirmed = true,
            Hold = hold,
        });
        if (placing.Order is { } placed)
        {
            await call.Redirect(OrderEndpoint.PathOf(placed.Id));
        }
        else if (placing.Refused == TopUpRefusal.KeyReused)
        {
            await call.Message(StatusCodes.Status409Conflict, "error.conflict");
        }
        else
        {
            await LineEndpoint.Show(call, line, ReviewEndpoint.Refusal(call, line) ?? call.T("refused.other"));
        }
    }

    /// <summary>Whether this holder ordered it while he was signed in.</summary>
    public static bool IsOf(TopUpOrder order, HolderSession holder) => order.Request.OrderedBy == OrdersByLine.NameOf(Caller, PayerOf(holder));

    /// <summary>What this holder last paid for a line, if the line has it still and it could be paid in the same way now; else null.</summary>
    public static async Task<TopUpOrder?> Last(CareParts parts, HolderSession holder, LineId line) =>
        parts.Desk.ByLine.LastPaid(OrdersByLine.NameOf(Caller, PayerOf(holder)), line) is { } key
        && await parts.Desk.Driver.Read(key) is { Status: TopUpStatus.Credited or TopUpStatus.Receipted } order && parts.Desk.Driver.Providers.ContainsKey(order.Request.Source) ? order : null;

    /// <summary>Opaque: the sign-in's id, which is never given twice.</summary>
    private static string PayerOf(HolderSession holder) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"holder-{holder.Holder}");
}
