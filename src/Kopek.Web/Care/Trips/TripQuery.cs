using System.Globalization;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Roaming;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Web.Care.Trips;

/// <summary>A trip out of an address, so that it can be kept and sent on.</summary>
internal static class TripQuery
{
    public const int LongestField = 600;
    private const int FarthestDays = 730;
    private static readonly char[] between = [',', ';', '，', '、', '；', '\n'];

    /// <summary>The trip, or the field that is wrong.</summary>
    public static (Trip? Trip, string Wrong) Read(IQueryCollection query, CatalogueVersion version, LocalDate today)
    {
        if (Day(query["first"]) is not { } first || first < today || first > today.PlusDays(FarthestDays))
        {
            return (null, "first");
        }

        if (Day(query["last"]) is not { } last || last < first || Period.DaysBetween(first, last) >= Trip.MostDays)
        {
            return (null, "last");
        }

        var stops = Names(query["stops"]).Select(name => TripCities.Find(version, name)).ToList();
        if (stops.Count is 0 or > Trip.MostStops || stops.Contains(null))
        {
            return (null, "stops");
        }

        var countries = Names(query["via"]).Select(name => Abroad(version, name)).ToList();
        if (countries.Count > Trip.MostStops || countries.Contains(null))
        {
            return (null, "via");
        }

        var minutes = new Dictionary<TripActivity, int>();
        foreach (var activity in Enum.GetValues<TripActivity>())
        {
            if (Minutes(query[Field(activity)]) is not { } many)
            {
                return (null, Field(activity));
            }

            minutes[activity] = many;
        }

        return int.TryParse(query["devices"], NumberStyles.None, CultureInfo.InvariantCulture, out var devices) && devices is >= 1 and <= Trip.MostDevices
            ? (new Trip(first, last, [.. stops.OfType<TripStop>()], [.. countries.OfType<Country>()], minutes, devices), "")
            : (null, "devices");
    }

    public static string Field(TripActivity activity) => activity.ToString().ToLowerInvariant();

    /// <summary>By any name that the roaming page knows it by; null where it is none, not one only, or home.</summary>
    private static Country? Abroad(CatalogueVersion version, string name) =>
        CountryList.Find(version, name) is [{ Zone: not CatalogueVersion.HomeZone } country] ? country : null;

    private static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true } parsed ? parsed.Value : null;

    /// <summary>Too long is one name that nothing is called.</summary>
    private static string[] Names(string? text) => text is { Length: > LongestField } ? ["?"]
        : (text ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Hours of a day with a point or comma; nothing is none.</summary>
    private static int? Minutes(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return 0;
        }

        return text.Length <= 5 && decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours <= 24
            ? (int)(hours * 60)
            : null;
    }
}
