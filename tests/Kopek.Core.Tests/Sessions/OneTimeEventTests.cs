using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

public sealed class OneTimeEventTests
{
    [Fact]
    public void A_debit_in_money_is_whole_or_not_at_all()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        bench.Do(new LineCommand.Activate());
        Assert.Equal(ResultCode.CreditLimitReached, bench.Event(RequestedAction.DirectDebiting, kopeks: 1001).ResultCode);
        Assert.Empty(bench.Last);
        var answer = bench.Event(RequestedAction.DirectDebiting, kopeks: 1000);
        Assert.Equal((ResultCode.Success, new Money(1000)), (answer.ResultCode, answer.Cost));
        Assert.Equal((Money.Zero, new Money(1000)), (bench.Line.Balance, bench.Line.TotalCharged));
    }

    [Fact]
    public void A_debit_in_octets_uses_the_bundle_then_money_and_is_whole_or_not_at_all()
    {
        var bench = new LineBench("KDR-M50", rubles: 851);
        bench.Use((51_200 - 1) * LineBench.Megabyte);
        bench.Wait(TimeSpan.FromHours(1));
        Assert.Equal(ResultCode.CreditLimitReached, bench.Event(RequestedAction.DirectDebiting, octets: 4 * LineBench.Megabyte).ResultCode);
        Assert.Empty(bench.Last);
        Assert.Equal(Money.FromRubles(1), bench.Line.Balance);
        var answer = bench.Event(RequestedAction.DirectDebiting, octets: 2 * LineBench.Megabyte);
        Assert.Equal(ResultCode.Success, answer.ResultCode);
        Assert.InRange(answer.Cost.Kopeks, 55, 70);
        Assert.Equal(Money.FromRubles(1) - answer.Cost, bench.Line.Balance);
        Assert.Empty(bench.Line.Sessions);
    }

    [Fact]
    public void Money_under_a_grant_is_not_debited()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        bench.I(asked: 5 * LineBench.Megabyte);
        var free = bench.Available;
        Assert.True(free < Money.FromRubles(10));
        Assert.Equal(ResultCode.CreditLimitReached, bench.Event(RequestedAction.DirectDebiting, kopeks: free.Kopeks + 1).ResultCode);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.DirectDebiting, kopeks: free.Kopeks).ResultCode);
        Assert.Equal(Money.Zero, bench.Available);
    }

    [Fact]
    public void No_more_is_refunded_than_was_charged()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        Assert.Equal(ResultCode.RatingFailed, bench.Event(RequestedAction.RefundAccount, kopeks: 1).ResultCode);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 300);
        Assert.Equal(ResultCode.RatingFailed, bench.Event(RequestedAction.RefundAccount, kopeks: 301).ResultCode);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.RefundAccount, kopeks: 200).ResultCode);
        Assert.Equal(ResultCode.RatingFailed, bench.Event(RequestedAction.RefundAccount, kopeks: 101).ResultCode);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.RefundAccount, kopeks: 100).ResultCode);
        Assert.Equal(Money.FromRubles(10), bench.Line.Balance);
        Assert.Equal(ResultCode.RatingFailed, bench.Event(RequestedAction.RefundAccount, kopeks: 1).ResultCode);
    }

    [Fact]
    public void A_refund_pays_an_open_fee()
    {
        var bench = new LineBench("MLK-D1G", rubles: 15);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 500);
        bench.WaitDays(1).Advance();
        Assert.Equal(Arrears.DataSuspended, bench.Line.Arrears);
        bench.Event(RequestedAction.RefundAccount, kopeks: 500);
        Assert.Equal(Arrears.DataSuspended, bench.Line.Arrears);
        bench.TopUpRubles(50);
        Assert.Equal(Arrears.None, bench.Line.Arrears);
    }

    [Fact]
    public void A_balance_check_and_a_price_enquiry_change_nothing()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        bench.Do(new LineCommand.Activate());
        var before = LineChecks.Text(bench.Line);
        Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.CheckBalance, kopeks: 1000).ResultCode);
        Assert.Equal(ResultCode.CreditLimitReached, bench.Event(RequestedAction.CheckBalance, kopeks: 1001).ResultCode);
        var price = bench.Event(RequestedAction.PriceEnquiry, octets: 100 * LineBench.Megabyte);
        Assert.Equal((ResultCode.Success, Pricing.Cost(Pricing.RoundUp(100 * LineBench.Megabyte, 150 * LineBench.Kilobyte), new Money(120))), (price.ResultCode, price.Cost));
        Assert.Equal(before, LineChecks.Text(bench.Line));
    }

    [Fact]
    public void The_price_of_what_needs_auto_packs_is_that_of_the_packs()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 100);
        bench.Do(new LineCommand.Activate());
        Assert.Equal(Money.FromRubles(15), bench.Event(RequestedAction.PriceEnquiry, octets: 10 * LineBench.Megabyte).Cost);
        Assert.Equal(Money.FromRubles(30), bench.Event(RequestedAction.PriceEnquiry, octets: 10 * LineBench.Megabyte + 1).Cost);
        Assert.Equal(Money.FromRubles(30), bench.Event(RequestedAction.DirectDebiting, octets: 10 * LineBench.Megabyte + 1).Cost);
    }

    [Theory]
    [InlineData(RequestedAction.DirectDebiting)]
    [InlineData(RequestedAction.CheckBalance)]
    [InlineData(RequestedAction.PriceEnquiry)]
    public void A_line_that_may_not_use_data_is_refused(RequestedAction action)
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        bench.Do(new LineCommand.SetBar(BarReason.Fraud));
        Assert.Equal(ResultCode.EndUserServiceDenied, bench.Event(action, kopeks: 1).ResultCode);
        bench.Do(new LineCommand.Close());
        Assert.Equal(ResultCode.UserUnknown, bench.Event(action, kopeks: 1).ResultCode);
    }

    [Fact]
    public void Events_leave_no_intervals_behind_on_a_plan_that_rates_by_session()
    {
        var bench = new LineBench("BRZ-GUEST7", rubles: 2000);
        for (var i = 0UL; i < 10; i++)
        {
            Assert.Equal(ResultCode.Success, bench.Event(RequestedAction.DirectDebiting, octets: 1000, session: 100 + i).ResultCode);
            bench.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.True(bench.Line.Intervals.Length <= 1);
    }
}
