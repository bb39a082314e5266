using CsCheck;
using Kopek.Core.Mandates;
using Kopek.Core.Tests.Properties;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

/// <summary>
/// Any story of a mandate: sights in order, again and late, outcomes again and contradicting, pauses and changes at any time. Whatever comes, no local month
/// takes more than the cap, and no occasion takes twice.
/// </summary>
public sealed class MandateProperties
{
    private static readonly Gen<(int What, int Value, int Minutes)[]> stories = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 1200], Gen.Int[0, 3000]).Array[1, 120];

    [Fact]
    public void No_month_is_over_its_cap_and_no_occasion_is_paid_twice() => stories.Sample(story =>
    {
        var model = new Model();
        foreach (var (what, value, minutes) in story)
        {
            model.Step(what, value, minutes);
        }

        model.Check();
    }, iter: Long.Iterations(1500));

    [Fact]
    public void A_mandate_that_is_looked_at_more_often_does_the_same() => Gen.Int[0, 1200].Array[1, 200].Sample(balances =>
    {
        Assert.Equal(Live(balances, looks: 1), Live(balances, looks: 3));
    }, iter: Long.Iterations(300));

    private static List<string> Live(int[] balances, int looks)
    {
        var bench = new MandateBench();
        bench.Sets(MandateBench.Below(cap: 1500));
        foreach (var balance in balances)
        {
            bench.Passes(TimeSpan.FromHours(5));
            for (var look = 0; look < looks; look++)
            {
                bench.Looks(balance);
            }

            if (bench.State!.UnderWay is not null)
            {
                bench.Ends(balance % 3 == 0 ? AttemptOutcome.Declined : AttemptOutcome.Paid, DeclineReason.InsufficientFunds);
            }
        }

        return [.. bench.Happened.Select(happened => happened.ToString())];
    }

    private sealed class Model
    {
        private static readonly Money cap = Money.FromRubles(1000);

        private readonly MandateBench bench = new() { Now = MandateBench.Local(2026, 11, 25, 12) };
        private readonly List<LineSight> sights = [];

        public Model() => bench.Sets(Settings(0));

        public void Step(int what, int value, int minutes)
        {
            bench.Passes(TimeSpan.FromMinutes(minutes));
            switch (what)
            {
                case <= 4:
                    Look(value);
                    break;
                case 5 when sights.Count > 0:
                    // Late or again: with the time it had, or as if it were fresh.
                    var old = sights[value % sights.Count];
                    bench.Says(new MandateCommand.Look(value % 2 == 0 ? old : old with { At = bench.Now }));
                    break;
                case 6 or 7 or 8 when bench.State!.UnderWay is not null:
                    bench.Ends((AttemptOutcome)(1 + value % 6), (DeclineReason)(value % 8));
                    break;
                case 9 when bench.Happened.OfType<MandateEvent.AttemptEnded>().LastOrDefault() is { } ended:
                    bench.Says(new MandateCommand.AttemptEnded(ended.Occasion, ended.Attempt, (AttemptOutcome)(1 + value % 6), DeclineReason.None, MandateBench.Terms));
                    break;
                case 10: bench.Says(new MandateCommand.Pause(bench.NewChange())); break;
                case 11: bench.Says(new MandateCommand.Resume(bench.NewChange())); break;
                case 12 when value % 10 == 0: bench.Says(new MandateCommand.Stop(bench.NewChange())); break;
                case 13: bench.Sets(Settings(value)); break;
                default: break;
            }

            Assert.True(bench.State!.Occasions.Count(occasion => occasion.UnderWay is not null) <= 1);
        }

        public void Check()
        {
            var started = bench.Happened.OfType<MandateEvent.AttemptStarted>().ToList();
            Assert.Distinct(started.Select(e => (e.Occasion, e.Attempt)));
            var paid = bench.Happened.OfType<MandateEvent.AttemptEnded>().Where(e => e.Outcome == AttemptOutcome.Paid).ToList();
            Assert.Distinct(paid.Select(e => e.Occasion));
            var times = bench.Times;
            foreach (var moment in (Func<MandateEvent.AttemptEnded, Moment>[])[e => times[Start(e)], e => times[bench.Happened.IndexOf(e)]])
            {
                Assert.All(paid.GroupBy(e => Month(moment(e))), month => Assert.True(month.Sum(e => e.Amount.Kopeks) <= cap.Kopeks));
            }
        }

        private int Start(MandateEvent.AttemptEnded ended) =>
            bench.Happened.FindIndex(e => e is MandateEvent.AttemptStarted started && (started.Occasion, started.Attempt) == (ended.Occasion, ended.Attempt));

        private void Look(int value)
        {
            var due = MandateBench.Local(2026, 12, 1, 12) + TimeSpan.FromDays(30 * (int)((bench.Now - MandateBench.Local(2026, 11, 1, 12)).TotalDays / 30));
            bench.Sight = bench.Sight with
            {
                Balance = Money.FromRubles(value - 300),
                RenewalAt = value % 5 == 0 ? Moment.Never : due,
                Lacking = value % 2 == 0 ? Money.Zero : Money.FromRubles(value),
                InArrears = value % 5 == 0,
                CanPay = value % 11 != 0,
            };
            bench.Looks();
            sights.Add(bench.Sight with { At = bench.Now });
        }

        private static MandateSettings Settings(int value) => new(
            value % 4 == 1 ? null : new BelowBalanceRule(Money.FromRubles(100), Money.FromRubles(300 + value % 400)),
            new OnDayRule(1 + value % 28, Money.FromRubles(250)),
            value % 4 == 2 ? null : new BeforeRenewalRule(TimeSpan.FromHours(24)),
            cap,
            MandateBench.Card);

        private static (int, int) Month(Moment at)
        {
            var local = DateTimeOffset.FromUnixTimeMilliseconds(at.UnixMilliseconds).ToOffset(TimeSpan.FromHours(3));
            return (local.Year, local.Month);
        }
    }
}
