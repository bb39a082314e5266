using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Planning.Trips;
using NodaTime;

namespace Kopek.Core.Tests.Planning.Trips;

/// <summary>A stay in Moscow from 2 March 2026 on, and a line that is there already.</summary>
public sealed class TripReminderTests
{
    private static readonly LocalDate FirstDay = new(2026, 3, 2);

    [Fact]
    public void Every_task_is_on_its_day_once_and_money_is_looked_at_on_the_first_day_and_before_each_month()
    {
        var plan = Plan(75);
        var days = TripReminders.Of(plan);
        Assert.Equal(days.Select(day => day.Day).Order().Distinct(), days.Select(day => day.Day));
        Assert.Equal(plan.Tasks.Select(task => (task.Day, task.Kind)).Order(), days.SelectMany(day => day.Tasks.Select(kind => (day.Day, kind))).Order());
        var money = days.Where(day => !day.LastsUntil.IsNever).ToList();
        Assert.Equal([FirstDay, FirstDay.PlusDays(29), FirstDay.PlusDays(59)], money.Select(day => day.Day));
        Assert.Equal([Midnight(30), Midnight(60), Midnight(75)], money.Select(day => day.LastsUntil));
    }

    [Theory]
    [InlineData("KDR-M50")]
    [InlineData("MLK-D1G")]
    [InlineData("KDR-PAYGO")]
    public void Who_pays_what_is_told_is_not_told_of_money_again_whatever_his_plan(string code)
    {
        var bench = new LineBench(code);
        var day = new TripReminderDay(FirstDay, [], Midnight(30));
        var told = Word(bench, day);
        Assert.True(told!.TopUp > Money.Zero);
        bench.TopUp(told.TopUp!.Value.Kopeks);
        Assert.Null(Word(bench, day));
    }

    [Fact]
    public void A_line_that_money_does_not_keep_in_service_is_told_to_look_and_no_sum()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1000);
        bench.Do(new LineCommand.SetBar(BarReason.Voluntary));
        Assert.Null(Word(bench, new TripReminderDay(FirstDay, [], Midnight(30)))!.TopUp);
    }

    [Fact]
    public void What_is_done_is_left_out_and_a_day_with_nothing_left_is_silent()
    {
        var bench = new LineBench("MLK-D1G", rubles: 5000);
        bench.Use(1);
        var day = new TripReminderDay(FirstDay, [TripTaskKind.Identity, TripTaskKind.Buy], Midnight(30));
        Assert.Null(Word(bench, day));
        bench.Do(new LineCommand.SetBar(BarReason.IdentityNotConfirmed));
        Assert.Equal([TripTaskKind.Identity], Word(bench, day)!.Tasks);
        Assert.Equal([TripTaskKind.KeepOn], Word(bench, day with { Tasks = [TripTaskKind.KeepOn], LastsUntil = Moment.Never })!.Tasks);
    }

    [Fact]
    public void Another_plan_is_advised_only_where_the_line_could_change_to_it()
    {
        var day = new TripReminderDay(FirstDay, [TripTaskKind.Buy], Moment.Never);
        Assert.Equal([TripTaskKind.Buy], Word(new LineBench("MLK-BLOCK10", rubles: 1000), day)!.Tasks);
        Assert.Null(Word(new LineBench("KDR-PAYGO", rubles: 1000), day));
    }

    [Fact]
    public void A_day_whose_end_is_over_says_nothing_of_money()
    {
        var bench = new LineBench("KDR-PAYGO", at: "2026-04-01T10:00:00Z");
        Assert.Null(Word(bench, new TripReminderDay(FirstDay, [], Midnight(30))));
    }

    private static Notice.TripReminder? Word(LineBench bench, TripReminderDay day)
    {
        bench.Decision.Begin(bench.Line, bench.Now);
        var told = TripReminders.Word(bench.Decision, "1:2026-03-02", day, "MLK-D1G", 300 * LineBench.Megabyte);
        Assert.Empty(bench.Decision.Events);
        return told;
    }

    private static TripPlan Plan(int days)
    {
        var stop = TripCities.Find(SampleCatalogue.Shipped.Versions[0], "Moscow")!;
        var trip = new Trip(FirstDay, FirstDay.PlusDays(days - 1), [stop], [], new Dictionary<TripActivity, int> { [TripActivity.Maps] = 60 }, 1);
        return TripPlanning.Of(SampleCatalogue.Shipped, NetworkConditions.None, trip, FirstDay.PlusDays(-60));
    }

    private static Moment Midnight(int days)
    {
        var day = FirstDay.PlusDays(days);
        return LineBench.Local("Europe/Moscow", day.Year, day.Month, day.Day);
    }
}
