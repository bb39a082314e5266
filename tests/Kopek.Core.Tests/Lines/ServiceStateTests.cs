using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

/// <summary>The state says whether money helps and how much: exactly so much brings data back, and a kopek less does not.</summary>
public sealed class ServiceStateTests
{
    public static TheoryData<string> Ways => new(Lives.Keys);

    private static Dictionary<string, Func<LineBench>> Lives { get; } = new()
    {
        ["a line without money by the megabyte"] = () => Fresh("KDR-PAYGO"),
        ["by the megabyte, used up"] = () => Used(Fresh("KDR-PAYGO", 10), 100),
        ["blocks, less than a block's price"] = () => Fresh("MLK-BLOCK10", 14),
        ["a stocked line by the megabyte"] = () => Fresh("KDR-PAYGO", 150, sold: false),
        ["a stocked line of blocks"] = () => Fresh("MLK-BLOCK10", sold: false),
        ["a stocked line"] = () => Fresh("BRZ-M25", 5, sold: false),
        ["a sold line short of its fee"] = () => Fresh("BRZ-M25", 5),
        ["blocked, daily"] = () => Fresh("BRZ-DAY1", 30).WaitDays(3).Advance(),
        ["blocked, with a day's fallback"] = () => Fresh("BRZ-M25", 655).WaitDays(31).Advance(),
        ["fallback used up"] = () => Used(Fresh("BRZ-M25", 690).WaitDays(30).Advance(), 600),
        ["blocked after a fee of grace"] = () => Fresh("LED-D40", 19).WaitDays(3).Advance(),
        ["blocked after a fee of grace and a little money"] = () => LittleMoney(Fresh("LED-D40", 19).WaitDays(3).Advance()),
        ["data suspended"] = () => Fresh("KDR-M50", 855).WaitDays(31).Advance(),
        ["data suspended and the bundle used up"] = () => Used(Fresh("MLK-D1G", 11), 1100).WaitDays(3).Advance(),
        ["the bundle used up, no money for a pack"] = () => Used(Fresh("MLK-D1G", 20), 1024),
        ["a bundle used up, then by the megabyte without money"] = () => Used(Fresh("KDR-M50", 850), 51_300),
        ["a year over"] = () => Fresh("KDR-YEAR20", 6500).WaitDays(366).Advance(),
        ["idle without money"] = () => Fresh("KDR-PAYGO").WaitDays(100).Advance(),
        ["idle without money and with an open fee"] = () => Fresh("MLK-D1G", 10).WaitDays(200).Advance(),
        ["a promise overdue"] = () => Overdue("KDR-PAYGO", 0, 300),
        ["a promise overdue and a fee open"] = () => Overdue("MLK-D1G", 10, 100),
        ["a promise open and its money spent"] = () => Promised("KDR-PAYGO", 300),
    };

