using Kopek.Core.Lines;
using Kopek.Core.Notices;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>A day of a kept trip on which the holder of a line is reminded.</summary>
/// <param name="Day">Local.</param>
/// <param name="LastsUntil">Up to when the money of the line shall last from this day on; <see cref="Moment.Never"/> on a day that is not about money.</param>
public sealed record TripReminderDay(LocalDate Day, IReadOnlyList<TripTaskKind> Tasks, Moment LastsUntil);

/// <summary>
/// The dated to-dos of a trip as reminders of a line. What a day says is decided when it comes, from the line as it is then: what is done is not told, and
/// how much to pay is worked out anew by the rules that charge the line, whatever its plan. A day on which nothing is left to do is silent. Pure.
/// </summary>
public static class TripReminders
{
    /// <summary>In the order of the days; one for each, whatever falls on it.</summary>
    public static IReadOnlyList<TripReminderDay> Of(TripPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var days = new TripDays(plan.Trip);
        var money = new Dictionary<LocalDate, Moment>();
        var day = plan.Trip.FirstDay;
        foreach (var end in days.StageEnds())
        {
            money[day] = days.Midnight(end);
            day = end.PlusDays(-1);
        }

        var tasks = plan.Tasks.ToLookup(task => task.Day, task => task.Kind);
        return [.. tasks.Select(group => group.Key).Union(money.Keys).Order()
            .Select(one => new TripReminderDay(one, [.. tasks[one].Distinct()], money.GetValueOrDefault(one, Moment.Never)))];
    }

    /// <param name="d">Begun on the line as it is when the day has come.</param>
    /// <param name="about">Names the reminder for ever.</param>
    /// <param name="plan">Code of the plan that was the best for the trip.</param>
    /// <param name="octetsADay">The likely use.</param>
    /// <returns>Null where nothing of the day is left to do.</returns>
    public static Notice.TripReminder? Word(Decision d, string about, TripReminderDay day, string plan, long octetsADay)
    {
        ArgumentNullException.ThrowIfNull(d);
        ArgumentNullException.ThrowIfNull(day);
        if (d.Line.Life == LineLife.Closed)
        {
            return null;
        }

        var tasks = day.Tasks.Where(task => IsLeft(d, task, plan)).ToList();
        var lacking = day.LastsUntil <= d.Now || day.LastsUntil.IsNever ? Money.Zero : Lacking(d, octetsADay, day.LastsUntil);
        return tasks.Count == 0 && lacking is { IsZero: true } ? null
            : new Notice.TripReminder(about, tasks, lacking, d.Catalogue.At(d.Now).FindPlan(plan)?.Name ?? new(plan, plan, plan));
    }

    /// <summary>Papers are in order once the line is in use and not barred for them; the right plan needs no choosing.</summary>
    private static bool IsLeft(Decision d, TripTaskKind task, string plan) => task switch
    {
        TripTaskKind.Identity => d.Line.Life == LineLife.Stocked || d.Line.Bar == BarReason.IdentityNotConfirmed,
        TripTaskKind.Buy => (d.Line.NextPlan ?? d.Line.Plan) != plan && d.Catalogue.At(d.Now).FindPlan(plan)?.Operator == d.Line.Operator,
        _ => true,
    };

    /// <summary>Null where it cannot be told: no payment keeps this line in service as it is.</summary>
    private static Money? Lacking(Decision d, long octetsADay, Moment until)
    {
        var trial = LineTrial.Run(d.Catalogue, d.Line, new UsePath([octetsADay], 0), d.Now, until, LineTrial.Ample);
        if (!trial.MoneyOutAt.IsNever)
        {
            return null;
        }

        var version = d.Catalogue.At(d.Now);
        var step = version.FindOperator(d.Line.Operator)?.Payments.TopUpStep ?? new Money(1);
        return AmountBounds.Of(RenewalRules.PlanOf(d), step).For(LineTrial.Ample - trial.Lowest);
    }
}
