using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>Reading orders, and what may be done with one: cancel, tell a wrong number, give it back.</summary>
internal static class TopUpOrderEndpoints
{
    public const string Example = """
        {"order":"5d41402abc4b2a76b9719d911017c592","status":"receipted","way":"provider","source":"sandbox","recipient":{"msisdn":"••• 0000","operator":"KDR"},"amount":{"value":50000,"currency":"RUB"},"fee":{"value":0,"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"received":{"value":50000,"currency":"RUB"},"pack":"KDR-P5","packBought":true,"pay":"https://pay.example/5d41","code":"insufficient_funds","limit":{"value":10000,"currency":"RUB"},"refund":{"amount":{"value":50000,"currency":"RUB"},"reason":"leaving","done":true,"by":"2026-11-28T09:00:00Z"},"receipts":[{"kind":"payment","number":1,"url":"https://kopek.example/r/3q2-7wAAAAAAAAAAAAAAAA"}],"method":"Mir •• 4417","needsPerson":false,"personNeededFor":"the refund was declined","placedAt":"2026-11-23T09:00:00Z","heldUntil":"2026-11-23T09:00:30Z","expiresAt":"2026-11-23T09:30:00Z"}
        """;

    private const string One = PlaceTopUpOrder.Path + "/{order}";

    /// <summary>Orders of a page: each is read from its shard.</summary>
    private const int MostListed = 100;

    private const string PageExample = $$"""{"orders":[{{Example}}],"next":"5d41402abc4b2a76b9719d911017c592"}""";

    private static readonly (string Name, string Meaning)[] pages = [(PageQuery.From, "next of the page before"), (PageQuery.Limit, $"items of a page, 1 to {MostListed}; {MostListed} if left out")];

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, RefundReason> reasons = new() { ["leaving"] = RefundReason.Leaving, ["dispute"] = RefundReason.Dispute, ["operator"] = RefundReason.Operator };

    private static readonly ApiOperation Get = new("GET", One, "A top-up order, and how far it is") { Description = "What does not apply is null: pay is where the payer confirms while that is needed, code why it did not go as wished, refund.by when money that goes back will be there.", Answer = Example };

    private static readonly ApiOperation List = new("GET", "/api/v1/lines/{msisdn}/top-up-orders", "The top-up orders of a line, the newest first")
    {
        Query = pages,
        Answer = PageExample,
    };

    private static readonly ApiOperation Cancellation = new("POST", One + "/cancellation", "Cancel before anything is taken") { Description = "No body. Repeating it is safe.", Answer = Example };

    private static readonly ApiOperation Reversal = new("POST", One + "/reversal", "Move money that was paid for a wrong number")
    {
        Description = "Within the operator's days (14), where at most 3 digits differ or at most 4 are in another order, and only what is unspent. Repeating it is safe.",
        Request = """{"intendedMsisdn":"79000000001"}""",
        Answer = Example,
    };

    private static readonly ApiOperation Refund = new("POST", One + "/refund", "Give unspent money back to where it came from")
    {
        Description = "reason: leaving, dispute, operator. Without amount all that is unspent; bonus and promised money never. Repeating it is safe.",
        Request = """{"amount":{"value":10000,"currency":"RUB"},"reason":"leaving"}""",
        Optional = ["amount"],
        Answer = Example,
    };

    private static readonly ApiOperation Waiting = new("GET", PlaceTopUpOrder.Path, "Top-up orders that wait for a person")
    {
        Description = "Those with needsPerson, the longest first: a refund that was declined, a chargeback after a refund. personNeededFor says why.",
        Query = pages,
        Answer = PageExample,
    };

    private static readonly ApiOperation Continuation = new("POST", One + "/continuation", "Somebody has looked: the order goes on")
    {
        Description = "It tries again what it could not do. No body. Repeating it is safe.",
        Answer = Example,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Waiting.Map(to, ApiEndpoint.For(parts, ReadWaiting));
        Continuation.Map(to, ApiEndpoint.For(parts, static (http, p) => With(http, p, order => Told(http, p, order, new TopUpOrderCommand.GoOn()))));
        Get.Map(to, ApiEndpoint.For(parts, static (http, p) => With(http, p, order => Written(http, p, order))));
        List.Map(to, ApiEndpoint.For(parts, ReadList));
        Cancellation.Map(to, ApiEndpoint.For(parts, static (http, p) => With(http, p, order => Told(http, p, order, new TopUpOrderCommand.Cancel()))));
        Reversal.Map(to, ApiEndpoint.For(parts, static (http, p) => With(http, p, order => Reverse(http, p, order))));
        Refund.Map(to, ApiEndpoint.For(parts, static (http, p) => With(http, p, order => GiveBack(http, p, order))));
    }

