using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Trips;

/// <summary>The calendar of a trip as another program's reader sees it (Ical.Net).</summary>
public sealed class TripCalendarTests : IAsyncLifetime
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
    [InlineData("zh-CN", "护照公证翻译、SNILS、Gosuslugi")]
    [InlineData("en", "Begin with the papers: notarised passport translation, SNILS, Gosuslugi, face and voice.")]
    [InlineData("ru", "Начните с документов: нотариальный перевод паспорта, СНИЛС")]
    public async Task Another_reader_finds_whole_days_with_a_reminder_and_every_word_as_the_page_has_it(string language, string papers)
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1);
        var events = await Events(language);
        Assert.All(events, entry =>
        {
            Assert.True(entry.IsAllDay);
            Assert.False(entry.Start!.HasTime);
            Assert.Equal(entry.Start.Date.AddDays(1), entry.End!.Date);
            Assert.InRange(entry.DtStamp!.AsUtc, before, TimeProvider.System.GetUtcNow().UtcDateTime);
            var alarm = Assert.Single(entry.Alarms);
            Assert.Equal((AlarmAction.Display, entry.Summary), (alarm.Action, alarm.Description));
            Assert.Equal(TimeSpan.FromHours(-15), alarm.Trigger!.Duration!.Value.ToTimeSpanUnspecified());
            Assert.DoesNotContain('\\', entry.Summary!);
        });
        Assert.Contains(events, entry => entry.Summary!.Contains(papers, StringComparison.Ordinal));
        // The page shows the same days.
        var page = await browser.Get(TripAddress.Of(("lang", language), ("last", $"{TripAddress.First(104):yyyy-MM-dd}")));
        Assert.All(events, entry => Assert.Contains($"{entry.Start!.Date:yyyy-MM-dd}", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_are_the_same_in_every_language_and_for_other_use_and_none_comes_twice()
    {
        var names = (await Events("en")).Select(entry => entry.Uid!).ToList();
        Assert.Distinct(names);
        Assert.Equal(names, (await Events("zh-CN")).Select(entry => entry.Uid!));
        var more = (await Events("en", ("maps", "2"))).Select(entry => entry.Uid!);
        Assert.Superset(names.Where(name => !name.Contains("-pay-", StringComparison.Ordinal)).ToHashSet(), more.ToHashSet());
        Assert.Empty(names.Intersect((await Events("en", ("stops", "Kazan"))).Select(entry => entry.Uid!)));
    }

    private async Task<List<CalendarEvent>> Events(string language, params (string Field, string Value)[] typed)
    {
        var file = await browser.Get(TripAddress.Of("/care/trip.ics", [("lang", language), ("last", $"{TripAddress.First(104):yyyy-MM-dd}"), .. typed]));
        Assert.All(file.Html.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var calendar = Calendar.Load(file.Html)!;
        Assert.Equal(("2.0", "PUBLISH"), (calendar.Version, calendar.Method));
        Assert.NotEmpty(calendar.Events);
        return [.. calendar.Events];
    }
}
