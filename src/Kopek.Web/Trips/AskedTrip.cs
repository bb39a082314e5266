using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Roaming;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Web.Trips;

/// <summary>A trip as somebody asked for it, on the page or through the API; what is null could not be read.</summary>
/// <param name="First">Day in ISO form, as <paramref name="Last"/>.</param>
/// <param name="Stops">Cities or regions by any of their names or codes.</param>
/// <param name="Countries">By any name that the roaming page knows, or ISO letters.</param>
/// <param name="MinutesADay">What is missing is zero.</param>
internal sealed record AskedTrip(string First, string Last, IReadOnlyList<string> Stops, IReadOnlyList<string> Countries, IReadOnlyDictionary<TripActivity, int?> MinutesADay, int? Devices)
{
    private const int FarthestDays = 730;

    /// <summary>The trip, or the field that is wrong: first, last, stops, via, devices, or the name of an activity.</summary>
    public (Trip? Trip, string Wrong) Read(CatalogueVersion version, LocalDate today)
    {
        if (Day(First) is not { } first || first < today || first > today.PlusDays(FarthestDays))
        {
            return (null, "first");
        }

        if (Day(Last) is not { } last || last < first || Period.DaysBetween(first, last) >= Trip.MostDays)
        {
            return (null, "last");
        }

        var stops = Stops.Count > Trip.MostStops ? [null] : Stops.Select(name => TripCities.Find(version, name)).ToList();
        if (stops.Count == 0 || stops.Contains(null))
        {
            return (null, "stops");
        }

        var countries = Countries.Count > Trip.MostStops ? [null] : Countries.Select(name => Abroad(version, name)).ToList();
        if (countries.Contains(null))
        {
            return (null, "via");
        }

        foreach (var (activity, minutes) in MinutesADay)
        {
            if (minutes is not (>= 0 and <= Trip.MostMinutes))
            {
                return (null, Field(activity));
            }
        }

        return Devices is >= 1 and <= Trip.MostDevices
            ? (new Trip(first, last, [.. stops.OfType<TripStop>()], [.. countries.OfType<Country>()], MinutesADay.ToDictionary(use => use.Key, use => use.Value ?? 0), Devices.Value), "")
            : (null, "devices");
    }

    /// <summary>Planned for now; or the field that is wrong.</summary>
    public (TripPlan? Plan, string Wrong) Plan(Catalogue catalogue, NetworkConditions conditions, Moment now)
    {
        // Somewhere it is still yesterday: the day is taken where days begin last, so that nobody's today is past.
        var today = now.ToInstant().InZone(DateTimeZone.ForOffset(Offset.FromHours(-12))).Date;
        var (trip, wrong) = Read(catalogue.At(now), today);
        return trip is null ? (null, wrong) : (TripPlanning.Of(catalogue, conditions, trip, today), "");
    }

    public static string Field(TripActivity activity) => activity.ToString().ToLowerInvariant();

    /// <summary>By any name that the roaming page knows it by; null where it is none, not one only, or home.</summary>
    private static Country? Abroad(CatalogueVersion version, string name) =>
        CountryList.Find(version, name) is [{ Zone: not CatalogueVersion.HomeZone } country] ? country : null;

    private static LocalDate? Day(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : null;
}
