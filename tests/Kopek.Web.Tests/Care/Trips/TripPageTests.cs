using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kopek.Core.Diagnosis;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Plans;
using Kopek.Web.Tests.Counter;
using NodaTime;

namespace Kopek.Web.Tests.Care.Trips;

public sealed class TripPageTests : IAsyncLifetime
{
    private LiveApi api = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        browser = new Browser(api.Client.BaseAddress!);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await api.DisposeAsync();
    }

    [Theory]
    [InlineData("zh-CN", "行程规划", "最合适")]
    [InlineData("en", "Plan a trip", "best")]
    [InlineData("ru", "План поездки", "лучший")]
    public async Task A_trip_is_planned_at_an_address_and_the_page_stays_light(string language, string title, string best)
    {
        var empty = await browser.Get($"/care/trip?lang={language}");
        Assert.Contains(title, WebUtility.HtmlDecode(empty.Html), StringComparison.Ordinal);
        var page = await browser.Get(Address(days: 365, language: language));
        var html = WebUtility.HtmlDecode(page.Html);
        Assert.Equal(200, page.Status);
        Assert.Contains(best, html, StringComparison.Ordinal);
        Assert.Contains("/care/trip.ics?", html, StringComparison.Ordinal);
        Assert.DoesNotContain("trip.", html.Replace("trip.ics", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(page.Html), 1000, 13 * 1024);
    }

    [Theory]
    [InlineData("first", "2020-01-01", "from today")]
    [InlineData("first", "tomorrow", "from today")]
    [InlineData("last", "2020-01-01", "Not before the first day")]
    [InlineData("stops", "Atlantis", "not known to us")]
    [InlineData("stops", "<script>alert(1)</script>", "not known to us")]
    [InlineData("stops", "", "1 to 20 cities")]
    [InlineData("via", "Narnia", "country is not known")]
    [InlineData("video", "25", "0 to 24")]
    [InlineData("video", "-1", "0 to 24")]
    [InlineData("devices", "1000000000", "Give 1 to 10")]
    [InlineData("devices", "0", "Give 1 to 10")]
    public async Task A_wrong_field_is_named(string field, string value, string said)
    {
        foreach (var path in new[] { "/care/trip", "/care/trip.ics" })
        {
            var page = await browser.Get(Address(path: path, field: field, value: value));
            Assert.Equal(422, page.Status);
            Assert.Contains(said, page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_calendar_has_whole_days_reminders_and_the_same_names_again()
    {
        var first = await browser.Get(Address(path: "/care/trip.ics", days: 75, language: "zh-CN"));
        var again = await browser.Get(Address(path: "/care/trip.ics", days: 75, language: "zh-CN"));
        var folded = first.Html.Split("\r\n");
        Assert.All(folded, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain("\n", string.Concat(folded), StringComparison.Ordinal);
        var lines = Unfolded(first.Html);
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR"), (lines[0], lines[^1]));
        var events = lines.Count(line => line == "BEGIN:VEVENT");
        Assert.Equal(events, lines.Count(line => line == "BEGIN:VALARM"));
        Assert.Equal(events, lines.Count(line => Regex.IsMatch(line, "^DTSTART;VALUE=DATE:[0-9]{8}$")));
        // Eight days of tasks and three months of payments.
        Assert.True(events >= 9, $"{events} events");
        var names = lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).ToList();
        Assert.Distinct(names);
        Assert.Equal(names, Unfolded(again.Html).Where(line => line.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("SUMMARY:", StringComparison.Ordinal)), line => Assert.DoesNotMatch(@"(?<!\\)[,;]", line["SUMMARY:".Length..]));
    }

    [Fact]
    public void The_example_of_the_documentation_comes_out()
    {
        var catalogue = api.Engine.Catalogue;
        var first = new LocalDate(2027, 3, 1);
        Dictionary<TripActivity, int> minutes = new() { [TripActivity.Maps] = 60, [TripActivity.Video] = 30 };
        var trip = new Trip(first, first.PlusDays(9), [TripCities.Find(catalogue.Versions[^1], "Moscow")!], [], minutes, 1);
        var choice = TripPlanning.Of(catalogue, NetworkConditions.None, trip, trip.FirstDay).Choices[0];
        var megabytes = trip.OctetsADay(TripUse.Likely) * trip.Days / DataVolume.OctetsPerMegabyte;
        var said = $"are {megabytes:N0} MB likely; the first choice is {choice.Plan.Code} for {choice.Cost} rubles, paid once with {Assert.Single(choice.Payments).Amount}, and {choice.LeftOver} is left over.";
        Assert.Contains(said, LiveApi.Document("trips.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_assumptions_of_the_documentation_are_those_of_the_code()
    {
        var document = LiveApi.Document("trips.md");
        Assert.All(DataAppetite.PerHour.Values.Append(DataAppetite.PerDeviceDay), row => Assert.Contains($" | {row.Low} | {row.Likely} | {row.High} | {row.Source} |", document, StringComparison.Ordinal));
    }

    private static string[] Unfolded(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Address(string path = "/care/trip", int days = 10, string language = "en", string field = "lang", string? value = null) =>
        TripAddress.Of(path, ("lang", language), ("last", $"{TripAddress.First(29 + days):yyyy-MM-dd}"), (field, value ?? language));
}
