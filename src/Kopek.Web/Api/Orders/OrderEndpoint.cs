using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Orders;

/// <summary>What became of an order, by its id; known as long as its key, 30 days.</summary>
internal static class OrderEndpoint
{
    private const string OrderRouteValue = "order";

    private static readonly ApiOperation Operation = new("GET", "/api/v1/orders/{order}", "What became of an order")
    {
        Description = "status: done, refused (code says why), in_flight. Known for 30 days.",
        Answer = """
            {"order":"5d41402abc4b2a76b9719d911017c592","status":"done","code":"insufficient_funds","msisdn":"79000000000","amount":{"value":50000,"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"limit":{"value":0,"currency":"RUB"},"placedAt":"2026-11-23T09:00:00Z"}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (!OrderId.TryParse(http.Request.RouteValues[OrderRouteValue] as string, out var id) || await parts.Shards.Find(id) is not { } answer)
        {
            return new Problem(ProblemKinds.UnknownOrder, "Orders have 32 hexadecimal digits and are known for 30 days. What came of older ones is on the line's statement.");
        }

        var currency = answer.Line == default ? "" : await parts.CurrencyOf(answer.Line);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, OrderView.Of(id, answer, currency, parts), ApiJson.Default.OrderView);
        return null;
    }
}

/// <param name="Status">done, refused, in_flight.</param>
/// <param name="Code">Why it was refused; null otherwise.</param>
/// <param name="Limit">The figure that explains a refusal; null otherwise.</param>
internal sealed record OrderView(string Order, string Status, string? Code, string? Msisdn, AmountView? Amount, AmountView? DebtRepaid, AmountView? Limit, string PlacedAt)
{
    public static OrderView Of(OrderId order, in OrderAnswer answer, string currency, ApiParts parts)
    {
        var outcome = answer.Outcome;
        var isRefused = outcome is { IsDone: false };
        return new OrderView(order.ToString(), outcome is null ? "in_flight" : isRefused ? "refused" : "done",
            isRefused ? RuleProblems.Kind(outcome!.Refused).Code : null,
            answer.Line == default ? null : parts.Directory.NumbersOf(answer.Line)?.Msisdn,
            outcome is { IsDone: true } ? AmountView.Of(outcome.Amount, currency) : null,
            outcome is { IsDone: true } ? AmountView.Of(outcome.DebtRepaid, currency) : null,
            isRefused && !outcome!.Limit.IsZero ? AmountView.Of(outcome.Limit, currency) : null,
            answer.PlacedAt.ToString());
    }
}
