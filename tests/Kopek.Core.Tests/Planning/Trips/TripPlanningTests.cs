using CsCheck;
using Kopek.Core.Diagnosis;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Planning.Trips;

public sealed class TripPlanningTests
{
    private static readonly CatalogueVersion Version = SampleCatalogue.Shipped.Versions[0];

    private static readonly Gen<Trip> Trips =
        from days in Gen.Int[1, 100]
        from minutes in Gen.Int[0, 300].Array[5]
        from devices in Gen.Int[1, 3]
        select Of(days, devices, [.. minutes.Select((many, activity) => ((TripActivity)activity, many))]);

    [Fact]
    public void Paying_as_told_the_real_line_is_never_cut_off_and_leaves_what_was_told() => Trips.Sample(
        trip =>
        {
            foreach (var choice in Plan(trip).Choices)
            {
                var line = new ConstantUse(choice.Plan.Code, Money.Zero, Money.Zero, sold: false);
                var left = line.LeftAfter(trip.Days, trip.OctetsADay(TripUse.Likely), [.. choice.Payments.Select(payment => (payment.Day, payment.Amount))]);
                Assert.Equal(choice.LeftOver, left);
            }
        },
        iter: 20);

    [Fact]
    public void More_days_or_more_use_never_cost_less_on_the_same_plan() => Trips.Sample(
        trip =>
        {
            var cost = Costs(trip);
            var longer = Costs(trip with { LastDay = trip.LastDay.PlusDays(1) });
            var busier = Costs(trip with { Devices = trip.Devices + 1 });
            Assert.All(longer, plan => Assert.True(plan.Value >= cost[plan.Key]));
            Assert.All(busier, plan => Assert.True(plan.Value >= cost[plan.Key]));
        },
        iter: 20);

    [Fact]
    public void Payments_and_parts_add_up_and_the_band_is_in_order()
    {
        foreach (var choice in Plan(Of(75, 2, (TripActivity.Video, 60), (TripActivity.Maps, 60))).Choices)
        {
            Assert.Equal(choice.Cost + choice.LeftOver, Sum(choice.Payments.Select(payment => payment.Amount)));
            var parts = choice.Costs;
            Assert.Equal(choice.Cost, parts.Connection + parts.Fees + parts.Packs + parts.Use + parts.Other);
            Assert.True(choice.LowCost <= choice.Cost && (choice.HighCost is not { } high || choice.Cost <= high));
            Assert.All(choice.Payments, payment => Assert.True(payment.Amount >= choice.Plan.MinTopUp && payment.Amount <= choice.Plan.MaxTopUp));
        }
    }

    [Fact]
    public void A_long_trip_is_paid_by_the_month_each_time_on_the_day_before()
    {
        var trip = Of(75, 1, (TripActivity.Maps, 60));
        var days = Plan(trip).Choices[0].Payments.Select(payment => payment.Day).Distinct().ToList();
        Assert.Equal(trip.FirstDay, days[0]);
        Assert.All(days.Skip(1), day => Assert.Contains(day, new[] { trip.FirstDay.PlusDays(29), trip.FirstDay.PlusDays(59) }));
    }

    [Theory]
    [InlineData(0, 1, 1, false)]
    [InlineData(1, 1, 1, true)]
    [InlineData(365, 20, 10, true)]
    [InlineData(366, 1, 1, false)]
    [InlineData(1, 0, 1, false)]
    [InlineData(1, 21, 1, false)]
    [InlineData(1, 1, 0, false)]
    [InlineData(1, 1, 11, false)]
    public void Only_trips_within_the_bounds_are_planned(int days, int stops, int devices, bool isPlanned)
    {
        var trip = Of(days, devices, (TripActivity.Chat, 60));
        trip = trip with { Stops = [.. Enumerable.Repeat(trip.Stops[0], stops)] };
        Assert.Equal(isPlanned, trip.IsInBounds);
        if (isPlanned)
        {
            Assert.NotEmpty(Plan(trip).Choices);
        }
        else
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Plan(trip));
        }
    }

    [Fact]
    public void A_shutdown_on_the_way_and_the_cooling_period_after_a_country_are_told_and_others_are_not()
    {
        var trip = Of(10, 1, (TripActivity.Chat, 60)) with { Countries = [Version.FindCountry("KZ")!] };
        var shutdown = new Shutdown("RU-MOW", LineBench.Utc("2026-03-05T00:00:00Z"), LineBench.Utc("2026-03-06T00:00:00Z"), new("", "", ""), "2026-03-01");
        var conditions = NetworkConditions.None with { Shutdowns = [shutdown, shutdown with { Region = "RU-TOM" }], Cooling = new CoolingTerms(72, 24, true, "2026-03-01") };
        var tasks = TripPlanning.Of(SampleCatalogue.Shipped, conditions, trip, trip.FirstDay.PlusDays(-60)).Tasks;
        Assert.Equal(new(2026, 3, 5), Assert.Single(tasks, task => task.Kind == TripTaskKind.Shutdown).Day);
        Assert.Equal(trip.FirstDay, Assert.Single(tasks, task => task.Kind == TripTaskKind.Cooling).Day);
        Assert.DoesNotContain(Plan(trip with { Countries = [] }).Tasks, task => task.Kind is TripTaskKind.Cooling or TripTaskKind.Shutdown);
        Assert.Equal("KZ", Assert.Single(Plan(trip).Choices[0].Abroad).Iso2);
    }

    [Fact]
    public void What_should_have_begun_earlier_begins_today()
    {
        var trip = Of(10, 1, (TripActivity.Chat, 60));
        var today = trip.FirstDay.PlusDays(-3);
        var tasks = TripPlanning.Of(SampleCatalogue.Shipped, NetworkConditions.None, trip, today).Tasks.ToDictionary(task => task.Kind, task => task.Day);
        Assert.Equal((today, today, trip.FirstDay.PlusDays(-1)), (tasks[TripTaskKind.Identity], tasks[TripTaskKind.Imei], tasks[TripTaskKind.OfflineMaps]));
    }

    [Theory]
    [InlineData("莫斯科", "RU-MOW")]
    [InlineData("казань", "RU-TA")]
    [InlineData("VLADIVOSTOK", "RU-PRI")]
    [InlineData("海参崴", "RU-PRI")]
    [InlineData("ru-tom", "RU-TOM")]
    [InlineData("<script>", null)]
    [InlineData("", null)]
    public void A_city_is_found_in_three_languages_and_by_the_code_of_its_region(string typed, string? region) =>
        Assert.Equal(region, TripCities.Find(Version, typed)?.Region.Iso);

    private static Trip Of(int days, int devices, params (TripActivity Activity, int Minutes)[] use) => new(ConstantUse.FirstDay, ConstantUse.FirstDay.PlusDays(days - 1),
        [TripCities.Find(Version, "Moscow")!], [], use.ToDictionary(one => one.Activity, one => one.Minutes), devices);

    private static TripPlan Plan(Trip trip) => TripPlanning.Of(SampleCatalogue.Shipped, NetworkConditions.None, trip, trip.FirstDay.PlusDays(-60));

    private static Dictionary<string, Money> Costs(Trip trip) => Plan(trip).Choices.ToDictionary(choice => choice.Plan.Code, choice => choice.Cost);

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
