using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>What a holder has left on leaving: each order's unspent part goes back to where it came from.</summary>
internal static class AdvanceRefundEndpoint
{
    /// <summary>Orders looked through: more unspent payments than a line keeps apart.</summary>
    private const int MostOrders = 200;

    private static readonly ApiOperation Operation = new("POST", "/api/v1/lines/{msisdn}/advance-refund", "Give the unused advance back")
    {
        Description = "Every payment by card, counter or partner gives back what of it is unspent, to its source; bonus, promised and transferred money and vouchers do not. "
            + "Close the line before or after with POST …/closure where the contract ends. No body. Repeating it is safe.",
        Answer = $$"""{"orders":[{{TopUpOrderEndpoints.Example}}]}""",
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, GiveBack));

    private static async Task<Problem?> GiveBack(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        var desk = parts.Payments.Desk;
        var views = new List<TopUpOrderView>();
        foreach (var key in desk.ByLine.Of(line, MostOrders))
        {
            var answer = await desk.Driver.Tell(key, new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
            if (answer.IsDone && await desk.Driver.WaitFor(key, order => order.IsOver || order.NeedsPerson is not null, TimeSpan.FromSeconds(3), http.RequestAborted) is { } settled)
            {
                views.Add(TopUpOrderView.Of(settled, parts));
            }
        }

        await JsonAnswer.Write(http, StatusCodes.Status200OK, new TopUpOrderList(views), ApiJson.Default.TopUpOrderList);
        return null;
    }
}
