using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.AutoPacks;

/// <summary>The holder's stop of packs that the plan buys by itself: reading, setting and lifting it.</summary>
internal static class AutoPackStopEndpoints
{
    private const string Path = "/api/v1/lines/{msisdn}/auto-pack-stop";

    // Two names, because a name is part of what an Idempotency-Key stands for.
    private static readonly OrderRoute SetRoute = new("auto-pack-stop", StatusCodes.Status200OK, BodyMembers.None, BodyMembers.None, Set);
    private static readonly OrderRoute LiftRoute = new("auto-pack-stop-lifting", StatusCodes.Status200OK, BodyMembers.None, BodyMembers.None, Lift);

    private static readonly ApiOperation Get = new("GET", Path, "Packs that the plan buys by itself, and whether the holder stopped them")
    {
        Description = "autoPack is null where the plan buys none; the stop is the line's own and stays over a change of plan.",
        Answer = """
            {"isOn":true,"autoPack":{"octets":524288000,"price":{"value":7500,"currency":"RUB"},"bought":1,"most":10}}
            """,
    };

    private static readonly ApiOperation Put = new("PUT", Path, "Buy no more packs by itself")
    {
        Description = "Holds at once: data ends with the bundle. Only a pack that quota which is out counts on may still be bought, with its first octet. No body.",
        Answer = ApiExamples.Receipt("auto-pack-stop", 0),
        IsChange = true,
    };

    private static readonly ApiOperation Delete = new("DELETE", Path, "Allow packs that the plan buys by itself again")
    {
        Answer = ApiExamples.Receipt("auto-pack-stop-lifting", 0),
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Put.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, SetRoute)));
        Delete.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, LiftRoute)));
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var id, out _) is { } problem)
        {
            return problem;
        }

        var read = await parts.Shards.Ask(id, static (line, _) => (line.HasAutoPackStop, line.AutoPacks, line.Plan, line.Operator));
        if (!read.Found)
        {
            return ApiParts.UnknownLine();
        }

        var line = read.Value;
        var pack = parts.Engine.Catalogue.At(parts.Now).FindPlan(line.Plan)?.AutoPack;
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new AutoPackStopView(line.HasAutoPackStop, AutoPackView.Of(pack, line.AutoPacks, parts.CurrencyOf(line.Operator) ?? "")),
            ApiJson.Default.AutoPackStopView);
        return null;
    }

    private static LineCommand.SetAutoPackStop Set(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.SetAutoPackStop(true);
    }

    private static LineCommand.SetAutoPackStop Lift(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.SetAutoPackStop(false);
    }
}

internal sealed record AutoPackStopView(bool IsOn, AutoPackView? AutoPack);

/// <param name="Bought">Since the bundle began.</param>
/// <param name="Most">In a bundle period; null: no limit.</param>
internal sealed record AutoPackView(long Octets, AmountView Price, int Bought, int? Most)
{
    public static AutoPackView? Of(AutoPack? pack, int bought, string currency) =>
        pack is null ? null : new(pack.Octets, AmountView.Of(pack.Price, currency), bought, pack.MaxPerPeriod == 0 ? null : pack.MaxPerPeriod);
}
