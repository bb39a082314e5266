using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class OnDayTests
{
    private readonly MandateBench bench = new();

    [Fact]
    public void It_is_announced_a_day_ahead_and_charged_at_ten_local_time()
    {
        bench.Sets(MandateBench.OnDay(15));
        bench.Now = MandateBench.Local(2026, 11, 14, 9, 59);
        Assert.Empty(bench.Looks());
        bench.Now = MandateBench.Local(2026, 11, 14, 10);
        Assert.IsType<MandateEvent.OccasionOpened>(Assert.Single(bench.Looks()));
        Assert.Equal(MandateBench.Local(2026, 11, 15, 10), Assert.IsType<Notice.AutoRenewalComing>(Assert.Single(bench.Told)).ChargeAt);
        bench.Now = MandateBench.Local(2026, 11, 15, 9, 59);
        Assert.Empty(bench.Looks());
        bench.Now = MandateBench.Local(2026, 11, 15, 10);
        bench.Looks();
        Assert.Equal(("day:20261115", 1), (bench.State!.UnderWay!.Id, bench.UnderWay.Number));
    }

    [Fact]
    public void A_date_is_charged_once_and_the_next_month_again()
    {
        bench.Sets(MandateBench.OnDay(28));
        for (var hour = 0; hour < 24 * 60; hour++)
        {
            bench.Now = MandateBench.Local(2026, 11, 10, 15) + TimeSpan.FromHours(hour);
            bench.Looks();
            bench.Looks();
            if (bench.State!.UnderWay is not null)
            {
                bench.Ends(AttemptOutcome.Paid);
            }
        }

        Assert.Equal(["day:20261128", "day:20261228"], bench.Happened.OfType<MandateEvent.AttemptStarted>().Select(e => e.Occasion));
    }

    [Fact]
    public void A_date_that_the_server_slept_through_is_charged_within_a_day_and_not_later()
    {
        bench.Sets(MandateBench.OnDay(15));
        bench.Now = MandateBench.Local(2026, 11, 16, 9, 59);
        Assert.NotEmpty(bench.Looks());
        var late = new MandateBench();
        late.Sets(MandateBench.OnDay(15));
        late.Now = MandateBench.Local(2026, 11, 16, 10);
        Assert.Empty(late.Looks());
    }

    [Fact]
    public void What_was_found_out_late_is_charged_six_hours_after_it_is_told()
    {
        bench.Now = MandateBench.Local(2026, 11, 15, 9);
        bench.Sets(MandateBench.OnDay(15));
        bench.Looks();
        Assert.Equal(MandateBench.Local(2026, 11, 15, 15), bench.State!.Occasions[^1].ChargeAt);
    }

    [Fact]
    public void A_date_that_was_past_when_it_was_wished_waits_for_the_next_month()
    {
        bench.Now = MandateBench.Local(2026, 11, 15, 10);
        bench.Sets(MandateBench.OnDay(15));
        Assert.Empty(bench.Looks());
        Assert.Equal(MandateBench.Local(2026, 12, 15, 10), MandateCalendar.Expected(bench.State!, bench.Sight with { At = bench.Now })!.At);
    }

    [Fact]
    public void Dates_of_a_pause_are_not_caught_up()
    {
        bench.Sets(MandateBench.OnDay(15));
        bench.Says(new MandateCommand.Pause(bench.NewChange()));
        bench.Now = MandateBench.Local(2026, 11, 15, 12);
        Assert.Empty(bench.Looks());
        bench.Says(new MandateCommand.Resume(bench.NewChange()));
        Assert.Empty(bench.Looks());
    }

    [Fact]
    public void Settings_that_change_after_the_announcement_do_not_lose_the_date()
    {
        bench.Sets(MandateBench.OnDay(15));
        bench.Now = MandateBench.Local(2026, 11, 14, 20);
        bench.Looks();
        bench.Sets(MandateBench.OnDay(15, amount: 400));
        bench.Looks();
        bench.Now = MandateBench.Local(2026, 11, 15, 10);
        bench.Looks();
        Assert.Equal(Money.FromRubles(400), bench.UnderWay.Amount);
        bench.Ends(AttemptOutcome.Paid);
        bench.Sets(MandateBench.OnDay(15, amount: 500));
        bench.Looks();
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void It_is_looked_at_again_at_the_announcement_and_at_the_charge_reckoned_from_the_last_sight()
    {
        bench.Now = MandateBench.Local(2026, 11, 14, 9, 59);
        bench.Sets(MandateBench.OnDay(15));
        Assert.Equal(MandateBench.Local(2026, 11, 14, 10), Wake());
        bench.Now = MandateBench.Local(2026, 11, 14, 10);
        bench.Looks();
        bench.Now = MandateBench.Local(2026, 11, 15, 10) + -TimeSpan.FromMilliseconds(1);
        Assert.Empty(bench.Looks());
        Assert.Equal(MandateBench.Local(2026, 11, 15, 10), Wake());

        Moment Wake() => MandateCalendar.WakeAt(bench.State!, bench.Sight with { At = bench.Now }, bench.Now);
    }

    [Fact]
    public void The_day_is_the_line_s_own_where_utc_has_another()
    {
        bench.Sight = bench.Sight with { TimeZone = "Asia/Vladivostok" };
        bench.Now = new Moment(new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        bench.Sets(MandateBench.OnDay(15));
        // Ten in the morning in Vladivostok is midnight in Greenwich.
        bench.Now = new Moment(new DateTimeOffset(2026, 11, 14, 23, 59, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        bench.Looks();
        Assert.Equal(0, bench.Attempts);
        Assert.Equal("day:20261115", bench.State!.Occasions[^1].Id);
    }
}
