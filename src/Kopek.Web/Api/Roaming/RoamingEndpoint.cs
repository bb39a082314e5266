using System.Globalization;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Roaming;

/// <summary>"Does my SIM work there, and what will it cost?": for a plan or a line, in one country or in all.</summary>
internal static class RoamingEndpoint
{
    private static readonly ApiOperation Get = new("GET", "/api/v1/roaming", "Does a SIM work in a country, and what does it cost?")
    {
        Description = "For a plan not yet bought or for a line. Without country: every country. cheapest is for all the days.",
        Query =
        [
            ("plan", "code of a plan; or"), ("msisdn", "a line"), ("country", "ISO 3166-1 alpha-2; none: all"),
            ("mbPerDay", "megabytes of a day, 1 to 10240; 300 where left out"), ("days", "1 to 90; 7 where left out"),
        ],
        Answer = """
            {"plan":"KDR-M50","mbPerDay":300,"days":7,"countries":[{"country":"CN","name":{"zh":"中国","en":"China","ru":"Китай"},"zone":2,"works":true,"rule":"works","pricePerMegabyte":{"value":500,"currency":"RUB"},"typicalDay":{"value":150000,"currency":"RUB"},"packs":[{"pack":"DAY-CN","name":{"zh":"中国","en":"China","ru":"Китай"},"octets":1073741824,"price":{"value":35000,"currency":"RUB"},"validity":"day","zones":[2],"country":"CN"}],"cheapest":{"pack":"DAY-CN","count":7,"octetsByPrice":0,"total":{"value":245000,"currency":"RUB"}},"onReturn":"cooling_period"}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Get.Map(to, ApiEndpoint.For(parts, Answer));

    private static async Task<Problem?> Answer(HttpContext http, ApiParts parts)
    {
        var query = http.Request.Query;
        var wish = new RoamingWish(Number(query["mbPerDay"], RoamingWish.Typical.MegabytesADay), (int)Number(query["days"], RoamingWish.Typical.Days));
        if (!wish.IsInBounds)
        {
            return new Problem(ProblemKinds.QueryInvalid, $"mbPerDay is 1 to {RoamingWish.MostMegabytesADay}, days is 1 to {RoamingWish.MostDays}.");
        }

        var version = parts.Engine.Catalogue.At(parts.Now);
        var (code, isBarred) = (query["plan"].ToString(), false);
        if (query.ContainsKey("msisdn"))
        {
            if (parts.FindLine(query["msisdn"].ToString(), "msisdn", out var id) is { } unknown)
            {
                return unknown;
            }

            (code, isBarred) = (await parts.Shards.Ask(id, static (line, _) => (line.Plan, RoamingAnswers.IsBarred(line)))).Value;
        }

        if (version.FindPlan(code) is not { } plan)
        {
            return new Problem(ProblemKinds.QueryInvalid, "Name a plan of GET /api/v1/plans, or a line.");
        }

        var country = query["country"].ToString();
        if (country.Length > 0 && !IsCountryCode(country))
        {
            return new Problem(ProblemKinds.QueryInvalid, "country is two capital letters of ISO 3166-1.");
        }

        IEnumerable<string> asked = country.Length > 0 ? [country] : version.Countries.Select(listed => listed.Iso2);
        var currency = parts.CurrencyOf(plan.Operator) ?? "";
        var answers = asked.Select(iso2 => RoamingCountryView.Of(RoamingAnswers.For(version, plan, isBarred, iso2, wish), currency));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new RoamingView(plan.Code, wish.MegabytesADay, wish.Days, [.. answers]), ApiJson.Default.RoamingView);
        return null;
    }

    private static bool IsCountryCode(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    /// <summary>Zero, which is out of bounds, for what is no number.</summary>
    private static long Number(string? text, long left) =>
        string.IsNullOrEmpty(text) ? left : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
