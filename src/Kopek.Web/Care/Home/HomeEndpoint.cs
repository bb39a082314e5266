using Kopek.Books.Planning.Texts;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Planning;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Home;

/// <summary>All money and data of the holder's line on one screen.</summary>
internal static class HomeEndpoint
{
    public const string Path = CareSite.Root + "/home";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, Show)).ExcludeFromDescription();

    private static async Task Show(OwnLine line)
    {
        var (facts, call) = (line.Facts, line.Call);
        var planned = facts.Line.Life == LineLife.Closed ? null : await line.Api.Planner.Forecast(line.Id, null);
        var plan = line.Version.FindPlan(facts.Line.Plan);
        var buckets = facts.Buckets.ToLookup(bucket => bucket.Zones.Contains(0) && bucket.Country == 0, bucket => Row(line, bucket));
        await call.Page<HomePage>(new HomeView(line.Msisdn, line.Words.Amount(facts.Available), [.. HomeMoney.Of(line)], facts.Service.DataWorks,
            call.T($"home.reason.{facts.Service.Reason}"), Cure(line), line.NameOf(facts.Line.Plan), plan is null ? "" : new PlanWords(call, line.Version).Sentence(plan), [.. HomeDates.Of(line)],
            [.. buckets[true]], [.. buckets[false]], Cap(line), planned?.Plan is { } forecast ? Words(line, forecast) : null, planned is null ? null : UseChart.Of(line, planned.Days), await HomeTopUp.Of(line)));
    }

    private static string? Cure(OwnLine line)
    {
        var service = line.Facts.Service;
        return service.Cure switch
        {
            "none" => null,
            // A fee that no payment covers, because the plan cannot be taken up: the operator has to look.
            "top_up" when !service.TopUpHelps => line.Call.T("home.cure.contact_operator", ("hotline", line.Hotline)),
            _ => line.Call.T($"home.cure.{service.Cure}", ("amount", line.Words.Amount(service.Needed)), ("hotline", line.Hotline)),
        };
    }

    public static BucketRow Row(OwnLine line, Bucket bucket)
    {
        var words = line.Words;
        var place = bucket.Zones.Contains(0) && bucket.Country == 0 ? "" : bucket.Country != 0 ? $" · {line.CountryOf(bucket.Country)}" : $" · {line.Call.T("home.abroad")}";
        return new BucketRow(line.NameOf(bucket.Name) + place, line.Call.T("home.left", ("rest", words.Volume(bucket.Rest)), ("granted", words.Volume(bucket.Granted))),
            bucket.ExpiresAt.IsNever ? line.Call.T("home.until_used") : line.Call.T("home.until", ("until", words.Time(bucket.ExpiresAt))),
            bucket.Granted == 0 ? 0 : (int)((Int128)bucket.Rest * 100 / bucket.Granted));
    }

    public static string? Cap(OwnLine line) => line.Facts.Line.Roaming is not { Cap: { } cap } spending ? null
        : line.Call.T(spending.IsReached ? "home.cap_reached" : "home.cap", ("cap", line.Words.Amount(cap)), ("charged", line.Words.Amount(spending.Charged)),
            ("reserved", line.Words.Amount(line.Facts.RoamingReserved)), ("until", line.Words.Time(spending.MonthEnds)));

    private static ForecastWords Words(OwnLine line, RunOutForecast forecast)
    {
        var words = line.Words;
        var ends = forecast.Ends;
        var key = ends.Early.IsNever ? "home.ends.never" : ends.Middle.IsNever ? "home.ends.perhaps" : ends.Late.IsNever ? "home.ends.open" : "home.ends.band";
        if (ends.Early <= line.Facts.Now && ends.Late <= line.Facts.Now)
        {
            key = "home.ends.over";
        }

        return new ForecastWords(
            line.Call.T(key, ("early", words.Time(ends.Early)), ("middle", words.Time(ends.Middle)), ("late", words.Time(ends.Late)), ("until", words.Time(forecast.Until))),
            forecast.Why == RunOut.None ? null : PlanningTexts.Of(forecast.Why, line.Call.Language), PlanningTexts.Of(forecast.Outlook.Basis, line.Call.Language));
    }
}
