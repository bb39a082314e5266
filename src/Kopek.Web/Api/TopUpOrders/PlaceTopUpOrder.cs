using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Payments;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Kopek.Web.Api.Vouchers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>Orders a top-up by a payment provider, a voucher or from another line. Answers as soon as it is over or the payer is needed, at the latest after some seconds.</summary>
internal static class PlaceTopUpOrder
{
    public const string Path = "/api/v1/top-up-orders";

    /// <summary>Who orders over this API; keys of other callers are others.</summary>
    public const string Caller = "operator";

    /// <summary>A provider that answers at once does so in this time; others go on, and GET tells.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private static readonly ApiOperation Operation = new("POST", Path, "Order a top-up")
    {
        Description = "Pays with provider (sandbox, stripe, yookassa; token from the payer's browser, or the answer's pay address to send him to), voucher (its PIN), or fromMsisdn (another line's balance). "
            + "pack and renewPlan are bought in the same step, ahead of everything. payer is your own id of who pays: a number that is new to him needs confirmMsisdn and waits some seconds. "
            + "Whatever fails, the money is credited once or goes back by itself.",
        Request = """{"msisdn":"79000000000","confirmMsisdn":"79000000000","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox","token":"tok","saveMethod":false,"voucher":"1234567890123456","fromMsisdn":"79000000001","pack":"KDR-P5","renewPlan":false,"payer":"u-17"}""",
        Optional = ["confirmMsisdn", "amount", "provider", "token", "saveMethod", "voucher", "fromMsisdn", "pack", "renewPlan", "payer"],
        Answer = TopUpOrderEndpoints.Example,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Place));

    private static async Task<Problem?> Place(HttpContext http, ApiParts parts)
    {
        if (IdempotencyKey.Read(http.Request, out var key) is { } keyProblem)
        {
            return keyProblem;
        }

        var (problem, body) = await BodyForm.Read<TopUpOrderBody>(http.Request);
        LineId line = default, from = default;
        problem ??= Missing(body!) ?? parts.FindLine(body!.Msisdn, "msisdn", out line) ?? NotTwice(body)
            ?? (body.FromMsisdn is null ? null : parts.FindLine(body.FromMsisdn, "fromMsisdn", out from));
        if (problem is not null)
        {
            return problem;
        }

        var currency = await parts.CurrencyOf(line);
        if (body!.Amount is { } amount && amount.Currency != currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"This line's money is {currency}. Send kopeks of {currency}; nothing is exchanged here.") { Member = "amount.currency" };
        }

        var wish = new TopUpWish(Caller, key, "", body.Payer ?? "", line, body.Amount?.Amount ?? Money.Zero, PaymentWay.Provider, body.Provider ?? "")
        {
            Token = body.Token,
            SaveMethod = body.SaveMethod == true,
            Pack = body.Pack,
            RenewPlan = body.RenewPlan == true,
            NumberConfirmed = body.ConfirmMsisdn is not null,
        };
        var (refused, paid) = await PaidWith(wish, body, from, parts);
        return refused ?? await Placed(http, parts, paid! with { Content = body.Content(line, from, paid.SourceAccount.ToString()) }, currency);
    }

    /// <summary>The wish with what it is paid with: a voucher's value is its amount.</summary>
    private static async Task<(Problem? Problem, TopUpWish? Wish)> PaidWith(TopUpWish wish, TopUpOrderBody body, LineId from, ApiParts parts)
    {
        if (body.FromMsisdn is not null)
        {
            return (null, wish with { Way = PaymentWay.Transfer, Source = "transfer", SourceLine = from });
        }

        if (body.Voucher is not { } pin)
        {
            return (null, wish);
        }

        var (problem, voucher) = await parts.Payments.Vouchers.Find(parts, pin, $"{Caller}:{wish.Payer}:{wish.Line}");
        return problem is not null ? (problem, null)
            : (null, wish with { Way = PaymentWay.Voucher, Source = voucher!.Batch, SourceAccount = voucher.Key, Amount = voucher.Value });
    }

    private static async Task<Problem?> Placed(HttpContext http, ApiParts parts, TopUpWish wish, string currency)
    {
        var placing = await parts.Payments.Desk.Place(wish);
        if (placing.Order is not { } order)
        {
            return TopUpOrderProblems.Of(placing, currency);
        }

        if (placing.Replayed)
        {
            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        order = await parts.Payments.Desk.Driver.WaitFor(order.Key, IsAnswer, patience, http.RequestAborted) ?? order;
        http.Response.Headers.Location = $"{Path}/{order.Id}";
        await JsonAnswer.Write(http, StatusCodes.Status201Created, TopUpOrderView.Of(order, parts), ApiJson.Default.TopUpOrderView);
        return null;
    }

    /// <summary>There is no more to be had by waiting: it is over, or waits for the payer, for its hold or for a person.</summary>
    private static bool IsAnswer(TopUpOrder order) => order.IsOver || order.RedirectUrl is not null || order.NeedsPerson is not null
        || (order.Status == TopUpStatus.Requested && order.Request.HoldUntil > order.At);

    private static Problem? Missing(TopUpOrderBody body)
    {
        if (body.IsTooLong)
        {
            return new Problem(ProblemKinds.MemberInvalid, $"No text here has more than {TopUpOrderBody.LongestText} characters.");
        }

        var ways = (body.Provider is null ? 0 : 1) + (body.Voucher is null ? 0 : 1) + (body.FromMsisdn is null ? 0 : 1);
        return ways != 1 ? new Problem(ProblemKinds.MemberMissing, "Send exactly one of provider, voucher and fromMsisdn.") { Member = "provider" }
            : body.Amount is null && body.Voucher is null ? new Problem(ProblemKinds.MemberMissing, "An amount is {\"value\":50000,\"currency\":\"RUB\"}: whole kopeks and ISO 4217 letters.") { Member = "amount" }
            : body.Amount is not null && body.Voucher is not null ? new Problem(ProblemKinds.MemberInvalid, "A voucher has its own amount: leave this out.") { Member = "amount" }
            : null;
    }

    private static Problem? NotTwice(TopUpOrderBody body) =>
        body.ConfirmMsisdn is { } second && Msisdn.Read(second).Number?.Digits != Msisdn.Read(body.Msisdn).Number?.Digits
            ? new Problem(ProblemKinds.NumbersDiffer, "The number was typed in two different ways. Nothing was taken; let it be typed again.") { Member = "confirmMsisdn" }
            : null;
}
