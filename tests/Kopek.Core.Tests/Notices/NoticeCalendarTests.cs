using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Core.Tests.Notices;

public sealed class NoticeCalendarTests
{
    private const string Moscow = "Europe/Moscow";

    [Fact]
    public void A_renewal_is_told_three_days_before_and_once_more_the_day_before_only_where_money_lacks()
    {
        foreach (var (rubles, expected) in new[] { (2000, 1), (900, 2) })
        {
            var bench = new LineBench("KDR-M50", rubles);
            var told = Walk(bench, days: 29).OfType<Notice.RenewalComing>().ToList();
            Assert.Equal(expected, told.Count);
            Assert.All(told, notice => Assert.Equal(bench.Line.FeePaidUntil, notice.Due));
            Assert.Equal(rubles == 2000, told[0].Lacking.IsZero);
        }
    }

    [Fact]
    public void A_fee_by_the_day_is_not_announced() => Assert.Empty(Walk(new LineBench("BRZ-DAY1", rubles: 2000), days: 10));

    [Fact]
    public void A_plan_that_ends_is_told_3_1_and_0_days_before()
    {
        var told = Walk(new LineBench("BRZ-GUEST7", rubles: 800), days: 7).Cast<Notice.Expiring>().ToList();
        Assert.Equal([3, 1, 0], told.Select(notice => notice.Days));
    }

    [Fact]
    public void A_pack_is_told_while_something_is_left_in_it()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 2000);
        bench.BuyPack("BRZ-H1G");
        Assert.Equal(3, Walk(bench, days: 8).OfType<Notice.Expiring>().Count());

        var empty = new LineBench("BRZ-DAY1", rubles: 2000);
        empty.BuyPack("BRZ-H1G");
        empty.Use(3000 * LineBench.Megabyte);
        Assert.Empty(Walk(empty, days: 8).OfType<Notice.Expiring>());
    }

    [Fact]
    public void A_pack_that_is_bought_on_its_last_day_is_not_announced_as_ending()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 2000, at: "2026-03-02T12:00:00Z");
        bench.BuyPack("BRZ-H500");
        Assert.Empty(Walk(bench, days: 1));
    }

    [Fact]
    public void A_server_that_was_down_tells_only_the_last_and_nothing_that_is_over()
    {
        var bench = new LineBench("BRZ-GUEST7", rubles: 800);
        var start = bench.Now;
        var end = bench.Line.PlanValidUntil;
        bench.Decision.Begin(bench.Line, end);
        var late = NoticeCalendar.Due(bench.Decision, start, end + TimeSpan.FromHours(-1), end + TimeSpan.FromHours(-1));
        Assert.Equal(0, Assert.IsType<Notice.Expiring>(Assert.Single(late)).Days);
        Assert.Empty(NoticeCalendar.Due(bench.Decision, start, end, end));
    }

    [Theory]
    [InlineData(3, 5, 14, 0, 0, 5, 10)] // ends in the afternoon: that morning
    [InlineData(3, 5, 11, 0, 0, 5, 10)] // an hour after the morning's notice: still that morning
    [InlineData(3, 5, 10, 59, 0, 4, 20)] // sooner: the evening before
    [InlineData(3, 5, 0, 0, 0, 4, 10)] // midnight belongs to the day before it
    [InlineData(3, 5, 14, 0, 1, 4, 10)]
    [InlineData(3, 5, 14, 0, 3, 2, 10)]
    public void The_day_before_is_a_local_day(int month, int day, int hour, int minute, int days, int expectedDay, int expectedHour)
    {
        var end = LineBench.Local(Moscow, 2026, month, day, hour, minute);
        Assert.Equal(LineBench.Local(Moscow, 2026, month, expectedDay, expectedHour), NoticeCalendar.DaysBefore(Moscow, end, days));
    }

    /// <summary>Looks at the line by the hour without moving it, as the tail does when its time comes.</summary>
    private static List<Notice> Walk(LineBench bench, int days)
    {
        var told = new List<Notice>();
        var looked = bench.Now;
        for (var hour = 1; hour <= days * 24; hour++)
        {
            var now = bench.Now + TimeSpan.FromHours(hour);
            bench.Decision.Begin(bench.Line, now);
            if (NoticeCalendar.Next(bench.Decision, looked) <= now)
            {
                told.AddRange(NoticeCalendar.Due(bench.Decision, looked, now, now));
            }

            looked = now;
        }

        Assert.Distinct(told.Select(notice => notice.Occasion));
        return told;
    }
}
