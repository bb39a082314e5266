using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Properties;

/// <summary>Price and use of buckets follow from what was used in an interval, not from how the network reports it.</summary>
public sealed class PriceProperties
{
    private static readonly Gen<long[]> Slices = Gen.OneOf(Gen.Long[0, 3000], Gen.Long[0, 400_000], Gen.Long[0, 30 << 20], Gen.Long[0, 800 << 20]).Array[1, 12];

    [Fact]
    public void How_the_network_slices_its_reports_never_changes_the_price() =>
        Gen.Select(LineStory.Plan, Slices, Gen.Int[0, 1], Gen.Int[0, 6000]).Sample(
            (plan, slices, drained, restMegabytes) =>
            {
                var whole = Ample(plan, drained == 1, restMegabytes);
                var sliced = Ample(plan, drained == 1, restMegabytes);
                var balance = whole.Line.Balance;
                var bundle = whole.Line.Buckets.Sum(bucket => bucket.Rest);
                whole.I();
                whole.U(slices.Sum());
                sliced.I();
                foreach (var slice in slices)
                {
                    sliced.U(slice);
                }

                AssertSame(whole, sliced);
                var cost = (balance - whole.Line.Balance).Kopeks;
                Assert.Equal(PriceModel.Price(SampleCatalogue.Plan(plan), slices.Sum(), bundle), cost);
            },
            iter: Long.Iterations(400));

    /// <summary>Where one grant holds the last of a bucket, what is used beside it finds other cover: so of a full bundle, or of none.</summary>
    private static readonly Gen<(string Plan, bool Drained, long[] Slices)> AwayFromTheEdge =
        Gen.Select(LineStory.Plan, Gen.Bool, Slices, (plan, drained, slices) => (plan, drained, slices))
            .Where(way => !way.drained || SampleCatalogue.Plan(way.plan).Overuse != OveruseRule.AutoPack)
            .Select(way => (way.plan, way.drained, way.drained ? way.slices : [.. way.slices.Select(slice => slice % (40 << 20))]))
            .Where(way => way.drained || SampleCatalogue.Plan(way.plan).BundleOctets > 0 || SampleCatalogue.Plan(way.plan).Overuse != OveruseRule.AutoPack);

    [Fact]
    public void Over_how_many_services_the_use_is_spread_never_changes_the_price() =>
        Gen.Select(AwayFromTheEdge, Gen.Int[1, 4]).Sample(
            (way, width) =>
            {
                var (plan, drained, slices) = way;
                var whole = Ample(plan, drained, 0);
                var spread = Ample(plan, drained, 0);
                whole.I();
                whole.U(slices.Sum());
                spread.Send(spread.Request(CcRequestType.Initial, 1, null, [.. Enumerable.Range(0, width).Select(group => new Use((uint)group, 0))]));
                foreach (var report in slices.Chunk(width))
                {
                    spread.Send(spread.Request(CcRequestType.Update, 1, null, [.. report.Select((used, group) => new Use((uint)group, 0, used))]));
                }

                AssertSame(whole, spread);
            },
            iter: Long.Iterations(250));

    [Fact]
    public void Over_how_many_sessions_the_use_is_spread_changes_nothing_where_the_plan_rates_by_time() =>
        Gen.Select(AwayFromTheEdge.Where(way => SampleCatalogue.Plan(way.Plan).RatingInterval != RatingInterval.Session), Gen.Int[1, 3]).Sample(
            (way, width) =>
            {
                var (plan, drained, slices) = way;
                var whole = Ample(plan, drained, 0);
                var spread = Ample(plan, drained, 0);
                whole.I();
                whole.U(slices.Sum());
                for (var i = 0; i < slices.Length; i++)
                {
                    var session = (ulong)(i % width + 1);
                    if (spread.Line.Sessions.All(open => open.Key.High != session))
                    {
                        spread.I(session: session);
                    }

                    spread.U(slices[i], session: session);
                }

                AssertSame(whole, spread);
            },
            iter: Long.Iterations(200));