    private static async Task<Problem?> With(HttpContext http, ApiParts parts, Func<TopUpOrder, Task<Problem?>> then) =>
        OrderId.TryParse(http.Request.RouteValues["order"] as string, out var id)
        && await parts.Payments.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)) is { } order
            ? await then(order)
            : new Problem(ProblemKinds.UnknownOrder, "Orders have 32 hexadecimal digits; this server has none with these.");

    private static async Task<Problem?> ReadList(HttpContext http, ApiParts parts)
    {
        var byLine = parts.Payments.Desk.ByLine;
        return parts.FindLine(http, out var line, out _) ?? await WritePage(http, parts, order => byLine.Has(line, order), (most, from) => byLine.Of(line, most, from));
    }

    private static Task<Problem?> ReadWaiting(HttpContext http, ApiParts parts) => WritePage(http, parts, parts.Payments.Desk.ByLine.Knows, parts.Payments.Desk.ByLine.Waiting);

    private static async Task<Problem?> WritePage(HttpContext http, ApiParts parts, Func<OrderId, bool> isListed, Func<int, OrderId?, IReadOnlyList<AccountKey>> read)
    {
        OrderId? from = null;
        var problem = PageQuery.ReadLimit(http.Request, MostListed, MostListed, out var limit) ?? PageQuery.ReadOrder(http.Request, isListed, out from);
        if (problem is not null)
        {
            return problem;
        }

        // One more than is shown says whether there is a next page.
        var orders = read(limit + 1, from);
        var next = orders.Count > limit ? orders[limit - 1].Id.ToString() : null;
        var views = new List<TopUpOrderView>();
        foreach (var key in orders.Take(limit))
        {
            if (await parts.Payments.Desk.Driver.Read(key) is { } order)
            {
                views.Add(TopUpOrderView.Of(order, parts));
            }
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new TopUpOrderList(views, next), ApiJson.Default.TopUpOrderList);
        return null;
    }

    private static async Task<Problem?> Reverse(HttpContext http, ApiParts parts, TopUpOrder order)
    {
        var (problem, body) = await BodyForm.Read<ReversalBody>(http.Request);
        LineId intended = default;
        problem ??= parts.FindLine(body!.IntendedMsisdn, "intendedMsisdn", out intended);
        if (problem is not null)
        {
            return problem;
        }

        var within = parts.Engine.Catalogue.At(parts.Now).FindOperator(order.Request.Operator)?.Payments.ReversalWithin ?? TimeSpan.Zero;
        var wrong = parts.Directory.NumbersOf(order.Request.Line)?.Msisdn ?? "";
        var right = Msisdn.Read(body!.IntendedMsisdn).Number!.Digits;
        problem = !MistypedNumber.MayBe(wrong, right) ? new Problem(ProblemKinds.NumberTooDifferent, "These numbers are not one mistyped for the other: at most 3 digits may differ, or 4 stand in another order.") { Member = "intendedMsisdn" }
            : order.CreditedAt + within < parts.Now ? new Problem(ProblemKinds.TooLateToReverse, $"A wrong number is told within {within.TotalDays:0} days.")
            : null;
        return problem ?? await Told(http, parts, order, new TopUpOrderCommand.Undo(UndoKind.Move, RefundReason.WrongNumber, Money.Zero, intended));
    }

    private static async Task<Problem?> GiveBack(HttpContext http, ApiParts parts, TopUpOrder order)
    {
        var (problem, body) = await BodyForm.Read<RefundBody>(http.Request);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.Amount is { } amount && amount.Currency != order.Request.Currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"It was paid in {order.Request.Currency}.") { Member = "amount.currency" };
        }

        return reasons.TryGetValue(body.Reason ?? "", out var reason)
            ? await Told(http, parts, order, new TopUpOrderCommand.Undo(UndoKind.Refund, reason, body.Amount?.Amount ?? Money.Zero, default))
            : new Problem(ProblemKinds.MemberInvalid, $"It is one of {string.Join(", ", reasons.Keys)}.") { Member = "reason" };
    }

    private static async Task<Problem?> Told(HttpContext http, ApiParts parts, TopUpOrder order, TopUpOrderCommand command)
    {
        var answer = await parts.Payments.Desk.Driver.Tell(order.Key, command);
        if (!answer.IsDone)
        {
            return TopUpOrderProblems.Of(answer, order.Request.Currency);
        }

        var settled = await parts.Payments.Desk.Driver.WaitFor(order.Key, now => now.IsOver || now.NeedsPerson is not null, patience, http.RequestAborted);
        return await Written(http, parts, settled ?? order);
    }

    private static async Task<Problem?> Written(HttpContext http, ApiParts parts, TopUpOrder order)
    {
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, TopUpOrderView.Of(order, parts), ApiJson.Default.TopUpOrderView);
        return null;
    }
}
