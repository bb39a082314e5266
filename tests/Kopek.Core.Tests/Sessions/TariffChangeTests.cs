using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

public sealed class TariffChangeTests
{
    private static readonly Moment Change = LineBench.Utc("2026-03-02T10:20:00Z");

    private static LineBench Bench(string at = "2026-03-02T10:00:00Z", long rubles = 1000)
    {
        var dearer = SampleCatalogue.Plan("KDR-PAYGO") with { PricePerMegabyte = new Money(240), RoundingOctets = 1 };
        return new LineBench("KDR-PAYGO", rubles, at: at, catalogue: SampleCatalogue.ChangingAt(Change, dearer));
    }

    [Fact]
    public void A_grant_ends_with_the_old_price_and_tells_when()
    {
        var grant = Bench().I().Grants[0];
        Assert.Equal((1200, Change), (grant.ValiditySeconds, grant.TariffTimeChange));
        var after = Bench(at: "2026-03-02T10:20:00Z").I().Grants[0];
        Assert.Equal((2400, true), (after.ValiditySeconds, after.TariffTimeChange.IsNever));
    }

    [Fact]
    public void A_report_counts_where_it_arrives_unless_the_core_says_what_came_before()
    {
        var old = Pricing.Cost(Pricing.RoundUp(LineBench.Megabyte, 150 * LineBench.Kilobyte), new Money(120));
        var bench = Bench();
        bench.I();
        bench.GoTo(Change);
        bench.U(LineBench.Megabyte);
        Assert.Equal(new Money(240), bench.Line.TotalCharged);

        bench = Bench();
        bench.I();
        bench.GoTo(Change);
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 3 * LineBench.Megabyte, BeforeTariffChange: LineBench.Megabyte)));
        Assert.Equal(old + new Money(480), bench.Line.TotalCharged);
    }

    [Fact]
    public void What_came_before_is_rounded_up_once_over_all_services_and_with_what_was_reported_before()
    {
        var bench = Bench();
        bench.Send(bench.Request(CcRequestType.Initial, 1, null, new Use(1, 0), new Use(2, 0)));
        bench.U(1000);
        bench.GoTo(Change + TimeSpan.FromSeconds(1));
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 2000, 1000), new Use(2, 0, 2000, 1000)));
        var old = Pricing.Cost(150 * LineBench.Kilobyte, new Money(120));
        Assert.Equal(old + Pricing.Cost(2000, new Money(240)), bench.Line.TotalCharged);
    }

    [Fact]
    public void A_session_that_began_after_the_change_has_no_before()
    {
        var bench = Bench(at: "2026-03-02T10:21:00Z");
        bench.I();
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, LineBench.Megabyte, BeforeTariffChange: LineBench.Megabyte)));
        Assert.Equal(new Money(240), bench.Line.TotalCharged);
    }

    [Fact]
    public void After_a_change_of_plan_what_came_before_the_prices_is_not_summed_with_use_under_the_old_plan()
    {
        var bench = Bench(rubles: 10_000);
        bench.I();
        bench.U(LineBench.Megabyte);
        bench.GoTo(Change + TimeSpan.FromSeconds(1));
        bench.ChangePlan("KDR-M50");
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, LineBench.Megabyte, BeforeTariffChange: LineBench.Megabyte)));
        Assert.Equal(bench.Line.PlanSince, bench.Happened<LineEvent.UsageCharged>().Interval.Start);
    }

    [Fact]
    public void More_before_than_in_all_is_cut_to_all()
    {
        var bench = Bench();
        bench.I();
        bench.GoTo(Change);
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 1000, BeforeTariffChange: 5000)));
        Assert.Equal(1000, bench.Line.TotalOctets);
    }
}
