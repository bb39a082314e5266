using System.Globalization;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Notices.Trips;
using Kopek.Core.Planning.Trips;
using Kopek.Web.Care.Held;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Trips;

/// <param name="Wrong">The field that cannot be read; empty where none is.</param>
/// <param name="Plan">Null until a trip was asked for.</param>
/// <param name="Calendar">Address of the same trip as a calendar.</param>
/// <param name="Holder">Number of the line that may be reminded; null where nobody is signed in.</param>
/// <param name="Kept">The kept trip that this one would replace; null for a new one.</param>
public sealed record TripView(Func<string, string> Typed, string Wrong, TripPlan? Plan, NoticeWords Words, string Calendar, string? Holder, string? Kept);

/// <summary>A trip planned from the address alone: nothing is kept unless who is signed in asks for it.</summary>
internal static class TripEndpoint
{
    public const string Path = CareSite.Root + "/trip";
    public const string CalendarPath = Path + ".ics";

    /// <summary>Number of a kept trip, which is shown, or replaced by what is planned now.</summary>
    public const string KeptField = "kept";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, CareEndpoint.Open(parts, Show)).ExcludeFromDescription();
        to.MapGet(CalendarPath, CareEndpoint.Open(parts, Calendar)).ExcludeFromDescription();
    }

    private static async Task Show(CareCall call)
    {
        var query = call.Http.Request.Query;
        var line = await OwnLine.Of(call);
        var kept = KeptOf(line, query[KeptField].ToString());
        Func<string, string> typed = query.ContainsKey("first") || kept is null ? name => query[name].ToString() : name => kept.Fields.GetValueOrDefault(name, "");
        if (typed("first").Length == 0 && !query.ContainsKey("first"))
        {
            await Page(call, typed, "", null, line, kept);
        }
        else if (!call.Parts.Gate.LetsThrough(call.Http))
        {
            await TooMany(call);
        }
        else
        {
            var (plan, wrong) = Plan(call, typed);
            await Page(call, typed, wrong, plan, line, kept);
        }
    }

    private static async Task Calendar(CareCall call)
    {
        if (!call.Parts.Gate.LetsThrough(call.Http))
        {
            await TooMany(call);
            return;
        }

        string Typed(string name) => call.Http.Request.Query[name].ToString();
        var (plan, wrong) = Plan(call, Typed);
        if (plan is null)
        {
            await Page(call, Typed, wrong, null, null, null);
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

    public static (TripPlan? Plan, string Wrong) Plan(CareCall call, Func<string, string> typed) =>
        TripFields.Read(typed).Plan(call.Parts.Catalogue, call.Parts.Conditions, call.Parts.Now);

    /// <summary>A kept trip of the line by the number in an address or form; null where it is none.</summary>
    public static KeptTrip? KeptOf(OwnLine? line, string number) => line is not null && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? line.Api.Notices.Trips(line.Id).FirstOrDefault(trip => trip.Id == id) : null;

    public static Task Page(CareCall call, Func<string, string> typed, string wrong, TripPlan? plan, OwnLine? line, KeptTrip? kept)
    {
        string Shown(string name) => typed(name) is { Length: <= TripFields.LongestField } text ? text : "";
        var address = CalendarPath + QueryString.Create(TripFields.Names.Where(name => Shown(name).Length > 0)
            .Select(name => KeyValuePair.Create<string, string?>(name, Shown(name))).Append(new(PageLanguage.Parameter, NoticeTexts.Tag(call.Language))));
        var view = new TripView(Shown, wrong, plan, call.Words(null), address, line?.Msisdn, kept?.Id.ToString(CultureInfo.InvariantCulture));
        return call.Page<TripPage>(view, wrong.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
