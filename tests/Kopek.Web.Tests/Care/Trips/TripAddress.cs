namespace Kopek.Web.Tests.Care.Trips;

/// <summary>Addresses of trips that begin in thirty days.</summary>
internal static class TripAddress
{
    /// <summary>A day so many days from today.</summary>
    public static DateTime First(int days = 30) => TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(days);

    /// <summary>Ten days in two cities, with some fields typed otherwise.</summary>
    public static string Of(params (string Field, string Value)[] typed) => Of("/care/trip", typed);

    public static string Of(string path, params (string Field, string Value)[] typed)
    {
        Dictionary<string, string> fields = new()
        {
            ["lang"] = "en", ["first"] = $"{First():yyyy-MM-dd}", ["last"] = $"{First(39):yyyy-MM-dd}", ["stops"] = "Moscow, 喀山", ["via"] = "KZ", ["maps"] = "1", ["video"] = "0.5", ["devices"] = "2",
        };
        foreach (var (field, value) in typed)
        {
            fields[field] = value;
        }

        return $"{path}?{string.Join('&', fields.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"))}";
    }
}
