using Kopek.Books.Planning.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Notices;
using Kopek.Core.Planning;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Lines;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Planning;

/// <summary>How much to pay so that a line lasts until a day and little is left over.</summary>
internal static class TopUpAdviceEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/top-up-advice", "How much to pay until a day")
    {
        Description = "One to three choices, each with how long it lasts, what is left over on leaving, how many payments, and why. kind: nothing, stage, likely, safe.",
        Query = [(PlanningQuery.UntilName, "The last day that is needed, of the line's time zone (2026-12-20)."), PlanningQuery.Megabytes, PlanningQuery.InLanguage],
        Answer = """
            {"msisdn":"79000000000","basis":"history","daysKnown":42,"octetsPerDay":104857600,"until":"2026-12-20T21:00:00Z","minimum":{"value":10000,"currency":"RUB"},"maximum":{"value":1500000,"currency":"RUB"},"step":{"value":1000,"currency":"RUB"},"choices":[{"kind":"stage","text":"Pay for some days, then look again","isRecommended":true,"amount":{"value":60000,"currency":"RUB"},"lasts":{"early":"2026-12-01T06:00:00Z","middle":"2026-12-03T10:00:00Z","late":"2026-12-06T18:00:00Z"},"leftOver":{"value":5000,"currency":"RUB"},"leftOverMost":{"value":15000,"currency":"RUB"},"payments":2,"reasons":[{"code":"part_fees","text":"Plan fees: 550.00 RUB (payments: 1).","amount":{"value":55000,"currency":"RUB"},"count":1,"octets":0,"at":"2026-12-01T06:00:00Z"}]}],"asOf":"2026-11-23T09:00:00Z"}
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

        if (query.Until is not { } lastDay)
        {
            return PlanningQuery.NotADay();
        }

        if (await parts.Planner.Advise(line, lastDay, query.StatedOctetsPerDay) is not { } planned)
        {
            return ApiParts.UnknownLine();
        }

        if (planned.Plan is not { } advice)
        {
            return PlanningQuery.NotADay();
        }

        var currency = parts.CurrencyOf(planned.Line.Operator) ?? "";
        AmountView Of(Core.Money amount) => AmountView.Of(amount, currency);
        var view = new TopUpAdviceView(msisdn, SnakeCase.Of(advice.Outlook.Basis), advice.Outlook.DaysKnown, advice.Outlook.DailyOctets, advice.Until.ToString(),
            Of(advice.Bounds.Least), Of(advice.Bounds.Most), Of(advice.Bounds.Step), [.. advice.Choices.Select(choice => Choice(choice, query.Language, currency, planned.Line.TimeZone))],
            planned.Now.ToString());
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.TopUpAdviceView);
        return null;
    }

    private static AmountChoiceView Choice(AmountChoice choice, NoticeLanguage language, string currency, string zone) => new(
        SnakeCase.Of(choice.Kind), PlanningTexts.Of(choice.Kind, language), choice.IsRecommended, AmountView.Of(choice.Amount, currency), BandView.Of(choice.Ends),
        AmountView.Of(choice.LeftOver, currency), AmountView.Of(choice.LeftOverMost, currency), choice.Payments,
        [.. choice.Reasons.Select(reason => new AdviceReasonView(SnakeCase.Of(reason.Code), PlanningTexts.Of(reason, language, currency, zone),
            AmountView.Of(reason.Amount, currency), reason.Count, reason.Octets, LineViews.Time(reason.At)))]);
}
