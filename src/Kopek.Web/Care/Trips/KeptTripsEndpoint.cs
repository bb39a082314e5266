using System.Globalization;
using Kopek.Books.Notices.Trips;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Planning.Trips;
using Kopek.Engine.Orders;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Trips;

/// <param name="Wrong">Said above the list; null where all is well.</param>
public sealed record KeptTripsView(string Number, IReadOnlyList<KeptTrip> Trips, string? Wrong);

/// <summary>The trips of which a line's holder is reminded: keeps, lists and deletes them. They stand beside his wishes for notices, not in the journal.</summary>
internal static class KeptTripsEndpoint
{
    public const string Path = CareSite.Root + "/trips";
    public const string DeletePath = Path + "/delete";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, OwnLine.Open(parts, line => Show(line, null))).ExcludeFromDescription();
        to.MapPost(Path, OwnLine.Open(parts, Keep)).ExcludeFromDescription();
        to.MapPost(DeletePath, OwnLine.Open(parts, Delete)).ExcludeFromDescription();
    }

    private static Task Show(OwnLine line, string? wrong) => line.Call.Page<KeptTripsPage>(new KeptTripsView(line.Msisdn, line.Api.Notices.Trips(line.Id), wrong),
        wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task Keep(OwnLine line)
    {
        var call = line.Call;
        if (line.WishOfForm is not { } id)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        if (!line.IsFormOfThisLine)
        {
            await call.Message(StatusCodes.Status409Conflict, "held.other_line");
            return;
        }

        var replaced = TripEndpoint.KeptOf(line, call.Form.Text(TripEndpoint.KeptField));
        var (plan, wrong) = TripEndpoint.Plan(call, call.Form.Text);
        if (plan is null || plan.Choices.Count == 0)
        {
            // Its first day may have passed since the page was made.
            await TripEndpoint.Page(call, call.Form.Text, wrong, plan, line, replaced);
            return;
        }

        var fields = TripFields.Names.Where(name => call.Form.Text(name).Length > 0).ToDictionary(name => name, call.Form.Text);
        var digest = OrderKey.Digest($"1\ncare-trip\n{line.Id}\n{replaced?.Id}\n{string.Join('\n', fields.Select(field => $"{field.Key}={field.Value}"))}");
        var keeping = line.Api.Notices.Keep(line.Id, WishOf(line, plan, fields), replaced?.Id, id, digest, line.Facts.Now);
        await (keeping switch
        {
            TripKeeping.Conflict => call.Message(StatusCodes.Status409Conflict, "error.conflict"),
            TripKeeping.TooMany => Show(line, call.T("trips.too_many")),
            _ => call.Redirect(Path),
        });
    }

    private static TripWish WishOf(OwnLine line, TripPlan plan, Dictionary<string, string> fields)
    {
        var trip = plan.Trip;
        return new TripWish(TripCalendar.NameOf(trip), trip.FirstDay, trip.LastDay, Moment.FromInstant(line.Zone.AtStartOfDay(trip.LastDay.PlusDays(1)).ToInstant()),
            plan.Choices[0].Plan.Code, trip.OctetsADay(TripUse.Likely), fields,
            [.. TripReminders.Of(plan).Select(day => (day, NoticeCalendar.MorningOf(line.Facts.Line.TimeZone, day.Day)))]);
    }

    private static async Task Delete(OwnLine line)
    {
        if (!line.IsFormOfThisLine)
        {
            await line.Call.Message(StatusCodes.Status409Conflict, "held.other_line");
            return;
        }

        if (long.TryParse(line.Call.Form.Text(TripEndpoint.KeptField), NumberStyles.None, CultureInfo.InvariantCulture, out var trip))
        {
            line.Api.Notices.Forget(line.Id, trip, line.Facts.Now);
        }

        await line.Call.Redirect(Path);
    }
}
