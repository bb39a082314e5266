using Kopek.Core.Planning.Trips;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Trips;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Trips;

/// <summary>Plans a trip: which plan, what it costs, what to pay on which day, what to do. Nothing is kept, so it needs no Idempotency-Key.</summary>
internal static class TripPlanEndpoint
{
    private static readonly ApiOperation Operation = new("POST", "/api/v1/trip-plans", "Plan a trip")
    {
        Description = "The best choice first. payments are due on their day at the latest; abroad is for a day of 300 MB and not in the sums. Nothing is kept.",
        Request = """{"firstDay":"2027-03-01","lastDay":"2027-03-10","stops":["Moscow","RU-TA"],"countries":["KZ"],"minutesADay":{"maps":60,"chat":0,"calls":0,"video":30,"work":0},"devices":1}""",
        Optional = ["countries", "minutesADay", "devices"],
        Answer = """
            {"days":10,"octetsADay":{"low":123731968,"likely":286261248,"high":859832320},"choices":[{"plan":"MLK-D1G","operator":"MLK","name":{"zh":"日享1GB","en":"Daily 1 GB","ru":"День 1 ГБ"},"cost":{"value":30000,"currency":"RUB"},"lowCost":{"value":30000,"currency":"RUB"},"highCost":{"value":30000,"currency":"RUB"},"costs":{"connection":{"value":0,"currency":"RUB"},"fees":{"value":30000,"currency":"RUB"},"packs":{"value":0,"currency":"RUB"},"use":{"value":0,"currency":"RUB"},"other":{"value":0,"currency":"RUB"}},"payments":[{"day":"2027-03-01","amount":{"value":30000,"currency":"RUB"}}],"leftOver":{"value":0,"currency":"RUB"},"slowFrom":"2027-03-09","endsOn":"2027-03-09","notCovered":["RU-TA"],"abroad":[{"country":"KZ","name":{"zh":"哈萨克斯坦","en":"Kazakhstan","ru":"Казахстан"},"zone":1,"works":true,"rule":"works","pricePerMegabyte":{"value":500,"currency":"RUB"},"typicalDay":{"value":150000,"currency":"RUB"},"packs":[{"pack":"DAY-CN","name":{"zh":"中国","en":"China","ru":"Китай"},"octets":1073741824,"price":{"value":35000,"currency":"RUB"},"validity":"day","zones":[2],"country":"CN"}],"cheapest":{"pack":"DAY-CN","count":7,"octetsByPrice":0,"total":{"value":245000,"currency":"RUB"}},"onReturn":"cooling_period"}]}],"tasks":[{"kind":"identity","day":"2027-01-30"}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Answer));

    private static async Task<Problem?> Answer(HttpContext http, ApiParts parts)
    {
        var (problem, body) = await BodyForm.Read<TripBody>(http.Request);
        if (problem is not null || body is null)
        {
            return problem;
        }

        if (body.FirstDay is null || body.LastDay is null || body.Stops is null)
        {
            return new Problem(ProblemKinds.MemberMissing, "A trip has firstDay, lastDay and stops.")
            {
                Member = body.FirstDay is null ? "firstDay" : body.LastDay is null ? "lastDay" : "stops",
            };
        }

        var (plan, wrong) = body.Asked(body.FirstDay, body.LastDay, body.Stops).Plan(parts.Engine.Catalogue, parts.Options.Conditions(), parts.Now);
        if (plan is null)
        {
            return Wrong(wrong);
        }

        await JsonAnswer.Write(http, StatusCodes.Status200OK, TripPlanView.Of(plan, code => parts.CurrencyOf(code) ?? ""), ApiJson.Default.TripPlanView);
        return null;
    }

    private static Problem Wrong(string field)
    {
        var (member, detail) = field switch
        {
            "first" => ("firstDay", "It is a day (2027-03-01) from today to two years ahead."),
            "last" => ("lastDay", $"It is a day not before firstDay; a trip has at most {Trip.MostDays} days."),
            "stops" => ("stops", $"They are 1 to {Trip.MostStops} cities or regions, by name or ISO 3166-2 code. One is not known."),
            "via" => ("countries", $"They are up to {Trip.MostStops} countries abroad, by name or ISO 3166-1 code. One is not known."),
            "devices" => ("devices", $"It is 1 to {Trip.MostDevices}."),
            _ => ($"minutesADay.{field}", $"It is 0 to {Trip.MostMinutes} minutes of a day, all devices together."),
        };
        return new Problem(ProblemKinds.MemberInvalid, detail) { Member = member };
    }

    /// <param name="Devices">1 where left out.</param>
    private sealed record TripBody(string? FirstDay, string? LastDay, IReadOnlyList<string?>? Stops, IReadOnlyList<string?>? Countries, UseBody? MinutesADay, int? Devices)
    {
        public AskedTrip Asked(string first, string last, IReadOnlyList<string?> stops)
        {
            var use = MinutesADay ?? new UseBody(null, null, null, null, null);
            Dictionary<TripActivity, int?> minutes = new()
            {
                [TripActivity.Maps] = use.Maps ?? 0, [TripActivity.Chat] = use.Chat ?? 0, [TripActivity.Calls] = use.Calls ?? 0, [TripActivity.Video] = use.Video ?? 0, [TripActivity.Work] = use.Work ?? 0,
            };
            // An item that is null is called nothing.
            return new AskedTrip(first, last, [.. stops.Select(name => name ?? "")], [.. (Countries ?? []).Select(name => name ?? "")], minutes, Devices ?? 1);
        }
    }

    private sealed record UseBody(int? Maps, int? Chat, int? Calls, int? Video, int? Work);
}