    [Fact]
    public void With_little_money_nobody_pays_more_than_the_price_nor_more_than_the_money() =>
        Gen.Select(LineStory.Plan, Slices, Gen.Long[0, 30_000], Gen.Int[0, 300]).Sample(
            (plan, slices, kopeks, restMegabytes) =>
            {
                var bench = Drained(plan, kopeks, restMegabytes);
                var balance = bench.Line.Balance;
                var bundle = bench.Line.Buckets.Sum(bucket => bucket.Rest);
                bench.I();
                foreach (var slice in slices)
                {
                    bench.U(slice);
                }

                var cost = (balance - bench.Line.Balance).Kopeks;
                Assert.InRange(cost, 0, Math.Min(PriceModel.Price(SampleCatalogue.Plan(plan), slices.Sum(), bundle), balance.Kopeks));
                var reported = bench.Log.Select(decided => decided.Event).OfType<LineEvent.UsageCharged>().ToList();
                Assert.True(reported.Sum(e => e.Covered) + reported.Sum(e => e.Uncovered) >= reported.Sum(e => e.Reported));
            },
            iter: Long.Iterations(300));

    [Fact]
    public void What_stays_within_its_grants_is_always_covered() =>
        Gen.Select(LineStory.Plan, Gen.Long[0, 30_000], Gen.Int[0, 300], Gen.Long[0, 3 << 20].Array[1, 20]).Sample(
            (plan, kopeks, restMegabytes, parts) =>
            {
                var bench = Drained(plan, kopeks, restMegabytes);
                var granted = bench.I().Grants[0].Octets;
                foreach (var part in parts)
                {
                    if (bench.Line.Sessions.Length > 0)
                    {
                        granted = bench.U(Math.Min(part, granted), asked: part).Grants[0].Octets;
                    }
                }

                Assert.Equal(0, bench.Line.UncoveredOctets);
            },
            iter: Long.Iterations(300));

    [Fact]
    public void What_several_sessions_use_within_their_grants_is_covered_but_for_one_rounding_unit_each() =>
        Gen.Select(LineStory.Plan, Gen.Long[0, 30_000], Gen.Int[0, 300], Gen.Select(Gen.Int[1, 4], Gen.Long[0, 3 << 20]).Array[1, 30]).Sample(
            (plan, kopeks, restMegabytes, parts) =>
            {
                var bench = Drained(plan, kopeks, restMegabytes);
                var granted = new Dictionary<ulong, long>();
                foreach (var (number, part) in parts)
                {
                    var session = (ulong)number;
                    var isOpen = bench.Line.Sessions.Any(open => open.Key.High == session);
                    var answer = isOpen ? bench.U(Math.Min(part, granted[session]), part, session) : bench.I(part, session);
                    granted[session] = answer.Grants[0].Octets;
                }

                Assert.InRange(bench.Line.UncoveredOctets, 0, 4 * SampleCatalogue.Plan(plan).RoundingOctets);
            },
            iter: Long.Iterations(300));

    private static void AssertSame(LineBench left, LineBench right)
    {
        Assert.Equal(left.Line.Balance, right.Line.Balance);
        Assert.Equal(left.Line.TotalCharged, right.Line.TotalCharged);
        Assert.Equal((left.Line.TotalOctets, left.Line.UncoveredOctets, left.Line.AutoPacks), (right.Line.TotalOctets, right.Line.UncoveredOctets, right.Line.AutoPacks));
        Assert.Equal(left.Line.Buckets.Sum(bucket => bucket.Rest), right.Line.Buckets.Sum(bucket => bucket.Rest));
    }

    /// <summary>A line with more money than it can use; drained: with so many megabytes of its bundle left.</summary>
    private static LineBench Ample(string plan, bool drained, int restMegabytes)
    {
        var bench = new LineBench(plan, rubles: 50_000_000) { ChecksReplay = false };
        Drain(bench, drained, restMegabytes);
        return bench;
    }

    private static LineBench Drained(string plan, long kopeks, int restMegabytes)
    {
        var bench = new LineBench(plan, SampleCatalogue.Plan(plan).Fee.Kopeks / 100 + 1) { ChecksReplay = false };
        Drain(bench, true, restMegabytes);
        bench.TopUp(Math.Max(kopeks, SampleCatalogue.Plan(plan).MinTopUp.Kopeks));
        return bench;
    }

    /// <summary>An hour later: what the draining rounded up is another interval's.</summary>
    private static void Drain(LineBench bench, bool drained, int restMegabytes)
    {
        var bundle = bench.Line.Buckets.Sum(bucket => bucket.Rest);
        if (drained && bundle > restMegabytes * LineBench.Megabyte)
        {
            bench.Use(bundle - restMegabytes * LineBench.Megabyte);
            bench.Wait(TimeSpan.FromHours(1));
        }
    }
}
