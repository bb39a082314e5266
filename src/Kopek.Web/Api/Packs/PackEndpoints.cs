using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Packs;

/// <summary>Data on top of the plan: what is offered to a line, and buying it.</summary>
internal static class PackEndpoints
{
    private const string Path = "/api/v1/lines/{msisdn}/packs";
    private static readonly OrderRoute Route = new("packs", StatusCodes.Status201Created, BodyMembers.Pack, BodyMembers.Pack, Command);

    private static readonly ApiOperation Buy = new("POST", Path, "Buy a pack")
    {
        Description = "Takes the price out of the balance and grants the bucket at once. DAY-CN and its like are day packs for one country.",
        Request = """{"pack":"KDR-H1G"}""",
        Answer = ApiExamples.Receipt("packs", 12000),
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    private static readonly ApiOperation List = new("GET", Path, "Packs offered to a line")
    {
        Answer = """
            {"packs":[{"pack":"KDR-H1G","name":{"zh":"加油包1GB·7天","en":"Extra 1 GB, 7 days","ru":"Добавка 1 ГБ, 7 дн."},"octets":1073741824,"price":{"value":12000,"currency":"RUB"},"validity":"7d","zones":[0],"country":"CN"}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Buy.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, Route)));
        List.Map(to, ApiEndpoint.For(parts, Offered));
    }

    private static LineCommand.BuyPack Command(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.BuyPack(body.Pack!);
    }

    private static async Task<Problem?> Offered(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var id, out _) is { } problem)
        {
            return problem;
        }

        var line = (await parts.Shards.Ask(id, static (found, _) => (found.Operator, found.Plan))).Value;
        var version = parts.Engine.Catalogue.At(parts.Now);
        var currency = parts.CurrencyOf(line.Operator) ?? "";
        // A plan that is sold no more is in no version of today: then what its operator sells at all.
        IEnumerable<DataPack> packs = version.FindPlan(line.Plan) is { } plan
            ? PackOffers.Of(version, plan).Concat(PackOffers.DayPacks(version, plan))
            : version.Packs.Where(pack => pack.Operator == line.Operator);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new PackList([.. packs.Select(pack => PackView.Of(pack, currency))]), ApiJson.Default.PackList);
        return null;
    }
}

internal sealed record PackList(IReadOnlyList<PackView> Packs);

/// <param name="Validity">day (until local midnight), 7d (local days), once (until used up).</param>
/// <param name="Country">Only there; null: everywhere in the zones.</param>
internal sealed record PackView(string Pack, LocalizedText Name, long Octets, AmountView Price, string Validity, IReadOnlyList<int> Zones, string? Country)
{
    public static PackView Of(DataPack pack, string currency) => new(
        pack.Code, pack.Name, pack.Octets, AmountView.Of(pack.Price, currency), pack.Validity.ToString(), ZoneNumbers.Of(pack.Zones), pack.CountryIso);
}

internal static class ZoneNumbers
{
    public static IReadOnlyList<int> Of(RoamingZoneSet zones) => [.. Enumerable.Range(0, RoamingZoneSet.ZoneLimit).Where(zones.Contains)];
}
