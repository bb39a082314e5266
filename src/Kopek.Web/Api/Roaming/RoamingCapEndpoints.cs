using Kopek.Core.Lines;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Lines;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Roaming;

/// <summary>The holder's cap on what roaming takes in a month: reading, setting and removing it.</summary>
internal static class RoamingCapEndpoints
{
    private const string Path = "/api/v1/lines/{msisdn}/roaming-cap";

    // Two names, because a name is part of what an Idempotency-Key stands for.
    private static readonly OrderRoute SetRoute = new("roaming-cap", StatusCodes.Status200OK, BodyMembers.Amount, BodyMembers.Amount, Set);
    private static readonly OrderRoute RemoveRoute = new("roaming-cap-removal", StatusCodes.Status200OK, BodyMembers.None, BodyMembers.None, Remove);

    private static readonly ApiOperation Get = new("GET", Path, "The cap on roaming, and what is used of it")
    {
        Description = "roamingCap is null where none was set. Where reason is roaming_cap_reached a top-up does not help: raise the cap, or wait for monthEnds.",
        Answer = """
            {"roamingCap":{"cap":{"value":50000,"currency":"RUB"},"charged":{"value":12000,"currency":"RUB"},"reserved":{"value":2500,"currency":"RUB"},"left":{"value":35500,"currency":"RUB"},"monthEnds":"2026-11-30T21:00:00Z","reason":"none","cure":"none","topUpHelps":false}}
            """,
    };

    private static readonly ApiOperation Put = new("PUT", Path, "Cap what roaming takes in a month")
    {
        Description = "Holds at once and for every month of the line after it, however much a network abroad reports.",
        Request = """{"amount":{"value":50000,"currency":"RUB"}}""",
        Answer = ApiExamples.Receipt("roaming-cap", 0),
        IsChange = true,
    };

    private static readonly ApiOperation Delete = new("DELETE", Path, "Remove the cap on roaming")
    {
        Answer = ApiExamples.Receipt("roaming-cap-removal", 0),
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Put.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, SetRoute)));
        Delete.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, RemoveRoute)));
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var id, out _) is { } problem)
        {
            return problem;
        }

        if (await LineEndpoints.View(parts, id) is not { } line)
        {
            return ApiParts.UnknownLine();
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new RoamingCapAnswer(line.RoamingCap), ApiJson.Default.RoamingCapAnswer);
        return null;
    }

    private static LineCommand.SetRoamingCap Set(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.SetRoamingCap(body.Amount);
    }

    private static LineCommand.SetRoamingCap Remove(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.SetRoamingCap(null);
    }
}

internal sealed record RoamingCapAnswer(RoamingCapView? RoamingCap);
