using Kopek.Core.Planning;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Tests.Planning;

/// <summary>Each form of tariff, with the days on both sides of what is due. Lines are opened on 2 March at 13:00 in Moscow.</summary>
public sealed class AmountAdviceTests
{
    private const long Megabyte = LineBench.Megabyte;

    [Theory]
    // A fee each midnight: nine of 25.00, of which the balance has none.
    [InlineData("BRZ-DAY1", 25, "2026-03-02", 0, 0)]
    [InlineData("BRZ-DAY1", 25, "2026-03-11", 0, 230)]
    [InlineData("BRZ-DAY1", 25, "2026-03-11", 3000, 230)]
    // A month, with each rule for a fee that is not paid: it is due on 1 April at 13:00.
    [InlineData("KDR-M50", 850, "2026-03-31", 0, 0)]
    [InlineData("KDR-M50", 850, "2026-04-01", 0, 850)]
    [InlineData("KDR-M50", 850, "2026-05-01", 0, 1700)]
    [InlineData("BRZ-M25", 650, "2026-04-01", 0, 650)]
    [InlineData("LED-FLEX30", 480, "2026-04-01", 0, 480)]
    [InlineData("MLK-M40", 550, "2026-04-01", 0, 550)]
    [InlineData("LED-ROUTER", 1100, "2026-04-01", 0, 1100)]
    [InlineData("KDR-YEAR20", 6500, "2026-06-01", 0, 0)]
    // By the day: ten rubles; and 18.90, of which one fee may be owed: 8 * 18.90 - 0.10.
    [InlineData("MLK-D1G", 10, "2026-03-11", 0, 90)]
    [InlineData("LED-D40", 19, "2026-03-11", 0, 160)]
    // Seven days once, until 9 March at 13:00; who stays longer takes the plan anew.
    [InlineData("BRZ-GUEST7", 700, "2026-03-08", 0, 0)]
    [InlineData("BRZ-GUEST7", 700, "2026-03-09", 0, 700)]
    // By the megabyte: nothing without use. Blocks of 10 MB a day for 15.00: two on each of ten days.
    [InlineData("KDR-PAYGO", 0, "2026-03-11", 0, 0)]
    [InlineData("MLK-BLOCK10", 0, "2026-03-11", 20, 300)]
    // Auto-packs: three quarters of the first day are 42,000 MB, 1,040 more than the bundle: two packs of 120.00.
    [InlineData("LED-D40", 19, "2026-03-02", 56000, 240)]
    public void The_amount_is_what_the_tariff_takes_until_the_last_day(string plan, long rubles, string lastDay, long megabytes, long expected)
    {
        var advice = Advise(new LineBench(plan, rubles), lastDay, megabytes);
        Assert.Equal(Money.FromRubles(expected), advice.Choices[^1].Amount);
    }

    [Fact]
    public void Debt_and_fee_of_a_promised_payment_are_part_of_the_amount()
    {
        var bench = new LineBench("BRZ-DAY1", 25);
        bench.Promise(100);
        var choice = Advise(bench, "2026-03-11", 0).Choices[^1];
        // 225.00 of fees and 100.00 + 30.00 to repay, less the 100.00 that came.
        Assert.Equal(Money.FromRubles(260), choice.Amount);
        Assert.Contains(choice.Reasons, reason => reason.Code == AdviceCode.PartDebt && reason.Amount == Money.FromRubles(100));
        Assert.Contains(choice.Reasons, reason => reason.Code == AdviceCode.PartPromisedFee && reason.Amount == Money.FromRubles(30));
        Assert.Contains(choice.Reasons, reason => reason is { Code: AdviceCode.PartFees, Count: 9 } && reason.Amount == Money.FromRubles(225));
    }

    [Fact]
    public void Less_than_the_least_payment_is_raised_to_it_and_says_so()
    {
        var choice = Advise(new LineBench("BRZ-DAY1", 25), "2026-03-03", 0).Choices[^1];
        Assert.Equal((Money.FromRubles(100), Money.FromRubles(75)), (choice.Amount, choice.LeftOver));
        Assert.Contains(choice.Reasons, reason => reason.Code == AdviceCode.LeastPayment);
    }

    [Fact]
    public void More_than_the_most_payment_is_several_payments()
    {
        var choice = Advise(new LineBench("BRZ-GUEST7", 700), "2026-07-01", 0).Choices[^1];
        Assert.Equal(Money.FromRubles(5000), choice.Amount);
        Assert.Equal(3, choice.Payments);
        Assert.Contains(choice.Reasons, reason => reason.Code == AdviceCode.MostPayment);
    }

    [Fact]
    public void The_operators_step_is_kept()
    {
        var plan = SampleCatalogue.Plan("BRZ-DAY1");
        Assert.Equal(new AmountBounds(Money.FromRubles(105), Money.FromRubles(15_000), Money.FromRubles(15)), AmountBounds.Of(plan, Money.FromRubles(15)));
        Assert.Equal(Money.FromRubles(10), AmountBounds.Of(plan, new Money(1)).Step);
    }

    [Fact]
    public void Without_history_it_counts_the_fees_and_says_that_it_knows_no_more()
    {
        var outlook = UseOutlook.Of([], null, new LocalDate(2026, 3, 2), 30);
        var bench = new LineBench("BRZ-DAY1", 25);
        var advice = AmountAdvice.Of(SampleCatalogue.Shipped, bench.Line, outlook, bench.Now, new LocalDate(2026, 3, 11));
        Assert.Equal(Money.FromRubles(230), advice.Choices[^1].Amount);
        Assert.Equal(AdviceCode.BasisNone, advice.Choices[0].Reasons[0].Code);
    }

    [Fact]
    public void Data_that_no_money_brings_back_is_told()
    {
        // 40 GB and five packs of 1 GB are used up before the month is over.
        var choice = Advise(new LineBench("LED-D40", 19), "2026-03-20", 5000).Choices[^1];
        Assert.Contains(choice.Reasons, reason => reason.Code == AdviceCode.DataEnds && !reason.At.IsNever);
    }

    [Theory]
    [InlineData(null, RunOut.NoMoneyForData)]
    [InlineData(20, RunOut.NoService)]
    public void Where_the_holders_cap_on_roaming_ends_data_money_is_not_said_to_lack(int? cap, RunOut why)
    {
        var bench = new LineBench("KDR-PAYGO", 500);
        bench.Cap(cap * 100L);
        var today = new LocalDate(2026, 3, 2);
        var abroad = Enumerable.Range(1, 20).Reverse().Select(ago => new DayUse(today.PlusDays(-ago), 0, 20 * LineBench.Megabyte, CountryCode.Pack("CN"), false)).ToList();
        var outlook = UseOutlook.Of(abroad, null, today, 40);
        var advice = AmountAdvice.Of(SampleCatalogue.Shipped, bench.Line, outlook, bench.Now, new LocalDate(2026, 3, 20));
        Assert.Equal(why, RunOutForecast.Of(SampleCatalogue.Shipped, bench.Line, outlook, bench.Now, bench.Now + TimeSpan.FromDays(20), Money.Zero).Why);
        Assert.Equal(cap is not null, advice.Choices[^1].Reasons.Any(reason => reason.Code == AdviceCode.NoService));
    }

    private static AmountAdvice Advise(LineBench bench, string lastDay, long megabytes)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(lastDay).Value;
        return AmountAdvice.Of(SampleCatalogue.Shipped, bench.Line, UseOutlook.Of([], megabytes * Megabyte, new LocalDate(2026, 3, 2), 120), bench.Now, day);
    }
}
