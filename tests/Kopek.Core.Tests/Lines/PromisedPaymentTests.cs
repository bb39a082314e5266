using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class PromisedPaymentTests
{
    // KDR: up to 300.00 for 50.00, three days.
    private static LineBench Taken(long ownRubles = 0, long promisedRubles = 300)
    {
        var bench = new LineBench("KDR-PAYGO", ownRubles);
        bench.Do(new LineCommand.Activate());
        Assert.True(bench.Promise(promisedRubles).IsDone);
        return bench;
    }

    [Fact]
    public void The_money_is_there_at_once_and_owed_with_its_fee()
    {
        var bench = Taken();
        Assert.Equal((Money.FromRubles(300), Money.FromRubles(300), Money.FromRubles(50)), (bench.Available, bench.Line.PromisedDebt, bench.Line.PromisedFee));
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 3, 5, 13), bench.Line.PromisedDueAt);
        Assert.Equal(300_00, LineChecks.AdvancesHeld(bench.Log));
        Assert.Equal(-300_00, LineChecks.Account(bench.Log, LedgerAccount.PromisedReceivable));
    }

    [Fact]
    public void Only_one_is_open_at_a_time_and_within_the_terms()
    {
        var bench = new LineBench("KDR-PAYGO");
        Assert.Equal(RefusalCode.LineNotActive, new LineBench("KDR-PAYGO", sold: false).Promise(300).Refused);
        Assert.Equal((RefusalCode.AmountAboveMaximum, Money.FromRubles(300)), (bench.Do(new LineCommand.TakePromisedPayment(new Money(30_001))).Refused, Money.FromRubles(300)));
        Assert.Equal(RefusalCode.AmountBelowMinimum, bench.Do(new LineCommand.TakePromisedPayment(Money.Zero)).Refused);
        Assert.True(bench.Do(new LineCommand.TakePromisedPayment(new Money(30_000))).IsDone);
        var again = bench.Promise(1);
        Assert.Equal((RefusalCode.PromisedPaymentOpen, Money.FromRubles(350)), (again.Refused, again.Limit));
    }

    [Fact]
    public void A_plan_without_it_gives_none() => Assert.Equal(RefusalCode.PromisedPaymentNotOffered, new LineBench("BRZ-GUEST7", rubles: 700).Promise(100).Refused);

    [Fact]
    public void The_next_top_up_repays_debt_then_fee()
    {
        var bench = Taken();
        Assert.Equal(Money.FromRubles(310), bench.TopUpRubles(310).DebtRepaid);
        Assert.Equal((Money.Zero, Money.FromRubles(40)), (bench.Line.PromisedDebt, bench.Line.PromisedFee));
        Assert.Equal(Money.FromRubles(40), bench.TopUpRubles(100).DebtRepaid);
        Assert.Equal((Money.FromRubles(360), true), (bench.Available, bench.Line.PromisedDueAt.IsNever));
        Assert.Equal(0, LineChecks.Account(bench.Log, LedgerAccount.PromisedReceivable));
    }

    [Fact]
    public void On_the_day_what_is_left_is_taken_back_and_the_rest_bars_the_line_until_it_is_paid()
    {
        var bench = Taken();
        bench.Use(100 * LineBench.Megabyte);
        var left = bench.Available;
        bench.GoTo(bench.Line.PromisedDueAt + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Equal(BarReason.None, bench.Line.Bar);
        bench.Wait(TimeSpan.FromMilliseconds(1)).Advance();
        Assert.Equal((BarReason.PromisedPaymentOverdue, Money.Zero), (bench.Line.Bar, bench.Available));
        Assert.Equal(Money.FromRubles(300) - left, bench.Line.PromisedDebt);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        var owed = bench.Line.PromisedDebt + bench.Line.PromisedFee;
        bench.TopUp(owed.Kopeks - 1);
        Assert.Equal(BarReason.PromisedPaymentOverdue, bench.Line.Bar);
        bench.TopUpRubles(100);
        Assert.Equal((BarReason.None, new Money(99_99)), (bench.Line.Bar, bench.Available));
    }

    [Fact]
    public void Own_money_repays_on_the_day_and_no_bar_follows_where_it_is_enough()
    {
        var bench = Taken(ownRubles: 60);
        bench.GoTo(bench.Line.PromisedDueAt).Advance();
        Assert.Equal((BarReason.None, Money.FromRubles(10)), (bench.Line.Bar, bench.Line.Balance));
        Assert.Equal((Money.Zero, Money.Zero), (bench.Line.PromisedDebt, bench.Line.PromisedFee));
    }

    [Fact]
    public void A_bar_for_fraud_is_not_replaced_by_an_overdue_payment_nor_lifted_by_money()
    {
        var bench = Taken();
        bench.Use(100 * LineBench.Megabyte);
        bench.Do(new LineCommand.SetBar(BarReason.Fraud));
        bench.GoTo(bench.Line.PromisedDueAt).Advance();
        Assert.Equal(BarReason.Fraud, bench.Line.Bar);
        bench.Do(new LineCommand.SetBar(BarReason.None));
        Assert.Equal(BarReason.PromisedPaymentOverdue, bench.Line.Bar);
        bench.Do(new LineCommand.SetBar(BarReason.Fraud));
        bench.TopUpRubles(1000);
        Assert.Equal(BarReason.Fraud, bench.Line.Bar);
    }

    [Fact]
    public void The_operator_may_lift_the_bar_of_an_overdue_payment()
    {
        var bench = Taken();
        bench.Use(100 * LineBench.Megabyte);
        bench.GoTo(bench.Line.PromisedDueAt).Advance();
        bench.Do(new LineCommand.SetBar(BarReason.None));
        Assert.Equal(BarReason.None, bench.Line.Bar);
    }

    [Fact]
    public void Promised_money_pays_an_open_fee()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10);
        bench.WaitDays(2).Advance();
        Assert.Equal(Arrears.DataSuspended, bench.Line.Arrears);
        bench.Promise(10);
        Assert.Equal(Arrears.None, bench.Line.Arrears);
    }

    [Fact]
    public void Promised_money_is_spent_before_own_money()
    {
        var bench = Taken(ownRubles: 100, promisedRubles: 50);
        bench.Use(10 * LineBench.Megabyte);
        Assert.Equal([LotKind.Promised, LotKind.TopUp], bench.Line.Lots.Select(lot => lot.Kind));
        Assert.Equal(Money.FromRubles(100), bench.Line.Lots[1].Amount);
    }
}
