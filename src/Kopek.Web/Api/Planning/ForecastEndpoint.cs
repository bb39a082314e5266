using Kopek.Books.Planning.Texts;
using Kopek.Books.Statements;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Planning;

/// <summary>When a line runs out if nobody pays.</summary>
internal static class ForecastEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/forecast", "When money and bundle run out")
    {
        Description = "Worked out by the rules that charge, from the line's own use or from stated use. basis says what it rests on: none, short_history, history, stated.",
        Query = [PlanningQuery.Megabytes, PlanningQuery.InLanguage],
        Answer = """
            {"msisdn":"79000000000","basis":"history","basisText":"From your own use of the last weeks.","daysKnown":42,"octetsPerDay":104857600,"ends":{"early":"2026-12-01T06:00:00Z","middle":"2026-12-03T10:00:00Z","late":"2026-12-06T18:00:00Z"},"reason":"no_money_for_data","reasonText":"The money for data is used up.","bundleOut":{"early":"2026-12-01T06:00:00Z","middle":"2026-12-03T10:00:00Z","late":"2026-12-06T18:00:00Z"},"lookedUntil":"2027-01-22T09:00:00Z","asOf":"2026-11-23T09:00:00Z"}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        var query = default(PlanningQuery);
        if ((parts.FindLine(http, out var line, out var msisdn) ?? PlanningQuery.Read(http.Request, out query)) is { } problem)
        {
            return problem;
        }

        if (await parts.Planner.Forecast(line, query.StatedOctetsPerDay) is not { Plan: { } forecast } planned)
        {
            return ApiParts.UnknownLine();
        }

        var outlook = forecast.Outlook;
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new ForecastView(msisdn, SnakeCase.Of(outlook.Basis), PlanningTexts.Of(outlook.Basis, query.Language),
            outlook.DaysKnown, outlook.DailyOctets, BandView.Of(forecast.Ends), SnakeCase.Of(forecast.Why), PlanningTexts.Of(forecast.Why, query.Language),
            BandView.Of(forecast.BundleOut), forecast.Until.ToString(), planned.Now.ToString()), ApiJson.Default.ForecastView);
        return null;
    }
}
