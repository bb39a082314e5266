using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>What a holder has left on leaving: each order's unspent part goes back to where it came from.</summary>
internal static class AdvanceRefundEndpoint
{
    /// <summary>Orders looked through at a time: each is asked on its shard, and one that gives back is waited for.</summary>
    private const int MostOrders = 100;

    private static readonly ApiOperation Operation = new("POST", "/api/v1/lines/{msisdn}/advance-refund", "Give the unused advance back")
    {
        Description = "Every payment by card, counter or partner gives back what of it is unspent, to its source; bonus, promised and transferred money and vouchers do not. "
            + "Close the line before or after with POST …/closure where the contract ends. It looks through the line's orders, the newest first, and lists those that give back. "
            + "Where next is not null there are older ones: send it again with from, until next is null. No body. Repeating it is safe.",
        Query = [(PageQuery.From, "next of the answer before"), (PageQuery.Limit, $"orders to look through, 1 to {MostOrders}; {MostOrders} if left out")],
        Answer = $$"""{"orders":[{{TopUpOrderEndpoints.Example}}],"next":"5d41402abc4b2a76b9719d911017c592"}""",
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, GiveBack));

    private static async Task<Problem?> GiveBack(HttpContext http, ApiParts parts)
    {
        var desk = parts.Payments.Desk;
        OrderId? from = null;
        var limit = MostOrders;
        var problem = parts.FindLine(http, out var line, out _) ?? PageQuery.ReadLimit(http.Request, MostOrders, MostOrders, out limit);
        problem ??= PageQuery.ReadOrder(http.Request, order => desk.ByLine.Has(line, order), out from);
        if (problem is not null)
        {
            return problem;
        }

        // One more than is looked through says whether there are older ones.
        var orders = desk.ByLine.Of(line, limit + 1, from);
        var views = new List<TopUpOrderView>();
        foreach (var key in orders.Take(limit))
        {
            var answer = await desk.Driver.Tell(key, new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
            if (answer.IsDone && await desk.Driver.WaitFor(key, order => order.IsOver || order.NeedsPerson is not null, TimeSpan.FromSeconds(3), http.RequestAborted) is { } settled)
            {
                views.Add(TopUpOrderView.Of(settled, parts));
            }
        }

        await JsonAnswer.Write(http, StatusCodes.Status200OK, new TopUpOrderList(views, orders.Count > limit ? orders[limit - 1].Id.ToString() : null), ApiJson.Default.TopUpOrderList);
        return null;
    }
}
