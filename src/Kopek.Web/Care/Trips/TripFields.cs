using System.Globalization;
using Kopek.Core.Planning.Trips;
using Kopek.Web.Trips;

namespace Kopek.Web.Care.Trips;

/// <summary>The fields of a trip as they are typed: in an address, so that it can be kept and sent on, in a form, and in a kept trip.</summary>
internal static class TripFields
{
    public const int LongestField = 600;

    /// <summary>In the order of the form.</summary>
    public static readonly IReadOnlyList<string> Names = ["first", "last", "stops", "via", .. Enum.GetValues<TripActivity>().Select(AskedTrip.Field), "devices"];

    private static readonly char[] between = [',', ';', '，', '、', '；', '\n'];

    /// <param name="typed">What stands in a field; empty where nothing does.</param>
    public static AskedTrip Read(Func<string, string> typed) => new(typed("first"), typed("last"), List(typed("stops")), List(typed("via")),
        Enum.GetValues<TripActivity>().ToDictionary(activity => activity, activity => Minutes(typed(AskedTrip.Field(activity)))),
        int.TryParse(typed("devices"), NumberStyles.None, CultureInfo.InvariantCulture, out var devices) ? devices : null);

    /// <summary>What is too long is one name that nothing is called.</summary>
    private static string[] List(string text) => text.Length > LongestField ? ["?"]
        : text.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Hours of a day with a point or comma; nothing is none.</summary>
    private static int? Minutes(string text)
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
