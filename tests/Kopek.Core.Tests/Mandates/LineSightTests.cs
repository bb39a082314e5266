using Kopek.Core.Lines;
using Kopek.Core.Mandates;

namespace Kopek.Core.Tests.Mandates;

public sealed class LineSightTests
{
    [Fact]
    public void A_fee_that_is_covered_to_the_kopek_lacks_nothing_and_one_kopek_less_lacks_one()
    {
        var line = Monthly(Money.FromRubles(850));
        Assert.Equal((Money.Zero, line.FeePaidUntil), (See(line).Lacking, See(line).RenewalAt));
        line.Balance = Money.FromRubles(849, 99);
        Assert.Equal(new Money(1), See(line).Lacking);
        line.Reserved = Money.FromRubles(5);
        line.PromisedDebt = Money.FromRubles(100);
        line.PromisedFee = Money.FromRubles(15);
        Assert.Equal(Money.FromRubles(120, 1), See(line).Lacking);
    }

    [Fact]
    public void A_fee_that_is_open_has_no_renewal_ahead()
    {
        var line = Monthly(Money.FromRubles(100));
        line.Arrears = Arrears.Blocked;
        Assert.Equal((true, Moment.Never, Money.FromRubles(750)), (See(line).InArrears, See(line).RenewalAt, See(line).Lacking));
    }

    [Fact]
    public void The_plan_that_will_begin_says_what_the_fee_is()
    {
        var line = Monthly(Money.Zero);
        line.NextPlan = "KDR-PAYGO";
        Assert.Equal((Money.Zero, Moment.Never), (See(line).Lacking, See(line).RenewalAt));
    }

    [Theory]
    [InlineData(LineLife.Active, BarReason.None, true)]
    [InlineData(LineLife.Active, BarReason.PromisedPaymentOverdue, true)]
    [InlineData(LineLife.Active, BarReason.Chargeback, false)]
    [InlineData(LineLife.Active, BarReason.Fraud, false)]
    [InlineData(LineLife.Active, BarReason.Voluntary, false)]
    [InlineData(LineLife.Active, BarReason.IdentityNotConfirmed, false)]
    [InlineData(LineLife.Stocked, BarReason.None, false)]
    [InlineData(LineLife.Grace, BarReason.None, false)]
    [InlineData(LineLife.Closed, BarReason.None, false)]
    public void Nothing_is_taken_where_money_is_not_what_the_line_needs(LineLife life, BarReason bar, bool canPay)
    {
        var line = Monthly(Money.Zero);
        line.Life = life;
        line.Bar = bar;
        Assert.Equal((canPay, life == LineLife.Closed), (See(line).CanPay, See(line).IsClosed));
    }

    private static Line Monthly(Money balance)
    {
        var plan = SampleCatalogue.Plan("KDR-M50");
        Assert.Equal(Money.FromRubles(850), plan.Fee);
        return new Line(new LineId(1))
        {
            Plan = plan.Code,
            Operator = plan.Operator,
            TimeZone = MandateBench.Moscow,
            Life = LineLife.Active,
            Balance = balance,
            FeePaidUntil = MandateBench.Local(2026, 12, 1, 12),
        };
    }

    private static LineSight See(Line line) => LineSight.Of(line, SampleCatalogue.Shipped, MandateBench.Local(2026, 11, 10, 15));
}
