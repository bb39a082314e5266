using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

/// <summary>Fees and bundles of every tariff form, and each outcome of a fee that the money does not cover, to the kopek and the millisecond.</summary>
public sealed class FeeTests
{
    private static readonly TimeSpan JustBefore = TimeSpan.FromMilliseconds(-1);

    [Fact]
    public void A_daily_plan_takes_its_fee_and_gives_its_bundle_each_local_midnight()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 60);
        Assert.Equal(Money.FromRubles(35), bench.Line.Balance);
        bench.Use(100 * LineBench.Megabyte);
        var midnight = LineBench.Local("Europe/Moscow", 2026, 3, 3);
        bench.GoTo(midnight + JustBefore).Advance();
        Assert.Equal(Money.FromRubles(35), bench.Line.Balance);
        bench.GoTo(midnight).Advance();
        Assert.Equal(Money.FromRubles(10), bench.Line.Balance);
        var bucket = Assert.Single(bench.Line.Buckets);
        Assert.Equal((1024 * LineBench.Megabyte, midnight + TimeSpan.FromDays(1)), (bucket.Rest, bucket.ExpiresAt));
    }

    [Theory]
    [InlineData(24_99, Arrears.Blocked)]
    [InlineData(25_00, Arrears.None)]
    public void A_blocking_plan_is_blocked_by_one_missing_kopek(long kopeks, Arrears arrears)
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 25);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 0);
        bench.TopUpRubles(100);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 100_00 - kopeks);
        bench.WaitDays(1).Advance();
        Assert.Equal(arrears, bench.Line.Arrears);
        Assert.Equal(arrears == Arrears.None ? ResultCode.Success : ResultCode.CreditLimitReached, bench.I().ResultCode);
        Assert.Equal(arrears == Arrears.None ? 0 : 1, bench.Line.ArrearsDue.Kopeks);
    }

    [Fact]
    public void A_blocked_line_loses_days_but_pays_none_of_them()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 25);
        bench.WaitDays(10).Advance();
        Assert.Equal((Arrears.Blocked, Money.Zero), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Empty(bench.Line.Buckets);
        bench.TopUpRubles(100);
        Assert.Equal((Arrears.None, Money.FromRubles(75)), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 3, 13), bench.Line.FeePaidUntil);
        Assert.Equal(1024 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
    }

    [Fact]
    public void A_monthly_plan_renews_after_thirty_local_days_to_the_minute_and_the_rest_is_lost()
    {
        var bench = new LineBench("KDR-M50", rubles: 2000, at: "2026-03-02T10:17:42Z");
        bench.Use(LineBench.Megabyte);
        var end = LineBench.Utc("2026-04-01T10:17:42Z");
        Assert.Equal((end, end), (bench.Line.FeePaidUntil, bench.Line.BundleUntil));
        bench.GoTo(end + JustBefore).Advance();
        Assert.Equal(Money.FromRubles(1150), bench.Line.Balance);
        bench.GoTo(end).Advance();
        Assert.Equal(Money.FromRubles(300), bench.Line.Balance);
        Assert.Equal(51_200 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
        Assert.True(bench.Last.OfType<LineEvent.BucketExpired>().Single().Lost < 51_200 * LineBench.Megabyte);
    }

    [Fact]
    public void A_plan_that_suspends_data_charges_use_by_the_megabyte_no_more_and_comes_back_with_the_fee()
    {
        var bench = new LineBench("KDR-M50", rubles: 1699);
        bench.WaitDays(30).Advance();
        Assert.Equal((Arrears.DataSuspended, Money.FromRubles(1), Money.FromRubles(849)), (bench.Line.Arrears, bench.Line.ArrearsDue, bench.Line.Balance));
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        bench.WaitDays(5).TopUpRubles(100);
        Assert.Equal((Arrears.None, Money.FromRubles(99)), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(bench.Now + TimeSpan.FromDays(30), bench.Line.FeePaidUntil);
        Assert.Equal(ResultCode.Success, bench.I(session: 2).ResultCode);
    }

    [Fact]
    public void A_plan_that_falls_back_pays_a_day_at_a_time_until_the_whole_fee_is_there()
    {
        var bench = new LineBench("BRZ-M25", rubles: 650 + 70);
        bench.WaitDays(30).Advance();
        Assert.Equal((Arrears.DailyFallback, Money.FromRubles(610), Money.FromRubles(40)), (bench.Line.Arrears, bench.Line.ArrearsDue, bench.Line.Balance));
        var bucket = Assert.Single(bench.Line.Buckets);
        Assert.Equal((BucketKind.DailyFallback, 512 * LineBench.Megabyte, LineBench.Local("Europe/Moscow", 2026, 4, 2)), (bucket.Kind, bucket.Rest, bucket.ExpiresAt));
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 4, 2)).Advance();
        Assert.Equal((Arrears.DailyFallback, Money.FromRubles(10)), (bench.Line.Arrears, bench.Line.Balance));
        bench.WaitDays(1).Advance();
        Assert.Equal((Arrears.Blocked, Money.FromRubles(10), Money.FromRubles(640)), (bench.Line.Arrears, bench.Line.Balance, bench.Line.ArrearsDue));
        bench.TopUpRubles(100);
        Assert.Equal((Arrears.DailyFallback, Money.FromRubles(80), Money.FromRubles(570)), (bench.Line.Arrears, bench.Line.Balance, bench.Line.ArrearsDue));
        bench.TopUpRubles(570);
        Assert.Equal((Arrears.None, Money.Zero), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(25_600 * LineBench.Megabyte, bench.Line.Buckets.Single(held => held.Kind == BucketKind.Bundle).Rest);
    }

    [Fact]
    public void In_fallback_no_auto_pack_is_bought_because_the_money_waits_for_the_fee()
    {
        var bench = new LineBench("BRZ-M25", rubles: 650 + 300);
        bench.WaitDays(30).Advance();
        bench.Use(512 * LineBench.Megabyte);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        Assert.Equal(0, bench.Line.AutoPacks);
        Assert.Equal((false, true, Money.FromRubles(380)), (bench.State.DataWorks, bench.State.TopUpHelps, bench.State.Needed));
    }

    [Fact]
    public void A_fee_of_grace_is_given_once_and_filled_by_the_next_money()
    {
        var bench = new LineBench("LED-D40", rubles: 19);
        Assert.Equal(new Money(10), bench.Line.Balance);
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 3, 3)).Advance();
        Assert.Equal((Arrears.None, new Money(10 - 1890)), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
        bench.T(0);
        bench.WaitDays(1).Advance();
        Assert.Equal((Arrears.Blocked, new Money(10 - 1890), new Money(2 * 1890 - 10)), (bench.Line.Arrears, bench.Line.Balance, bench.Line.ArrearsDue));
        bench.TopUpRubles(50);
        Assert.Equal((Arrears.None, new Money(5000 + 10 - 2 * 1890)), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(LotKind.TopUp, Assert.Single(bench.Line.Lots).Kind);
    }

    [Fact]
    public void A_throttling_plan_goes_on_slowly_and_free_until_the_fee_is_paid()
    {
        var bench = new LineBench("LED-FLEX30", rubles: 480);
        bench.WaitDays(30).Advance();
        Assert.Equal(Arrears.Throttled, bench.Line.Arrears);
        var grant = bench.I().Grants[0];
        Assert.Equal((ResultCode.Success, 128), (grant.ResultCode, grant.ThrottleKbps));
        bench.U(100 * LineBench.Megabyte);
        Assert.Equal((Money.Zero, 0L), (bench.Line.Balance, bench.Line.UncoveredOctets));
        bench.TopUpRubles(479);
        Assert.Equal(Arrears.Throttled, bench.Line.Arrears);
        bench.TopUpRubles(100);
        Assert.Equal((Arrears.None, Money.FromRubles(99)), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(0, bench.U(0).Grants[0].ThrottleKbps);
    }

    [Fact]
    public void A_once_plan_ends_after_its_days_and_money_does_not_bring_it_back()
    {
        var bench = new LineBench("BRZ-GUEST7", rubles: 1000, at: "2026-03-02T10:30:00Z");
        var end = LineBench.Utc("2026-03-09T10:30:00Z");
        bench.GoTo(end + JustBefore);
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
        bench.GoTo(end);
        Assert.Equal(ResultCode.EndUserServiceDenied, bench.U(0).Grants[0].ResultCode);
        Assert.Equal(("plan_expired", "choose_plan", false), (bench.State.Reason, bench.State.Cure, bench.State.TopUpHelps));
        bench.TopUpRubles(100);
        Assert.Equal(Arrears.PlanExpired, bench.Line.Arrears);
        bench.WaitDays(30).Advance();
        Assert.Equal(Money.FromRubles(400), bench.Line.Balance);
        bench.TopUpRubles(300);
        Assert.True(bench.ChangePlan("BRZ-GUEST7").IsDone);
        Assert.Equal((Arrears.None, bench.Now + TimeSpan.FromDays(7)), (bench.Line.Arrears, bench.Line.PlanValidUntil));
        Assert.Equal(ResultCode.Success, bench.I(session: 2).ResultCode);
    }

    [Fact]
    public void A_year_paid_ahead_brings_a_bundle_each_thirty_days_and_asks_for_money_after_365()
    {
        var bench = new LineBench("KDR-YEAR20", rubles: 6500);
        for (var month = 1; month <= 12; month++)
        {
            bench.Use(LineBench.Megabyte, session: (ulong)month);
            bench.GoTo(LineBench.Utc("2026-03-02T10:00:00Z") + TimeSpan.FromDays(30 * month)).Advance();
            Assert.Equal(20_480 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
            Assert.Equal(Money.Zero, bench.Line.Balance);
        }

        var end = LineBench.Utc("2027-03-02T10:00:00Z");
        bench.GoTo(end + JustBefore).Advance();
        Assert.Equal(Arrears.None, bench.Line.Arrears);
        bench.GoTo(end).Advance();
        Assert.Equal((Arrears.Blocked, Money.FromRubles(6500)), (bench.Line.Arrears, bench.Line.ArrearsDue));
        bench.TopUpRubles(6500);
        Assert.Equal((Arrears.None, end + TimeSpan.FromDays(365)), (bench.Line.Arrears, bench.Line.FeePaidUntil));
    }

    [Fact]
    public void A_daily_fee_with_a_monthly_bundle_runs_two_clocks()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.Use(1000 * LineBench.Megabyte);
        bench.WaitDays(29).Advance();
        Assert.Equal((Money.FromRubles(1000 - 30 * 10), 24 * LineBench.Megabyte), (bench.Line.Balance, bench.Line.Buckets[0].Rest));
        bench.GoTo(LineBench.Utc("2026-04-01T10:00:00Z")).Advance();
        Assert.Equal(1024 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
    }

    [Theory]
    [InlineData("Europe/Kaliningrad")]
    [InlineData("Asia/Kamchatka")]
    [InlineData("Asia/Yekaterinburg")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Pacific/Apia")]
    public void A_year_of_days_is_365_fees_in_every_zone_with_and_without_summer_time(string zone)
    {
        var bench = new LineBench("MLK-D1G", rubles: 10_000, zone: zone, at: "2026-01-10T12:00:00Z") { ChecksReplay = false };
        var first = bench.Line.FeePaidUntil;
        var local = first.ToInstant().InZone(NodaTime.DateTimeZoneProviders.Tzdb[zone]);
        Assert.Equal(0, local.TickOfDay);
        var year = NodaTime.DateTimeZoneProviders.Tzdb[zone].AtStartOfDay(local.Date.PlusDays(364)).ToInstant();
        bench.GoTo(Moment.FromInstant(year) + JustBefore).Advance();
        Assert.Equal(365 * 10, bench.Log.Select(decided => decided.Event).OfType<LineEvent.FeeCharged>().Where(fee => fee.Kind == FeeKind.Plan).Sum(fee => fee.Amount.Kopeks) / 100);
    }

    [Theory]
    [InlineData("Europe/Berlin", 10, 10, 0, 9, 10, 0)]
    [InlineData("Asia/Kamchatka", 10, 10, 0, 9, 10, 0)]
    [InlineData("Europe/Moscow", 1, 0, 0, 31, 0, 0)]
    public void Thirty_days_end_at_the_same_local_minute_also_across_summer_time(string zone, int day, int hour, int minute, int endDay, int endHour, int endMinute)
    {
        var bench = new LineBench("KDR-M50", zone: zone, at: LineBench.Local(zone, 2026, 3, day, hour, minute).ToString());
        bench.TopUpRubles(850);
        Assert.True(bench.Do(new LineCommand.Activate()).IsDone);
        Assert.Equal(LineBench.Local(zone, 2026, endDay == 31 ? 3 : 4, endDay, endHour, endMinute), bench.Line.FeePaidUntil);
    }

    [Fact]
    public void A_minute_that_summer_time_leaves_out_becomes_the_one_after_the_gap()
    {
        var bench = new LineBench("KDR-M50", rubles: 850, zone: "Europe/Berlin", at: LineBench.Local("Europe/Berlin", 2026, 2, 27, 2, 30).ToString());
        Assert.Equal(LineBench.Local("Europe/Berlin", 2026, 3, 29, 3, 30), bench.Line.FeePaidUntil);
    }

    [Fact]
    public void A_fee_that_fell_due_is_taken_by_the_catalogue_of_its_day()
    {
        var dearer = SampleCatalogue.Plan("BRZ-DAY1") with { Fee = Money.FromRubles(40) };
        var catalogue = SampleCatalogue.ChangingAt(LineBench.Local("Europe/Moscow", 2026, 3, 5), dearer);
        var bench = new LineBench("BRZ-DAY1", rubles: 1000, catalogue: catalogue);
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 3, 6)).Advance();
        Assert.Equal(Money.FromRubles(1000 - 3 * 25 - 2 * 40), bench.Line.Balance);
    }
}
