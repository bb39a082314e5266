using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;
using Kopek.Web.Counter.Lines;
using Kopek.Web.Counter.Tills;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Payments;

/// <param name="Wrong">What is to be said of the try before; null at first.</param>
public sealed record ReviewView(PaymentWish Wish, string Order, string? Wrong);

/// <summary>Taking a payment: first a page that says what is paid, what debts take and what is received; then, once, the order. No document is asked for.</summary>
internal static class PaymentEndpoints
{
    /// <summary>A counter order is done in milliseconds; what takes longer is shown as under way.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        to.MapGet(LineEndpoint.Pattern + "/payment", CounterEndpoint.For(parts, Review));
        to.MapPost(LineEndpoint.Pattern + "/payment", CounterEndpoint.For(parts, Pay));
    }

    public static string PathOf(LineId line) => LineEndpoint.PathOf(line) + "/payment";

    private static async Task Review(CounterCall call)
    {
        if (await LineEndpoint.Line(call, AuditAct.Payment) is not { } line)
        {
            return;
        }

        var way = call.Query("way") == "card" ? PaymentWay.CounterCard : PaymentWay.CounterCash;
        var given = Money.Zero;
        if (!TypedAmount.TryRead(call.Query("amount"), out var amount)
            || (way == PaymentWay.CounterCash && call.Query("given") is { Length: > 0 } typed && !TypedAmount.TryRead(typed, out given)))
        {
            await LineEndpoint.Show(call, line, call.T("payment.amount_unreadable"));
            return;
        }

        var wish = new PaymentWish(line, amount, way, given);
        if (wish.Refusal(call, await ShopTills.Own(call.Parts, call.Staff)) is var (key, values))
        {
            await LineEndpoint.Show(call, line, call.T(key, values));
            return;
        }

        await call.Page<ReviewPage>(new ReviewView(wish, PostedForm.NewOrder(), null));
    }

    private static async Task Pay(CounterCall call)
    {
        if (await LineEndpoint.Line(call, AuditAct.Payment) is not { } line)
        {
            return;
        }

        var wish = new PaymentWish(line, call.Form.Kopeks("amount"), call.Form.Text("way") == "card" ? PaymentWay.CounterCard : PaymentWay.CounterCash, call.Form.Kopeks("given"));
        if (call.Form.Order($"counter:{call.Staff.Id}") is not { } id)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var key = new AccountKey(AccountKind.TopUpOrder, id);
        // A form that comes again is shown what became of it, whatever the line or the till is like by now.
        if (await call.Parts.Orders.Read(key) is null)
        {
            var till = await ShopTills.Own(call.Parts, call.Staff);
            if (wish.Refusal(call, till) is var (wrong, values))
            {
                call.Note(AuditAct.Payment, wrong, line: line.Number, order: id.ToString(), amount: wish.Amount);
                await LineEndpoint.Show(call, line, call.T(wrong, values));
                return;
            }

            if (wish.DoesNotHelp && !call.Form.IsTicked("knows"))
            {
                await call.Page<ReviewPage>(new ReviewView(wish, call.Form.Text(PostedForm.OrderField), call.T("payment.must_know")), StatusCodes.Status422UnprocessableEntity);
                return;
            }

            await Place(call, wish, till!, id);
            return;
        }

        await Place(call, wish, null, id);
    }

    /// <param name="till">Null where the order exists already: then only its content is compared.</param>
    private static async Task Place(CounterCall call, PaymentWish wish, Till? till, OrderId id)
    {
        var key = new AccountKey(AccountKind.TopUpOrder, id);
        var request = Request(call, wish, till, wish.Digest(call.Staff.Id));
        var answer = await call.Parts.Orders.Tell(key, new TopUpOrderCommand.Place(request));
        if (!answer.IsDone)
        {
            call.Note(AuditAct.Payment, SnakeCase.Of(answer.Refused), line: wish.Line.Number, order: id.ToString(), amount: wish.Amount);
            await call.Message(StatusCodes.Status409Conflict, "error.conflict");
            return;
        }

        // Not bound to the browser's connection: the outcome belongs into the trail also when nobody waits for it.
        var order = await call.Parts.Orders.WaitFor(key, order => order.IsOver || order.NeedsPerson is not null, patience, CancellationToken.None);
        var outcome = order!.Status == TopUpStatus.Receipted ? till is null ? "repeated" : AuditEntry.Done : SnakeCase.Of(order.Status);
        call.Note(AuditAct.Payment, outcome, line: wish.Line.Number, order: id.ToString(), amount: order.Request.Amount, place: order.Request.Source,
            detail: order.PaymentReceipt > 0 ? $"{(wish.ByCard ? "card" : "cash")}, receipt {order.PaymentReceipt}" : "");
        var given = wish.Given.IsZero ? "" : $"?given={wish.Given.Kopeks}";
        await call.Redirect($"{OrderEndpoint.Root}/{id}{given}");
    }

    private static TopUpRequest Request(CounterCall call, PaymentWish wish, Till? till, ContentDigest digest)
    {
        var now = call.Parts.Now;
        var terms = call.Parts.Operator(wish.Line.Operator)!;
        return new TopUpRequest(
            Operator: wish.Line.Operator,
            Currency: terms.CurrencyCode,
            Line: wish.Line.Id,
            Amount: wish.Amount,
            Fee: Money.Zero,
            Way: wish.Way,
            Source: till?.Place ?? "",
            SourceAccount: till?.Key ?? default,
            SourceLine: default,
            Clerk: call.Staff.Id,
            Method: null,
            SaveMethod: false,
            Mandate: default,
            Pack: null,
            RenewPlan: false,
            OrderedBy: $"counter:{call.Staff.Id}",
            DigestHigh: digest.High,
            DigestLow: digest.Low,
            NeedsConfirmation: false,
            HoldUntil: now,
            ExpiresAt: now + terms.Payments.PayWithin,
            Transfer: null);
    }
}
