using Kopek.Books.Notices.Texts;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Kopek.Web.Care.Trips;

/// <param name="Wrong">The field that cannot be read; empty where none is.</param>
/// <param name="Plan">Null until a trip was asked for.</param>
/// <param name="Calendar">Address of the same trip as a calendar.</param>
public sealed record TripView(Func<string, string> Typed, string Wrong, TripPlan? Plan, NoticeWords Words, string Calendar);

/// <summary>A trip planned from the address alone: nothing is kept, nobody is signed in.</summary>
internal static class TripEndpoint
{
    public const string Path = CareSite.Root + "/trip";
    public const string CalendarPath = Path + ".ics";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, CareEndpoint.Open(parts, Show)).ExcludeFromDescription();
        to.MapGet(CalendarPath, CareEndpoint.Open(parts, Calendar)).ExcludeFromDescription();
    }

    private static Task Show(CareCall call)
    {
        var query = call.Http.Request.Query;
        if (!query.ContainsKey("first"))
        {
            return Page(call, "", null);
        }

        if (!call.Parts.Gate.LetsThrough(call.Http))
        {
            return TooMany(call);
        }

        var (plan, wrong) = Plan(call);
        return Page(call, wrong, plan);
    }

    private static async Task Calendar(CareCall call)
    {
        if (!call.Parts.Gate.LetsThrough(call.Http))
        {
            await TooMany(call);
            return;
        }

        var (plan, wrong) = Plan(call);
        if (plan is null)
        {
            await Page(call, wrong, null);
            return;
        }

        call.Http.Response.ContentType = "text/calendar; charset=utf-8";
        call.Http.Response.Headers.ContentDisposition = "attachment; filename=trip.ics";
        await call.Http.Response.WriteAsync(TripCalendar.Of(plan, call), call.Http.RequestAborted);
    }

    private static Task TooMany(CareCall call)
    {
        call.Http.Response.Headers.RetryAfter = "60";
        return call.Message(StatusCodes.Status429TooManyRequests, "error.too_many");
    }

    /// <summary>Somewhere it is still yesterday: the day is taken where days begin last, so that nobody's today is past.</summary>
    private static (TripPlan? Plan, string Wrong) Plan(CareCall call)
    {
        var catalogue = call.Parts.Catalogue;
        var today = call.Parts.Now.ToInstant().InZone(DateTimeZone.ForOffset(Offset.FromHours(-12))).Date;
        var (trip, wrong) = TripQuery.Read(call.Http.Request.Query, catalogue.At(call.Parts.Now), today);
        return trip is null ? (null, wrong) : (TripPlanning.Of(catalogue, call.Parts.Conditions, trip, today), "");
    }

    private static Task Page(CareCall call, string wrong, TripPlan? plan)
    {
        var query = call.Http.Request.Query;
        var address = CalendarPath + QueryString.Create(query.Where(field => field.Key != PageLanguage.Parameter)
            .Append(new(PageLanguage.Parameter, NoticeTexts.Tag(call.Language))));
        return call.Page<TripPage>(new TripView(name => Short(query[name].ToString()), wrong, plan, call.Words(null), address),
            wrong.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static string Short(string typed) => typed.Length <= TripQuery.LongestField ? typed : "";
}
