using Kopek.Core.Lines;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.PromisedPayments;

/// <summary>Emergency credit: money now, repaid with its fee by the next top-up.</summary>
internal static class PromisedPaymentEndpoint
{
    private static readonly OrderRoute Route = new("promised-payments", StatusCodes.Status201Created, BodyMembers.Amount, BodyMembers.Amount, Command);

    private static readonly ApiOperation Operation = new("POST", "/api/v1/lines/{msisdn}/promised-payments", "Take a promised payment")
    {
        Description = "The operator's terms say the most, the fee and the days. Debt and fee are repaid by the next top-up; when the day comes before that, the line is barred until they are.",
        Request = """{"amount":{"value":10000,"currency":"RUB"}}""",
        Answer = ApiExamples.Receipt("promised-payments", 10000),
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, Route)));

    private static LineCommand.TakePromisedPayment Command(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.TakePromisedPayment(body.Amount);
    }
}
