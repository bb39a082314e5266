using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>A stay in the home country with one SIM. Only trips within the bounds are planned.</summary>
/// <param name="FirstDay">Local, as is <paramref name="LastDay"/>, which belongs to the trip.</param>
/// <param name="Stops">In the order of the way, 1 to <see cref="MostStops"/>; the first one's time zone counts.</param>
/// <param name="Countries">Abroad on the way, at most <see cref="MostStops"/>.</param>
/// <param name="MinutesADay">Of all devices together, 0 to 1,440 each; what is missing is zero.</param>
/// <param name="Devices">1 to <see cref="MostDevices"/>.</param>
public sealed record Trip(LocalDate FirstDay, LocalDate LastDay, IReadOnlyList<TripStop> Stops, IReadOnlyList<Country> Countries,
    IReadOnlyDictionary<TripActivity, int> MinutesADay, int Devices)
{
    public const int MostDays = 365;
    public const int MostStops = 20;
    public const int MostDevices = 10;
    public const int MostMinutes = 24 * 60;

    /// <summary>With the first and the last day.</summary>
    public int Days => NodaTime.Period.DaysBetween(FirstDay, LastDay) + 1;

    public bool IsInBounds => LastDay >= FirstDay && Days <= MostDays && Stops.Count is >= 1 and <= MostStops && Countries.Count <= MostStops
        && Devices is >= 1 and <= MostDevices && MinutesADay.Values.All(minutes => minutes is >= 0 and <= MostMinutes);

    /// <summary>What is used on one day, in octets.</summary>
    public long OctetsADay(TripUse use) => DataAppetite.PerDeviceDay.Octets(use) * Devices
        + MinutesADay.Sum(activity => DataAppetite.PerHour[activity.Key].Octets(use) * activity.Value / 60);
}

/// <param name="Name">Of the city, or of the region where only that was named.</param>
public sealed record TripStop(LocalizedText Name, Region Region);