    [Fact]
    public void What_a_fee_of_grace_left_open_is_named_also_while_quota_is_out()
    {
        var bench = Fresh("LED-D40", 59);
        while (bench.Available >= SampleCatalogue.Plan("LED-D40").Fee)
        {
            bench.GoTo(bench.Line.FeePaidUntil).Advance();
        }

        bench.GoTo(bench.Line.FeePaidUntil + TimeSpan.FromMinutes(-5));
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
        bench.Wait(TimeSpan.FromMinutes(10)).Advance();

        Assert.Single(bench.Line.Sessions);
        Assert.True(bench.Line.Available.IsNegative);
        Assert.Equal(-bench.Line.Available, bench.State.Needed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Exactly_what_is_needed_brings_data_back_and_a_kopek_less_does_not(string way)
    {
        var bench = Lives[way]();
        var state = bench.State;
        Assert.Equal((false, true), (state.DataWorks, state.TopUpHelps));
        Assert.True(state.Needed > Money.Zero);
        Assert.NotEqual(ResultCode.Success, bench.I(asked: 1, session: 70).ResultCode);

        var less = Lives[way]();
        less.TopUp(state.Needed.Kopeks - 1);
        Assert.False(less.State.DataWorks);
        Assert.NotEqual(ResultCode.Success, less.I(asked: 1, session: 71).ResultCode);
        Assert.Equal(state.Needed > new Money(1) ? new Money(1) : state.Needed, less.State.Needed);

        Assert.True(bench.TopUp(state.Needed.Kopeks).IsDone);
        Assert.True(bench.State.DataWorks);
        Assert.Equal(ResultCode.Success, bench.I(asked: 1, session: 72).ResultCode);
    }

    [Theory]
    [InlineData("LED-FLEX30", 480, "fee_unpaid_throttled")]
    [InlineData("BRZ-M25", 680, "fee_unpaid_daily_fallback")]
    public void Where_data_goes_on_in_a_smaller_way_the_open_fee_is_needed(string plan, long rubles, string reason)
    {
        var bench = Fresh(plan, rubles).WaitDays(30).Advance();
        Assert.Equal((reason, true, true), (bench.State.Reason, bench.State.DataWorks, bench.State.TopUpHelps));
        bench.TopUp(bench.State.Needed.Kopeks - 1);
        Assert.Equal((reason, new Money(1)), (bench.State.Reason, bench.State.Needed));
        bench.TopUp(1);
        Assert.Equal(("none", true, false), (bench.State.Reason, bench.State.DataWorks, bench.State.TopUpHelps));
    }

    [Theory]
    [InlineData(BarReason.Operator, "operator")]
    [InlineData(BarReason.Fraud, "fraud")]
    [InlineData(BarReason.IdentityNotConfirmed, "identity_not_confirmed")]
    [InlineData(BarReason.Voluntary, "voluntary")]
    public void Money_does_not_help_against_a_bar(BarReason bar, string reason)
    {
        var bench = Fresh("KDR-PAYGO", 100);
        bench.Do(new LineCommand.SetBar(bar));
        Assert.Equal(("barred", reason, false, false), (bench.State.State, bench.State.Reason, bench.State.DataWorks, bench.State.TopUpHelps));
        Assert.Equal(ResultCode.EndUserServiceDenied, bench.I().ResultCode);
        bench.Do(new LineCommand.SetBar(BarReason.None));
        Assert.True(bench.State.DataWorks);
        Assert.Equal(ResultCode.Success, bench.I(session: 2).ResultCode);
    }

    [Fact]
    public void Where_only_a_pack_or_a_plan_helps_money_is_not_asked_for()
    {
        var capped = Used(Fresh("MLK-D1G", 1000), 1024 + 5 * 500);
        Assert.Equal(("data_used_up", "buy_pack", false, false), (capped.State.Reason, capped.State.Cure, capped.State.DataWorks, capped.State.TopUpHelps));
        Assert.True(capped.BuyPack("MLK-H500").IsDone);
        Assert.True(capped.State.DataWorks);
        var closed = Fresh("KDR-PAYGO", 10);
        closed.Do(new LineCommand.Close());
        Assert.Equal(("closed", false, false), (closed.State.State, closed.State.DataWorks, closed.State.TopUpHelps));
    }

    [Fact]
    public void A_line_whose_money_is_out_with_the_network_is_online()
    {
        var bench = Fresh("KDR-PAYGO", 1);
        bench.I(asked: 10 * LineBench.Megabyte);
        bench.U(0, asked: 10 * LineBench.Megabyte);
        Assert.True(bench.State.DataWorks);
    }

    private static LineBench Fresh(string plan, long rubles = 0, bool sold = true) => new(plan, rubles, sold: sold, catalogue: SampleCatalogue.AnyTopUp);

    [Fact]
    public void Money_under_a_grant_does_not_pay_a_fee_and_what_is_needed_does()
    {
        var bench = new LineBench("MLK-D1G", 60, at: "2026-03-02T20:30:00Z", catalogue: SampleCatalogue.AnyTopUp);
        bench.I();
        bench.U(1024 * LineBench.Megabyte);
        bench.Wait(TimeSpan.FromMinutes(31)).Advance();
        Assert.Equal((Arrears.DataSuspended, Money.FromRubles(50), Money.FromRubles(10)), (bench.Line.Arrears, bench.Line.Reserved, bench.State.Needed));
        bench.TopUp(9_99);
        Assert.False(bench.State.DataWorks);
        bench.TopUp(1);
        Assert.True(bench.State.DataWorks);
        Assert.Equal(ResultCode.Success, bench.U(0).Grants[0].ResultCode);
    }

    private static LineBench Used(LineBench bench, long megabytes)
    {
        bench.Use(megabytes * LineBench.Megabyte);
        bench.Wait(TimeSpan.FromHours(1)).Advance();
        return bench;
    }

    private static LineBench LittleMoney(LineBench bench)
    {
        bench.TopUp(500);
        return bench;
    }

    private static LineBench Promised(string plan, long rubles)
    {
        var bench = Fresh(plan);
        bench.Promise(rubles);
        return Used(bench, 1000);
    }

    private static LineBench Overdue(string plan, long ownRubles, long promisedRubles)
    {
        var bench = Fresh(plan, ownRubles);
        bench.Promise(promisedRubles);
        bench.Use(2000 * LineBench.Megabyte);
        bench.WaitDays(10).Advance();
        Assert.Equal(BarReason.PromisedPaymentOverdue, bench.Line.Bar);
        return bench;
    }
}
