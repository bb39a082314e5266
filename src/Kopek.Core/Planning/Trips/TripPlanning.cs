using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>Tries every plan of the catalogue on a trip, by the rules that charge lines, and ranks what comes out. Pure.</summary>
public static class TripPlanning
{
    /// <param name="conditions">What is known of shutdowns and of the cooling period.</param>
    /// <param name="today">Nothing is asked to be done before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The trip is out of its bounds.</exception>
    public static TripPlan Of(Catalogue catalogue, NetworkConditions conditions, Trip trip, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(trip);
        ArgumentOutOfRangeException.ThrowIfNotEqual(trip.IsInBounds, true);
        var days = new TripDays(trip);
        var choices = catalogue.At(days.Start).Plans.Select(plan => new PlanTrial(catalogue, plan, days).Choice()).OfType<TripChoice>()
            .OrderBy(choice => choice.NotCovered.Count).ThenBy(choice => choice.EndsOn is not null).ThenBy(choice => choice.SlowFrom is not null)
            .ThenBy(choice => choice.Cost).ThenBy(choice => choice.Plan.Code, StringComparer.Ordinal).ToList();
        return new TripPlan(trip, choices, TripTasks.Of(trip, days, conditions, today));
    }
}
