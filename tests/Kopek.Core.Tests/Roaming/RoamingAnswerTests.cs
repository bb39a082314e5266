using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Roaming;

public sealed class RoamingAnswerTests
{
    private static readonly CatalogueVersion version = SampleCatalogue.Shipped.Versions[0];

    [Theory]
    [InlineData("KDR-M50", "RU", RoamingRule.Home)]
    [InlineData("BRZ-M25", "CN", RoamingRule.Works)]
    [InlineData("MLK-D1G", "CN", RoamingRule.PlanExcludesZone)]
    [InlineData("KDR-PAYGO", "KP", RoamingRule.NoPartnerInCountry)]
    [InlineData("KDR-PAYGO", "XX", RoamingRule.UnknownNetwork)]
    public void One_rule_decides(string plan, string iso2, RoamingRule rule) => Assert.Equal(rule, Ask(plan, iso2).Rule);

    [Fact]
    public void Every_country_has_an_answer_for_every_plan_in_three_languages()
    {
        Assert.Equal(249, version.Countries.Count);
        foreach (var country in version.Countries)
        {
            Assert.All(new[] { country.Name.Zh, country.Name.En, country.Name.Ru }, name => Assert.False(string.IsNullOrWhiteSpace(name), country.Iso2));
            foreach (var plan in version.Plans)
            {
                var answer = Ask(plan.Code, country.Iso2);
                Assert.Equal(answer.Rule == RoamingRule.Works, answer.Cheapest is { Total: not null });
                Assert.Equal(answer.Rule == RoamingRule.Works ? RoamingAnswers.CoolingPeriod : RoamingAnswers.Nothing, answer.OnReturn);
            }
        }
    }

    [Fact]
    public void A_typical_day_is_priced_by_the_megabyte_and_the_day_pack_is_the_cheaper_way()
    {
        var answer = Ask("BRZ-M25", "CN");
        Assert.Equal(Money.FromRubles(5), answer.PricePerMegabyte);
        // 300 MB are 1,228.8 units of 250 KB: 1,229 are paid.
        Assert.Equal(new Money(150_025), answer.TypicalDay);
        Assert.Contains(answer.Packs, pack => pack is { Code: "DAY-CN", Price.Kopeks: 35_000 });
        Assert.True(answer.Cheapest!.Total < new Money(150_025 * 7));
        Assert.NotNull(answer.Cheapest.Pack);
    }

    [Fact]
    public void A_little_data_is_cheaper_without_a_pack()
    {
        var answer = RoamingAnswers.For(version, Plan("BRZ-M25"), "CN", new RoamingWish(1, 1));
        Assert.Equal((null, 0, answer.TypicalDay), (answer.Cheapest!.Pack, answer.Cheapest.Count, answer.Cheapest.Total));
    }

    [Fact]
    public void A_barred_line_works_nowhere_that_its_plan_goes()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.Do(new Kopek.Core.Lines.LineCommand.SetBar(Kopek.Core.Lines.BarReason.Voluntary));
        var answer = RoamingAnswers.For(version, Plan("BRZ-M25"), RoamingAnswers.IsBarred(bench.Line), "CN", RoamingWish.Typical);
        Assert.Equal((RoamingRule.LineBarred, false, null), (answer.Rule, answer.Works, answer.Cheapest));
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(10_240, 90, true)]
    [InlineData(10_241, 1, false)]
    [InlineData(1, 91, false)]
    public void A_wish_has_bounds(long megabytes, int days, bool isIn) => Assert.Equal(isIn, new RoamingWish(megabytes, days).IsInBounds);

    private static RoamingAnswer Ask(string plan, string iso2) => RoamingAnswers.For(version, Plan(plan), iso2, RoamingWish.Typical);

    private static Plan Plan(string code) => version.FindPlan(code)!;
}
