using Kopek.Core.Notices;

namespace Kopek.Core.Tests.Notices;

/// <summary>China on BRZ-M25: 5.00 a megabyte. A cap of 50.00 is ten megabytes.</summary>
public sealed class RoamingCapNoticeTests
{
    private const string China = "46000";

    [Fact]
    public void It_is_told_at_80_percent_and_at_the_cap_each_once_and_not_below()
    {
        var bench = Abroad(5000);
        Assert.Empty(OfCap(bench, 7));
        var near = Assert.Single(OfCap(bench, 1));
        Assert.Equal(new Notice.RoamingCapNear(About(bench, 5000), new Money(5000), bench.Line.Line.Roaming!.Charged), near);
        Assert.InRange(bench.Line.Line.Roaming!.Charged.Kopeks, 4000, 4100);
        Assert.Empty(OfCap(bench, 1));
        Assert.Equal(new Notice.RoamingCapReached(About(bench, 5000), new Money(5000), bench.Line.Line.Roaming!.MonthEnds), Assert.Single(OfCap(bench, 5)));
        Assert.Empty(OfCap(bench, 5));
    }

    [Fact]
    public void What_goes_past_both_at_once_says_only_that_the_cap_is_reached()
    {
        var bench = Abroad(5000);
        Assert.Equal(NoticeKind.RoamingCapReached, Assert.Single(OfCap(bench, 100)).Kind);
    }

    [Fact]
    public void A_new_month_of_the_line_is_told_anew_under_another_name()
    {
        var bench = Abroad(5000);
        var first = Assert.Single(OfCap(bench, 100));
        bench.Does(line => line.WaitDays(31).Advance());
        bench.Does(line => line.TopUpRubles(2000));
        var second = Assert.Single(OfCap(bench, 100));
        Assert.Equal((first.Kind, NoticeKind.RoamingCapReached), (NoticeKind.RoamingCapReached, second.Kind));
        Assert.NotEqual(first.Occasion, second.Occasion);
    }

    [Fact]
    public void A_higher_cap_has_notices_of_its_own_and_the_old_one_put_back_keeps_its_name()
    {
        var bench = Abroad(5000);
        var first = Assert.Single(OfCap(bench, 100));
        bench.Does(line => line.Cap(10_000));
        Assert.Equal(NoticeKind.RoamingCapNear, Assert.Single(OfCap(bench, 6)).Kind);
        Assert.Equal(first.Occasion, Assert.Single(bench.Does(line => line.Cap(5000))).Occasion);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public void Without_a_cap_and_where_no_paid_roaming_is_wanted_nothing_is_told(long? cap)
    {
        var bench = Abroad(5000);
        bench.Does(line => line.Cap(cap));
        Assert.Empty(OfCap(bench, 100));
    }

    [Fact]
    public void Use_at_home_is_nothing_of_it()
    {
        var bench = Abroad(5000);
        bench.Uses(100 * LineBench.Megabyte, 900);
        Assert.DoesNotContain(bench.Told, IsOfCap);
    }

    private static NoticeBench Abroad(long cap)
    {
        var bench = new NoticeBench(new LineBench("BRZ-M25", rubles: 2000));
        bench.Does(line => line.Cap(cap));
        return bench;
    }

    /// <summary>Uses so many megabytes in China, and answers what of the cap was told.</summary>
    private static List<Notice> OfCap(NoticeBench bench, long megabytes)
    {
        var from = bench.Told.Count;
        var session = (ulong)(from + bench.Line.Line.TotalOctets + 1);
        bench.Does(line => line.I(session: session, network: China));
        bench.Does(line => line.U(megabytes * LineBench.Megabyte, session: session, network: China));
        bench.Does(line => line.T(0, session: session, network: China));
        return [.. bench.Told.Skip(from).Where(IsOfCap)];
    }

    private static bool IsOfCap(Notice notice) => notice.Kind is NoticeKind.RoamingCapNear or NoticeKind.RoamingCapReached;

    private static string About(NoticeBench bench, long cap) => $"{bench.Line.Line.Roaming!.MonthEnds.UnixMilliseconds}:{cap}";
}
