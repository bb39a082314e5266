using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

public sealed class ChargingTests
{
    private const long Unit = 150 * LineBench.Kilobyte;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 18)]
    [InlineData(Unit, 18)]
    [InlineData(Unit + 1, 36)]
    [InlineData(LineBench.Megabyte, 124)]
    public void Use_of_an_hour_is_rounded_up_once_to_the_plan_s_unit_and_then_to_a_kopek(long octets, long kopeks)
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 100);
        bench.I();
        bench.U(octets);
        Assert.Equal(kopeks, bench.Line.TotalCharged.Kopeks);
    }

    [Fact]
    public void A_new_hour_is_rounded_anew_and_a_session_is_not_where_the_plan_rates_by_session()
    {
        var hourly = new LineBench("KDR-PAYGO", rubles: 100, at: "2026-03-02T10:59:59.999Z");
        hourly.I();
        hourly.U(1);
        hourly.Wait(TimeSpan.FromMilliseconds(1));
        hourly.U(1);
        Assert.Equal(36, hourly.Line.TotalCharged.Kopeks);

        var bySession = new LineBench("BRZ-GUEST7", rubles: 800);
        bySession.Use(10_240 * LineBench.Megabyte);
        var before = bySession.Line.TotalCharged;
        bySession.I();
        bySession.U(1);
        bySession.Wait(TimeSpan.FromHours(2));
        bySession.U(1);
        bySession.T(1);
        Assert.Equal(Pricing.Cost(250 * LineBench.Kilobyte, new Money(200)), bySession.Line.TotalCharged - before);
        Assert.Empty(bySession.Line.Intervals);
    }

    [Fact]
    public void A_day_is_the_line_s_own()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 100, zone: "Asia/Kamchatka", at: "2026-03-02T11:59:59Z");
        bench.I();
        bench.U(1);
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.U(1);
        Assert.Equal([250 * LineBench.Kilobyte, 250 * LineBench.Kilobyte], bench.Log.Select(decided => decided.Event).OfType<LineEvent.UsageCharged>().Select(e => e.Covered));
    }

    [Fact]
    public void Use_beyond_the_money_is_charged_to_the_limit_and_the_rest_is_booked_to_the_octet()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1);
        bench.I();
        bench.U(10 * LineBench.Megabyte);
        var covered = Pricing.Affordable(Money.FromRubles(1), new Money(120));
        Assert.Equal((Money.Zero, Money.FromRubles(1), 10 * LineBench.Megabyte - covered), (bench.Line.Balance, bench.Line.TotalCharged, bench.Line.UncoveredOctets));
        Assert.Equal(Pricing.Cost(10 * LineBench.Megabyte - covered, new Money(120)), bench.Line.UncoveredValue);
    }

    [Fact]
    public void The_last_unit_is_paid_as_far_as_the_money_goes()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1, quota: new QuotaPolicy(1, 1 << 30, 1, 60, 60));
        bench.I(asked: 1);
        bench.U(1, asked: 1);
        Assert.Equal(18, bench.Line.TotalCharged.Kopeks);
        Assert.Equal(0, bench.Line.UncoveredOctets);
    }

    [Fact]
    public void A_change_of_plan_begins_a_new_interval()
    {
        var bench = new LineBench("KDR-M50", rubles: 2000);
        bench.I();
        bench.U(1);
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.ChangePlan("KDR-PAYGO");
        bench.U(1);
        Assert.Equal(18, bench.Line.TotalCharged.Kopeks);
    }

    [Fact]
    public void A_bar_in_mid_session_charges_what_was_used_and_grants_no_more()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 100);
        bench.I();
        bench.Do(new LineCommand.SetBar(BarReason.Operator));
        var answer = bench.U(1);
        Assert.Equal((ResultCode.EndUserServiceDenied, 18L), (answer.Grants[0].ResultCode, bench.Line.TotalCharged.Kopeks));
        Assert.Equal(ResultCode.Success, bench.T(Unit).ResultCode);
        Assert.Equal((36L, Money.Zero), (bench.Line.TotalCharged.Kopeks, bench.Line.Reserved));
    }
}
