using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class ActivationTests
{
    [Fact]
    public void The_connection_fee_is_taken_at_first_use_once()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 200, sold: false);
        Assert.Equal((LineLife.Stocked, Money.FromRubles(200)), (bench.Line.Life, bench.Line.Balance));
        bench.WaitDays(400);
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
        Assert.Equal((LineLife.Active, Money.FromRubles(50)), (bench.Line.Life, bench.Line.Balance));
        bench.T(0);
        bench.I(session: 2);
        bench.T(0, session: 2);
        Assert.Equal(Money.FromRubles(50), bench.Line.Balance);
        Assert.Equal(FeeKind.Connection, bench.Log.Select(decided => decided.Event).OfType<LineEvent.FeeCharged>().Single().Kind);
    }

    [Theory]
    [InlineData("KDR-PAYGO", 150_00)]
    [InlineData("BRZ-DAY1", 125_00)]
    [InlineData("BRZ-M25", 900_00)]
    [InlineData("LED-D40", 268_90)]
    [InlineData("BRZ-GUEST7", 700_00)]
    public void Money_that_lacks_a_kopek_for_connection_and_first_fee_starts_nothing(string plan, long kopeks)
    {
        var bench = new LineBench(plan, sold: false, catalogue: SampleCatalogue.AnyTopUp);
        bench.TopUp(kopeks - 1);
        Assert.Equal(new Money(1), bench.Do(new LineCommand.Activate()).Limit);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        bench.TopUp(1);
        Assert.True(bench.Do(new LineCommand.Activate()).IsDone);
        Assert.Equal(LineLife.Active, bench.Line.Life);
        Assert.Equal(Money.Zero, bench.Line.Balance);
    }

    [Fact]
    public void A_line_that_is_sold_starts_at_once_where_its_money_covers_the_fee()
    {
        Assert.Equal(LineLife.Active, new LineBench("BRZ-M25", rubles: 650).Line.Life);
        var lacking = new LineBench("BRZ-M25", rubles: 649);
        Assert.Equal((LineLife.Stocked, true), (lacking.Line.Life, lacking.Line.ConnectionFeePaid));
        Assert.Equal((false, true, Money.FromRubles(1)), (lacking.State.DataWorks, lacking.State.TopUpHelps, lacking.State.Needed));
        Assert.Equal(-649_00, LineChecks.Account(lacking.Log, LedgerAccount.OpeningBalances));
    }

    [Fact]
    public void First_use_without_the_money_is_refused_and_changes_nothing()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 149, sold: false);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        Assert.Empty(bench.Last);
        var refused = bench.Do(new LineCommand.Activate());
        Assert.Equal((RefusalCode.InsufficientFunds, Money.FromRubles(1)), (refused.Refused, refused.Limit));
    }

    [Fact]
    public void What_cannot_be_opened_is_refused()
    {
        Assert.Equal(RefusalCode.UnknownPlan, new LineBench("NOPE").Opened.Refused);
        Assert.Equal(RefusalCode.UnknownTimeZone, new LineBench("KDR-PAYGO", zone: "Mars/Olympus").Opened.Refused);
        Assert.Equal(RefusalCode.LineAlreadyActive, new LineBench("KDR-PAYGO").Do(new LineCommand.Open("KDR-PAYGO", "UTC", Money.Zero, true)).Refused);
        Assert.Equal(RefusalCode.LineAlreadyActive, new LineBench("KDR-PAYGO").Do(new LineCommand.Activate()).Refused);
    }

    [Theory]
    [InlineData(99_99, RefusalCode.AmountBelowMinimum)]
    [InlineData(100_00, RefusalCode.None)]
    [InlineData(15_000_00, RefusalCode.None)]
    [InlineData(15_000_01, RefusalCode.AmountAboveMaximum)]
    [InlineData(0, RefusalCode.AmountBelowMinimum)]
    [InlineData(-1, RefusalCode.AmountBelowMinimum)]
    [InlineData(long.MinValue, RefusalCode.AmountBelowMinimum)]
    [InlineData(long.MaxValue, RefusalCode.AmountAboveMaximum)]
    public void A_top_up_keeps_to_the_plan_s_bounds(long kopeks, RefusalCode refused) => Assert.Equal(refused, new LineBench("KDR-PAYGO").TopUp(kopeks).Refused);
}
