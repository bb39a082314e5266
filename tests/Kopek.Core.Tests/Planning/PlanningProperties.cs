using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Planning;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Planning;

public sealed class PlanningProperties
{
    private static readonly Gen<long> MegabytesADay = Gen.Int[0, 7].Select(place => new long[] { 0, 1, 7, 33, 150, 900, 1700, 4000 }[place]);

    [Fact]
    public void With_use_as_stated_the_amount_lasts_until_the_last_day_and_one_step_less_does_not() =>
        Gen.Select(LineStory.Plan, Gen.Int[0, 300], Gen.Int[1, 45], MegabytesADay).Sample((plan, rubles, days, megabytes) =>
        {
            var octets = megabytes * LineBench.Megabyte;
            var opening = SampleCatalogue.Plan(plan).Fee + Money.FromRubles(rubles);
            var line = new ConstantUse(plan, opening, Money.Zero).Line;
            var outlook = UseOutlook.Of([], octets, ConstantUse.FirstDay, days + 14);
            var advice = AmountAdvice.Of(SampleCatalogue.AnyTopUp, line, outlook, ConstantUse.Opened, ConstantUse.FirstDay.PlusDays(days - 1));
            var amount = advice.Choices[^1].Amount;
            if (amount < advice.Bounds.Most)
            {
                Assert.True(new ConstantUse(plan, opening, amount).LastsUntil(days, octets), $"{amount} does not last");
                var less = amount - advice.Bounds.Step;
                Assert.True(amount.IsZero || !new ConstantUse(plan, opening, less).LastsUntil(days, octets), $"{less} is enough, {amount} is advised");
            }
        }, iter: Long.Iterations(150));

    [Fact]
    public void More_money_never_lasts_shorter() =>
        Gen.Select(LineStory.Plan, Gen.Int[0, 900], Gen.Int[0, 900], MegabytesADay).Sample((plan, rubles, more, megabytes) =>
        {
            var line = new ConstantUse(plan, SampleCatalogue.Plan(plan).Fee, Money.Zero).Line;
            var outlook = UseOutlook.Of([], megabytes * LineBench.Megabyte, ConstantUse.FirstDay, 60);
            Moment Ends(int paid) => RunOutForecast.Of(SampleCatalogue.AnyTopUp, line, outlook, ConstantUse.Opened, ConstantUse.Opened + TimeSpan.FromDays(60), Money.FromRubles(paid)).Ends.Middle;
            Assert.True(Ends(rubles) <= Ends(rubles + more), $"{rubles} lasts until {Ends(rubles)}, {more} more until {Ends(rubles + more)}");
        }, iter: Long.Iterations(150));

    [Fact]
    public void A_forecast_leaves_the_line_as_it_is() =>
        LineStory.Steps(20).Sample(steps =>
        {
            var bench = new LineBench("BRZ-M25", 2000) { ChecksReplay = false };
            Array.ForEach(steps, step => LineStory.Do(bench.Wait(LineStory.Pause(step)), step));
            bench.Advance();
            var before = LineChecks.Text(bench.Line);
            var outlook = UseOutlook.Of([], 500 * LineBench.Megabyte, bench.Now.ToInstant().InUtc().Date, 70);
            RunOutForecast.Of(SampleCatalogue.Shipped, bench.Line, outlook, bench.Now, bench.Now + TimeSpan.FromDays(60), Money.Zero);
            Assert.Equal(before, LineChecks.Text(bench.Line));
        }, iter: 40);
}
