using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Roaming;

/// <summary>China on BRZ-M25: 5.00 a megabyte, counted in 250 KB.</summary>
public sealed class RoamingCapTests
{
    private const string China = "46000";

    [Theory]
    [InlineData(0, ResultCode.CreditLimitReached)]
    [InlineData(1, ResultCode.Success)]
    public void Nothing_is_granted_abroad_where_the_cap_leaves_nothing(long cap, int code)
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        Assert.True(bench.Cap(cap).IsDone);
        Assert.Equal(code, bench.I(network: China).ResultCode);
    }

    [Fact]
    public void Use_at_home_and_packs_that_the_holder_bought_are_not_under_the_cap()
    {
        var bench = new LineBench("BRZ-M25", rubles: 2000);
        bench.Cap(0);
        Assert.True(bench.BuyPack("DAY-CN").IsDone);
        bench.I(network: China);
        Assert.Equal(ResultCode.Success, bench.U(LineBench.Megabyte, network: China).Grants[0].ResultCode);
        Assert.Equal(Money.Zero, bench.Line.Roaming!.Charged);
        Assert.Equal(ResultCode.Success, bench.U(LineBench.Megabyte, network: "25001").Grants[0].ResultCode);
    }

    [Fact]
    public void A_grant_reserves_no_more_than_the_cap_leaves_and_is_final_when_nothing_is_left_behind_it()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(500);
        var first = bench.I(network: China).Grants[0];
        var grant = bench.I(session: 2, network: China).Grants[0];
        Assert.True(first.ReservedMoney + grant.ReservedMoney <= new Money(500));
        bench.T(first.Octets, network: China);
        for (var turn = 0; turn < 20 && !grant.Final; turn++)
        {
            grant = bench.U(grant.Octets, session: 2, network: China).Grants[0];
        }

        Assert.True(grant.Final, "the cap ends a grant as money does");
        bench.T(grant.Octets, session: 2, network: China);
        Assert.Equal(0, bench.Line.UncoveredOctets);
    }

    [Fact]
    public void What_the_network_reports_past_the_cap_is_paid_up_to_it_and_the_rest_is_uncovered()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(500);
        bench.I(network: China);
        bench.I(session: 2, network: China);
        bench.U(1000 * LineBench.Megabyte, network: China);
        var first = bench.Happened<LineEvent.UsageCharged>();
        bench.U(1000 * LineBench.Megabyte, session: 2, network: China);
        var second = bench.Happened<LineEvent.UsageCharged>();
        Assert.Equal(new Money(500), first.Charged + second.Charged);
        Assert.True(second.Charged > Money.Zero, "the second session had money set aside");
        Assert.True(second.Uncovered > 990 * LineBench.Megabyte);
        Assert.True(bench.Line.Roaming!.IsReached);
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(LineBench.Megabyte, network: China).Grants[0].ResultCode);
    }

    [Fact]
    public void A_top_up_does_not_help_past_the_cap_and_a_higher_cap_does()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(500);
        bench.I(network: China);
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(100 * LineBench.Megabyte, network: China).Grants[0].ResultCode);
        bench.TopUpRubles(500);
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(0, network: China).Grants[0].ResultCode);
        bench.Cap(600);
        Assert.Equal(ResultCode.Success, bench.U(0, network: China).Grants[0].ResultCode);
    }

    [Fact]
    public void A_lowered_cap_holds_at_once_for_grants_that_are_out()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(5000);
        bench.I(network: China);
        bench.I(session: 2, network: China);
        Assert.True(bench.Line.Roaming!.Reserved > new Money(300));
        bench.Cap(300);
        Assert.InRange(bench.Line.Roaming.Reserved.Kopeks, 0, 300);
        bench.U(LineBench.Megabyte, network: China);
        bench.U(LineBench.Megabyte, session: 2, network: China);
        Assert.Equal(new Money(300), bench.Line.Roaming.Charged);
    }

    [Fact]
    public void A_cap_below_what_was_taken_takes_nothing_more()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(5000);
        bench.I(network: China);
        bench.U(LineBench.Megabyte, network: China);
        bench.Cap(100);
        bench.U(LineBench.Megabyte, network: China);
        Assert.Equal(Money.Zero, bench.Happened<LineEvent.UsageCharged>().Charged);
    }

    [Fact]
    public void The_month_is_the_line_s_own_and_begins_anew_at_its_midnight()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000, at: "2026-03-31T20:59:30Z");
        bench.Cap(500);
        var begins = LineBench.Local("Europe/Moscow", 2026, 4, 1);
        Assert.Equal(begins, bench.Line.Roaming!.MonthEnds);
        bench.I(network: China);
        bench.U(100 * LineBench.Megabyte, network: China);
        bench.GoTo(begins + TimeSpan.FromMilliseconds(-1));
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(0, network: China).Grants[0].ResultCode);
        bench.GoTo(begins);
        Assert.Equal(ResultCode.Success, bench.U(0, network: China).Grants[0].ResultCode);
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 5, 1), bench.Line.Roaming.MonthEnds);
        Assert.Equal(Money.Zero, bench.Line.Roaming.Charged);
    }

    [Fact]
    public void A_cap_that_was_removed_is_counted_to_the_end_of_its_month_and_forgotten()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(500);
        bench.I(network: China);
        bench.U(100 * LineBench.Megabyte, network: China);
        bench.Cap(null);
        bench.U(LineBench.Megabyte, network: China);
        bench.Cap(500);
        bench.U(LineBench.Megabyte, network: China);
        Assert.Equal(Money.Zero, bench.Happened<LineEvent.UsageCharged>().Charged);
        bench.Cap(null);
        bench.WaitDays(31).Advance();
        Assert.Null(bench.Line.Roaming);
    }

    [Theory]
    [InlineData(500, ResultCode.Success)]
    [InlineData(501, ResultCode.CreditLimitReached)]
    public void A_one_time_event_abroad_is_under_the_cap_too(long kopeks, int code)
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Cap(500);
        Assert.Equal(code, bench.Event(RequestedAction.DirectDebiting, kopeks: kopeks, network: China).ResultCode);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.DirectDebiting, kopeks: 501, session: 901).ResultCode);
    }

    [Fact]
    public void The_same_cap_again_is_no_news()
    {
        var bench = new LineBench("BRZ-M25");
        bench.Cap(500);
        Assert.Single(bench.Last.OfType<LineEvent.RoamingCapSet>());
        Assert.True(bench.Cap(500).IsDone);
        Assert.Empty(bench.Last);
        Assert.True(new LineBench("BRZ-M25").Cap(null).IsDone);
    }

    [Theory]
    [InlineData(-1, RefusalCode.AmountBelowMinimum)]
    [InlineData(0, RefusalCode.None)]
    [InlineData(10_000_000_000, RefusalCode.None)]
    [InlineData(10_000_000_001, RefusalCode.AmountAboveMaximum)]
    public void A_cap_is_between_nothing_and_what_a_line_can_hold(long kopeks, RefusalCode refused) =>
        Assert.Equal(refused, new LineBench("BRZ-M25").Cap(kopeks).Refused);

    [Fact]
    public void A_closed_line_has_no_cap_to_set()
    {
        var bench = new LineBench("BRZ-M25");
        bench.Do(new LineCommand.Close());
        Assert.Equal(RefusalCode.LineClosed, bench.Cap(1).Refused);
    }
}
