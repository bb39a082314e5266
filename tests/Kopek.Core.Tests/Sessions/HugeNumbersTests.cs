using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

/// <summary>No number that a core can write stops a shard.</summary>
public sealed class HugeNumbersTests
{
    public static TheoryData<string> Plans => new(SampleCatalogue.Shipped.Versions[0].Plans.Select(plan => plan.Code));

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_largest_report_is_charged_to_the_limit_and_the_next_one_too(string plan)
    {
        var bench = new LineBench(plan, rubles: 100_000) { ChecksReplay = false };
        bench.I(asked: long.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            bench.U(long.MaxValue, asked: long.MaxValue);
        }

        bench.T(long.MaxValue);
        Assert.True(bench.Available >= Money.Zero);
        Assert.Equal(Money.Zero, bench.Line.Reserved);
        bench.Use(LineBench.Megabyte);
    }

    [Fact]
    public void Reports_without_end_stop_at_the_line_s_limit_and_not_in_an_overflow()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1000) { ChecksReplay = false };
        bench.I();
        for (var i = 0; i < 700; i++)
        {
            bench.U(long.MaxValue);
        }

        Assert.True(bench.Line.TotalOctets > 1L << 50);
    }

    [Fact]
    public void A_negative_number_counts_as_none()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1000);
        Assert.True(bench.I(asked: -5).Grants[0].Octets > 0);
        bench.U(-5);
        Assert.Equal((0L, Money.FromRubles(1000)), (bench.Line.TotalOctets, bench.Line.Balance));
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, null, 100, BeforeTariffChange: -7)));
        Assert.Equal(100, bench.Line.TotalOctets);
    }

    [Theory]
    [InlineData(RequestedAction.DirectDebiting)]
    [InlineData(RequestedAction.RefundAccount)]
    [InlineData(RequestedAction.CheckBalance)]
    [InlineData(RequestedAction.PriceEnquiry)]
    public void A_one_time_event_of_any_size_is_answered(RequestedAction action)
    {
        foreach (var plan in Plans.Select(row => row.Data))
        {
            foreach (var number in new[] { long.MaxValue, long.MinValue, -1, 0 })
            {
                var bench = new LineBench(plan, rubles: 10_000);
                var before = bench.Line.Balance;
                bench.Event(action, octets: number);
                bench.Event(action, kopeks: number);
                Assert.InRange(bench.Line.Balance.Kopeks, 0, before.Kopeks);
                Assert.True(bench.Available >= Money.Zero);
            }
        }
    }

    [Fact]
    public void Opening_with_more_than_a_line_may_hold_is_refused()
    {
        Assert.True(new LineBench("KDR-PAYGO", rubles: 100_000_000).Opened.IsDone);
        Assert.Equal(RefusalCode.BalanceLimitExceeded, new LineBench("KDR-PAYGO", rubles: 100_000_001).Opened.Refused);
        Assert.Equal(RefusalCode.BalanceLimitExceeded, new LineBench("KDR-PAYGO", rubles: 100_000_000).TopUpRubles(100).Refused);
    }
}
