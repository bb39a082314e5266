using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

/// <summary>A grant is a promise: what was set aside for it covers it, whatever happens to fee, prices, plan and other sessions meanwhile.</summary>
public sealed class ReservationTests
{
    private const long Megabyte = LineBench.Megabyte;
    private static readonly Moment Change = LineBench.Utc("2026-03-02T10:20:00Z");

    [Fact]
    public void Packs_set_aside_are_bought_also_when_the_fee_fell_due_and_the_line_lives_by_the_day()
    {
        // The day's 512 MB do not hold the 600 MB that were granted on two packs.
        var bench = new LineBench("BRZ-M25", rubles: 650 + 2 * 75 + 40, quota: QuotaPolicy.Default with { MinSlice = 1L << 30, MaxSlice = 1L << 30 });
        bench.Use(25_600 * Megabyte);
        bench.GoTo(bench.Line.FeePaidUntil + TimeSpan.FromSeconds(-30));
        var grant = bench.I(asked: 600 * Megabyte).Grants[0];
        Assert.Equal((600 * Megabyte, 2), (grant.Octets, grant.Packs));
        bench.GoTo(bench.Line.FeePaidUntil);
        bench.U(grant.Octets);
        Assert.Equal((Arrears.DailyFallback, 0L, 1), (bench.Line.Arrears, bench.Line.UncoveredOctets, bench.Line.AutoPacks));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Megabyte)]
    public void A_pack_set_aside_before_the_prices_changed_is_bought_at_its_price_and_in_its_place(long before)
    {
        var dearer = SampleCatalogue.Plan("MLK-D1G") with { AutoPack = new AutoPack(500 * Megabyte, Money.FromRubles(60), 5) };
        var bench = new LineBench("MLK-D1G", rubles: 10 + 5 * 50, at: "2026-03-02T09:00:00Z", catalogue: SampleCatalogue.ChangingAt(Change, dearer));
        bench.Use(1024 * Megabyte);
        bench.Use(4 * 500 * Megabyte);
        Assert.Equal(1, bench.I(session: 2).Grants[0].Packs);
        Assert.Equal((Money.Zero, 1), (bench.Available, bench.Line.ReservedPacks));
        bench.GoTo(Change);
        bench.Send(bench.Request(CcRequestType.Termination, 2, null, new Use(1, null, Megabyte, before)));
        Assert.Equal(Money.FromRubles(50), bench.Happened<LineEvent.FeeCharged>().Amount);
        Assert.Equal((0L, 5, 0, Money.Zero), (bench.Line.UncoveredOctets, bench.Line.AutoPacks, bench.Line.ReservedPacks, bench.Line.Balance));
    }

    [Fact]
    public void Packs_at_the_old_price_take_no_more_places_than_they_are()
    {
        var cheaper = SampleCatalogue.Plan("MLK-D1G") with { AutoPack = new AutoPack(500 * Megabyte, Money.FromRubles(10), 5) };
        var bench = new LineBench("MLK-D1G", rubles: 1000, at: "2026-03-02T09:00:00Z", catalogue: SampleCatalogue.ChangingAt(Change, cheaper));
        bench.Use(1024 * Megabyte);
        bench.Use(3 * 500 * Megabyte);
        bench.I(session: 2);
        bench.GoTo(Change);
        Assert.Equal(ResultCode.Success, bench.I(session: 3).ResultCode);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(session: 4).ResultCode);
    }

    [Fact]
    public void A_grant_on_rounding_that_was_paid_gets_cover_of_its_own_before_another_is_given()
    {
        var bench = OnRounding();
        bench.TopUpRubles(50);
        Assert.Equal(5 * Megabyte, bench.I(asked: 5 * Megabyte, session: 2).Grants[0].Octets);
        Assert.Equal(1, bench.Happened<LineEvent.ReservationSet>().Packs);
        Assert.Equal(2, bench.Line.ReservedPacks);
        bench.T(5 * Megabyte, session: 2);
        bench.T(5 * Megabyte, session: 1);
        Assert.Equal((0L, Money.FromRubles(50 - 15)), (bench.Line.UncoveredOctets, bench.Line.Balance));
    }

    [Fact]
    public void Where_there_is_no_money_for_both_the_other_waits_for_the_grant_that_is_out()
    {
        var bench = OnRounding();
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(asked: 5 * Megabyte, session: 2).ResultCode);
        Assert.Equal(ResultCode.CreditLimitReached, bench.Event(RequestedAction.DirectDebiting, octets: 5 * Megabyte).ResultCode);
        bench.Do(new LineCommand.TakePromisedPayment(Money.FromRubles(15)));
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(asked: 5 * Megabyte, session: 3).ResultCode);
        Assert.Equal(1, bench.Happened<LineEvent.ReservationSet>().Packs);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.DirectDebiting, octets: 5 * Megabyte).ResultCode);
        bench.T(5 * Megabyte);
        Assert.Equal((0L, Money.Zero), (bench.Line.UncoveredOctets, bench.Line.Balance));
    }

    [Fact]
    public void An_answer_is_repeated_as_it_was_also_where_its_reservation_was_set_anew()
    {
        var bench = OnRounding();
        var request = bench.Request(CcRequestType.Update, 1, null, new Use(1, 5 * Megabyte, 0));
        var answer = bench.Send(request);
        bench.TopUpRubles(50);
        bench.I(asked: 5 * Megabyte, session: 2);
        Assert.Equal(LineChecks.Text(answer), LineChecks.Text(bench.Send(request)));
    }

    [Fact]
    public void Quota_that_is_out_moves_to_the_new_bundle_with_a_change_of_plan()
    {
        var bench = new LineBench("MLK-D1G", rubles: 1000);
        bench.I();
        bench.ChangePlan("MLK-M40");
        Assert.Equal(bench.Line.Buckets[0].Number, Assert.Single(bench.Happened<LineEvent.ReservationSet>().Buckets).Bucket);
        Assert.Equal(Megabyte, bench.Line.Buckets[0].Reserved);
        bench.T(Megabyte);
        Assert.Equal((0L, 0L), (bench.Line.UncoveredOctets, bench.Line.Buckets[0].Reserved));
    }

    [Fact]
    public void Quota_that_is_out_holds_money_after_a_change_to_a_plan_by_volume()
    {
        var bench = new LineBench("KDR-M50", rubles: 1000);
        bench.I();
        bench.ChangePlan("KDR-PAYGO");
        Assert.Equal(Pricing.Cost(Pricing.RoundUp(Megabyte, 150 * LineBench.Kilobyte), new Money(120)), bench.Line.Reserved);
    }

    [Fact]
    public void What_was_granted_slowly_and_free_stays_free_when_the_fee_was_paid_meanwhile()
    {
        var plan = SampleCatalogue.Plan("LED-FLEX30") with { Overuse = OveruseRule.PerMegabyte, PricePerMegabyte = new Money(100), BundleOctets = 0, BundlePeriod = Period.None };
        var bench = new LineBench("LED-FLEX30", rubles: 480, catalogue: SampleCatalogue.With(plan));
        bench.GoTo(bench.Line.FeePaidUntil);
        Assert.Equal(128, bench.I().Grants[0].ThrottleKbps);
        bench.TopUpRubles(480 + 100);
        Assert.Equal(Arrears.None, bench.Line.Arrears);
        bench.T(Megabyte);
        Assert.Equal((0L, Money.FromRubles(100)), (bench.Line.UncoveredOctets, bench.Line.Balance));
    }

    /// <summary>A line that paid for 10 MB, used half, and has the rest out as its last grant; no money is left.</summary>
    private static LineBench OnRounding()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 15);
        bench.I(asked: 5 * Megabyte);
        var grant = bench.U(5 * Megabyte, asked: 5 * Megabyte).Grants[0];
        Assert.Equal((5 * Megabyte, true, true, Money.Zero), (grant.Octets, grant.OnRounding, grant.Final, bench.Line.Balance));
        return bench;
    }
}
