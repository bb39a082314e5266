using Kopek.Core.Diagnosis;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>What has to be done, and when: the days that law and networks take are in the texts and in docs.</summary>
internal static class TripTasks
{
    /// <summary>Papers for the contract take up to some weeks (translation, SNILS, Gosuslugi).</summary>
    private const int DaysForIdentity = 30;
    private const int DaysForDevice = 7;

    public static IReadOnlyList<TripTask> Of(Trip trip, TripDays days, NetworkConditions conditions, LocalDate today)
    {
        var tasks = new List<TripTask>
        {
            new(TripTaskKind.Identity, Before(DaysForIdentity)),
            new(TripTaskKind.Imei, Before(DaysForDevice)),
            new(TripTaskKind.OfflineMaps, Before(1)),
            new(TripTaskKind.Buy, trip.FirstDay),
            new(TripTaskKind.AccessPoint, trip.FirstDay),
            new(TripTaskKind.KeepOn, trip.FirstDay),
            new(TripTaskKind.LastDay, trip.LastDay),
        };
        if (trip.Countries.Count > 0 && conditions.Cooling is { AfterReturn: true })
        {
            tasks.Add(new TripTask(TripTaskKind.Cooling, trip.FirstDay));
        }

        foreach (var shutdown in conditions.Shutdowns)
        {
            if (shutdown.From < days.End && shutdown.Until > days.Start && (shutdown.Region is null || trip.Stops.Any(stop => stop.Region.Iso == shutdown.Region)))
            {
                var day = days.DayOf(Moment.Max(shutdown.From, days.Start)) ?? trip.FirstDay;
                tasks.Add(new TripTask(TripTaskKind.Shutdown, day));
            }
        }

        return [.. tasks.Distinct().OrderBy(task => task.Day).ThenBy(task => task.Kind)];

        // What should have begun earlier begins today.
        LocalDate Before(int count) => LocalDate.Max(today, trip.FirstDay.PlusDays(-count));
    }
}
