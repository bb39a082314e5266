using System.Globalization;
using Kopek.Core.Planning;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Planning;

/// <summary>
/// The planner and the forecast against what really came: stays of many kinds on many plans, from one seed, charged by the real rules. The figures are
/// printed; docs/planning.md has those of the long run.
/// </summary>
public sealed class PlannerBackTests(ITestOutputHelper output)
{
    private const int Seed = 20260302;

    /// <summary>Plans with what an ordinary day is on them, in megabytes.</summary>
    private static readonly (string Plan, int Daily)[] Plans =
    [
        ("KDR-PAYGO", 40), ("BRZ-M25", 700), ("MLK-D1G", 60), ("BRZ-DAY1", 600), ("KDR-M50", 1500), ("LED-D40", 1200), ("MLK-M40", 1300), ("MLK-BLOCK10", 25),
        ("LED-FLEX30", 900), ("BRZ-GUEST7", 900),
    ];

    private static readonly int[] Amounts = [100, 300, 500, 1000];

    private static bool IsLong => Long.Iterations(1) > 1;

    [Fact]
    public void The_planner_cuts_off_less_and_leaves_less_behind_than_fixed_amounts()
    {
        Payer[] payers = [new Payer.Planner(), .. Amounts.Select(rubles => new Payer.Fixed(rubles)), .. Amounts.Select(rubles => new Payer.Warned(rubles))];
        var tallies = payers.Select(payer => (Payer: payer, Tally: new Tally())).ToList();
        foreach (var (stay, seed) in Stays(everyBuild: 3))
        {
            foreach (var (payer, tally) in tallies)
            {
                tally.Add(stay, payer.Live(stay, seed));
            }
        }

        output.WriteLine("payer | days off of 100 | stays with a day off | left behind, RUB | payments");
        foreach (var (payer, tally) in tallies)
        {
            output.WriteLine(tally.Words(payer.Name));
        }

        var planner = tallies[0].Tally;
        Assert.True(planner.Payments < tallies[1].Tally.Payments / 2, "Payments: not half of those with the smallest amount.");
        foreach (var (payer, tally) in tallies.Where(tallied => tallied.Payer is Payer.Fixed))
        {
            Assert.True(planner.CutOffDays < tally.CutOffDays, $"Days off: not fewer than with {payer.Name}.");
            Assert.True(planner.KopeksLeft < tally.KopeksLeft, $"Left behind: not less than with {payer.Name}.");
        }
    }

    [Fact]
    public void The_band_holds_the_truth_about_as_often_as_it_says()
    {
        var (before, inside, after, tooEarly) = (0, 0, 0, 0);
        var payer = new Payer.Fixed(500);
        foreach (var (stay, seed) in Stays(everyBuild: 1))
        {
            foreach (var asked in new[] { 6, 13, 20 })
            {
                var life = new StayLife(stay, seed);
                for (var day = 0; day <= asked; day++)
                {
                    life.LiveDay(day);
                    if (payer.Pay(life, day, stay.Days) is var amount && amount > Money.Zero)
                    {
                        life.TopUp(StayLife.At(day, 22), amount);
                    }
                }

                var until = StayLife.At(stay.Days, 0);
                var outlook = UseOutlook.Of(life.History, null, Stay.Start.PlusDays(asked), stay.Days - asked);
                var ends = RunOutForecast.Of(SampleCatalogue.Shipped, life.Line, outlook, StayLife.At(asked, 22), until, Money.Zero).Ends;
                life.ForgetEnd();
                for (var day = asked + 1; day < stay.Days && life.EndedOn is null; day++)
                {
                    life.LiveDay(day);
                }

                var truth = life.EndedOn ?? int.MaxValue;
                before += truth < StayLife.DayOf(ends.Early) ? 1 : 0;
                inside += truth >= StayLife.DayOf(ends.Early) && truth <= StayLife.DayOf(ends.Late) ? 1 : 0;
                after += truth > StayLife.DayOf(ends.Late) ? 1 : 0;
                tooEarly += truth < StayLife.DayOf(ends.Middle) ? 1 : 0;
            }
        }

        var all = before + inside + after;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"of {all} forecasts the day came: before the band {100.0 * before / all:0.0} %, in it {100.0 * inside / all:0.0} %, after it {100.0 * after / all:0.0} %; before the middle {100.0 * tooEarly / all:0.0} %"));
        Assert.InRange(100.0 * inside / all, 80, 98);
        Assert.InRange(100.0 * before / all, 0, 16);
        Assert.InRange(100.0 * after / all, 0, 14);
    }

    private static IEnumerable<(Stay Stay, int Seed)> Stays(int everyBuild)
    {
        var rounds = IsLong ? 4 : 1;
        for (var number = 0; number < rounds * Stay.Kinds.Length * Plans.Length; number++)
        {
            // Every build takes each kind on some of the plans.
            if (!IsLong && number % everyBuild != 0)
            {
                continue;
            }

            var kind = Stay.Kinds[number % Stay.Kinds.Length];
            var (plan, daily) = Plans[number / Stay.Kinds.Length % Plans.Length];
            var days = 28 + number * 37 % 60;
            yield return (Stay.Make(kind, plan, days, daily, Seed + number), Seed + number);
        }
    }

    private sealed class Tally
    {
        private int stays;
        private int days;
        private int withDayOff;
        private long kopeksLeft;

        public int CutOffDays { get; private set; }
        public int Payments { get; private set; }
        public long KopeksLeft => kopeksLeft;

        public void Add(Stay stay, StayLife life)
        {
            stays++;
            days += stay.Days;
            CutOffDays += life.CutOffDays;
            withDayOff += life.CutOffDays > 0 ? 1 : 0;
            kopeksLeft += Math.Max(0, life.Line.Available.Kopeks);
            Payments += life.Payments;
        }

        public string Words(string name) => string.Create(CultureInfo.InvariantCulture,
            $"{name} | {100.0 * CutOffDays / days:0.00} | {withDayOff} of {stays} | {kopeksLeft / 100.0 / stays:0} | {1.0 * Payments / stays:0.0}");
    }
}
