using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class PlanChangeTests
{
    [Fact]
    public void A_change_at_once_takes_the_new_fee_and_ends_the_old_bundle_but_no_pack()
    {
        var bench = new LineBench("MLK-M40", rubles: 1000);
        bench.BuyPack("MLK-H1G");
        var outcome = bench.ChangePlan("MLK-D1G");
        Assert.Equal((RefusalCode.None, Money.FromRubles(10)), (outcome.Refused, outcome.Amount));
        Assert.Equal("MLK-D1G", bench.Line.Plan);
        Assert.Equal(Money.FromRubles(1000 - 550 - 125 - 10), bench.Line.Balance);
        Assert.Equal([(BucketKind.Pack, 1024L), (BucketKind.Bundle, 1024L)], bench.Line.Buckets.Select(bucket => (bucket.Kind, bucket.Rest / LineBench.Megabyte)));
    }

    [Fact]
    public void The_money_for_the_new_fee_must_be_there_to_the_kopek()
    {
        var bench = new LineBench("MLK-BLOCK10");
        bench.TopUp(55_000 - 1);
        bench.Do(new LineCommand.Activate());
        var refused = bench.ChangePlan("MLK-M40");
        Assert.Equal((RefusalCode.InsufficientFunds, new Money(1)), (refused.Refused, refused.Limit));
        bench.TopUpRubles(50);
        Assert.True(bench.ChangePlan("MLK-M40").IsDone);
    }

    [Fact]
    public void A_change_at_the_end_of_the_paid_period_happens_then_and_not_a_moment_before()
    {
        var bench = new LineBench("MLK-M40", rubles: 2000);
        Assert.True(bench.ChangePlan("MLK-D1G", atPeriodEnd: true).IsDone);
        var end = bench.Line.FeePaidUntil;
        bench.GoTo(end + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Equal("MLK-M40", bench.Line.Plan);
        bench.GoTo(end).Advance();
        Assert.Equal("MLK-D1G", bench.Line.Plan);
        Assert.Equal(Money.FromRubles(2000 - 550 - 10), bench.Line.Balance);
        Assert.Equal(1024 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
        Assert.Null(bench.Line.NextPlan);
    }

    [Fact]
    public void A_scheduled_change_is_taken_back_by_choosing_the_present_plan()
    {
        var bench = new LineBench("MLK-M40", rubles: 2000);
        Assert.Equal(RefusalCode.SamePlan, bench.ChangePlan("MLK-M40", atPeriodEnd: true).Refused);
        bench.ChangePlan("MLK-D1G", atPeriodEnd: true);
        Assert.True(bench.ChangePlan("MLK-M40", atPeriodEnd: true).IsDone);
        Assert.Null(bench.Line.NextPlan);
        bench.GoTo(bench.Line.FeePaidUntil).Advance();
        Assert.Equal("MLK-M40", bench.Line.Plan);
    }

    [Fact]
    public void A_scheduled_plan_whose_fee_is_not_covered_begins_in_arrears_and_with_the_payment()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10);
        bench.ChangePlan("MLK-M40", atPeriodEnd: true);
        bench.GoTo(bench.Line.FeePaidUntil).Advance();
        Assert.Equal(("MLK-M40", Arrears.DataSuspended, Money.FromRubles(550)), (bench.Line.Plan, bench.Line.Arrears, bench.Line.ArrearsDue));
        Assert.Empty(bench.Line.Buckets);
        bench.TopUpRubles(550);
        Assert.Equal((Arrears.None, Money.Zero), (bench.Line.Arrears, bench.Line.Balance));
        Assert.Equal(40_960 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
    }

    [Fact]
    public void A_scheduled_plan_with_a_fee_of_grace_begins_with_a_debt()
    {
        var bench = new LineBench("LED-FLEX30", rubles: 480);
        bench.ChangePlan("LED-D40", atPeriodEnd: true);
        bench.GoTo(bench.Line.FeePaidUntil).Advance();
        Assert.Equal(("LED-D40", Arrears.None), (bench.Line.Plan, bench.Line.Arrears));
        Assert.Equal(new Money(-1890), bench.Line.Balance);
        Assert.Equal(LotKind.Debt, Assert.Single(bench.Line.Lots).Kind);
    }

    [Fact]
    public void A_plan_with_an_end_keeps_a_scheduled_change_until_its_end()
    {
        var bench = new LineBench("BRZ-GUEST7", rubles: 2000);
        Assert.True(bench.ChangePlan("BRZ-M25", atPeriodEnd: true).IsDone);
        Assert.Equal("BRZ-GUEST7", bench.Line.Plan);
        Assert.Equal(Money.FromRubles(1300), bench.Line.Balance);
        bench.GoTo(bench.Line.PlanValidUntil).Advance();
        Assert.Equal(("BRZ-M25", Arrears.None, Money.FromRubles(650)), (bench.Line.Plan, bench.Line.Arrears, bench.Line.Balance));
        Assert.True(bench.Line.PlanValidUntil.IsNever);
        Assert.Equal(25_600 * LineBench.Megabyte, Assert.Single(bench.Line.Buckets).Rest);
    }

    [Theory]
    [InlineData("NOPE", RefusalCode.UnknownPlan)]
    [InlineData("BRZ-M25", RefusalCode.PlanOfOtherOperator)]
    [InlineData("MLK-M40", RefusalCode.SamePlan)]
    public void What_cannot_be_chosen_is_refused(string plan, RefusalCode refused) => Assert.Equal(refused, new LineBench("MLK-M40", rubles: 1000).ChangePlan(plan).Refused);

    [Fact]
    public void A_line_that_was_never_used_changes_its_plan_free_of_charge()
    {
        var bench = new LineBench("MLK-M40");
        Assert.True(bench.ChangePlan("MLK-D1G").IsDone);
        bench.TopUpRubles(50);
        Assert.True(bench.Do(new LineCommand.Activate()).IsDone);
        Assert.Equal(Money.FromRubles(40), bench.Line.Balance);
    }

    [Fact]
    public void A_bundle_that_ends_under_an_open_grant_takes_nothing_with_it_but_itself()
    {
        var bench = new LineBench("KDR-M50", rubles: 2000);
        bench.I(asked: 10 * LineBench.Megabyte);
        bench.ChangePlan("KDR-PAYGO");
        Assert.Empty(bench.Line.Buckets);
        bench.T(10 * LineBench.Megabyte);
        Assert.Equal(Money.Zero, bench.Line.Reserved);
        Assert.Equal(Money.FromRubles(2000 - 850) - Pricing.Cost(Pricing.RoundUp(10 * LineBench.Megabyte, 150 * LineBench.Kilobyte), new Money(120)), bench.Line.Balance);
    }

    [Fact]
    public void Auto_packs_are_counted_anew_on_a_new_plan()
    {
        var bench = new LineBench("MLK-D1G", rubles: 5000);
        bench.Use(1100 * LineBench.Megabyte);
        Assert.Equal(1, bench.Line.AutoPacks);
        bench.ChangePlan("MLK-BLOCK10");
        Assert.Equal(0, bench.Line.AutoPacks);
    }
}
