using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUps;

/// <summary>Money paid in, once for each key. The hot path of the API.</summary>
internal static class TopUpEndpoint
{
    private static readonly OrderRoute Route = new("top-ups", StatusCodes.Status201Created, BodyMembers.Amount, BodyMembers.Amount, Command);

    private static readonly ApiOperation Operation = new("POST", "/api/v1/lines/{msisdn}/top-ups", "Pay money in")
    {
        Description = "Fills what is owed first (promised payment, unpaid fee), then is there to be spent. The plan says the least and the most of one top-up.",
        Request = ApiExamples.Amount,
        Answer = ApiExamples.Receipt("top-ups", 50000),
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, Route)));

    private static LineCommand.TopUp Command(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.TopUp(body.Amount, LedgerAccount.Receipts);
    }
}
