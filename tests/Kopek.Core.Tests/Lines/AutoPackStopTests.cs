using Kopek.Core.Lines;
using Kopek.Core.Planning;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Core.Tests.Lines;

/// <summary>MLK-D1G: 1 GB in 30 days, then up to five packs of 500 MB for 50.00 by themselves.</summary>
public sealed class AutoPackStopTests
{
    private const long Megabyte = LineBench.Megabyte;

    [Fact]
    public void With_the_stop_data_ends_with_the_bundle_and_the_last_grant_says_so()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        Assert.True(bench.StopAutoPacks().IsDone);
        bench.Use(1023 * Megabyte);
        var grant = bench.I(asked: 100 * Megabyte).Grants[0];
        while (grant is { ResultCode: ResultCode.Success, Final: false })
        {
            grant = bench.U(grant.Octets, asked: 100 * Megabyte).Grants[0];
        }

        Assert.True(grant.Final, "the last octet of the bundle ends the grants");
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(grant.Octets).Grants[0].ResultCode);
        Assert.Equal((0, 0L, Money.FromRubles(990)), (bench.Line.AutoPacks, bench.Line.UncoveredOctets, bench.Line.Balance));
        Assert.Equal(("data_used_up", "buy_pack", false), (bench.State.Reason, bench.State.Cure, bench.State.TopUpHelps));
    }

    [Fact]
    public void Without_it_they_are_bought_again()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.StopAutoPacks();
        bench.Use(1024 * Megabyte);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        Assert.True(bench.StopAutoPacks(false).IsDone);
        Assert.Equal(ResultCode.Success, bench.I(session: 2).ResultCode);
        bench.U(1, session: 2);
        Assert.Equal(1, bench.Line.AutoPacks);
    }

    [Fact]
    public void A_pack_that_a_grant_counts_on_is_bought_with_its_first_octet_and_no_more_after_it()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.Use(1024 * Megabyte);
        Assert.Equal(1, bench.I().Grants[0].Packs);
        bench.StopAutoPacks();
        Assert.Equal((Money.FromRubles(50), 1), (bench.Line.Reserved, bench.Line.ReservedPacks));
        bench.U(700 * Megabyte);
        Assert.Equal((1, 200 * Megabyte), (bench.Line.AutoPacks, bench.Line.UncoveredOctets));
        Assert.Equal(ResultCode.CreditLimitReached, bench.U(0).Grants[0].ResultCode);
    }

    [Fact]
    public void A_pack_that_was_set_aside_and_not_used_comes_free()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.Use(1024 * Megabyte);
        bench.I();
        bench.StopAutoPacks();
        bench.T(0);
        Assert.Equal((0, Money.Zero, Money.FromRubles(990)), (bench.Line.AutoPacks, bench.Line.Reserved, bench.Line.Balance));
    }

    [Fact]
    public void A_pack_that_the_holder_buys_is_used_all_the_same()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.StopAutoPacks();
        bench.Use(1024 * Megabyte);
        Assert.True(bench.BuyPack("MLK-H500").IsDone);
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
    }

    [Fact]
    public void It_is_the_line_s_and_stays_over_a_change_of_plan()
    {
        var bench = new LineBench("MLK-D1G", rubles: 2000);
        bench.StopAutoPacks();
        Assert.True(bench.ChangePlan("MLK-M40").IsDone);
        bench.Use(40_960 * Megabyte);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
    }

    [Fact]
    public void The_same_wish_again_is_no_news()
    {
        var bench = new LineBench("MLK-D1G");
        bench.StopAutoPacks();
        Assert.Single(bench.Last.OfType<LineEvent.AutoPackStopSet>());
        Assert.True(bench.StopAutoPacks().IsDone);
        Assert.Empty(bench.Last);
        Assert.True(new LineBench("MLK-D1G").StopAutoPacks(false).IsDone);
    }

    [Fact]
    public void A_closed_line_has_none_to_set()
    {
        var bench = new LineBench("MLK-D1G");
        bench.Do(new LineCommand.Close());
        Assert.Equal(RefusalCode.LineClosed, bench.StopAutoPacks().Refused);
    }

    [Theory]
    [InlineData(false, RunOut.None)]
    [InlineData(true, RunOut.DataUsedUp)]
    public void The_planner_does_not_count_on_packs_that_are_stopped(bool stopped, RunOut why)
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.StopAutoPacks(stopped);
        var outlook = UseOutlook.Of([], 100 * Megabyte, new LocalDate(2026, 3, 2), 40);
        var forecast = RunOutForecast.Of(SampleCatalogue.Shipped, bench.Line, outlook, bench.Now, bench.Now + TimeSpan.FromDays(28), Money.Zero);
        Assert.Equal(why, forecast.Why);
    }
}
