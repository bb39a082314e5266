namespace Kopek.Host.Demo;

/// <summary>One line of the demo: its plan, what is paid in at first, and how fast its device uses data.</summary>
/// <param name="FirstTopUp">Kopeks.</param>
/// <param name="OctetsPerSecond">Use while online.</param>
/// <param name="Language">Of its holder: a tag of the API's notice preferences.</param>
/// <param name="Shows">What there is to see, in a few words.</param>
internal sealed record DemoLine(string Msisdn, string Plan, long FirstTopUp, long OctetsPerSecond, string Language, string Shows);

internal static class DemoLines
{
    private const long Megabyte = 1 << 20;

    /// <summary>One line for each thing worth seeing; the sums are chosen so that something happens within a minute.</summary>
    public static readonly IReadOnlyList<DemoLine> All =
    [
        new("79001000001", "KDR-PAYGO", 160_00, Megabyte, "zh-CN", "pays by the megabyte: cut off when the money is gone, back after a top-up"),
        new("79001000002", "BRZ-DAY1", 200_00, 40 * Megabyte, "en", "a fee a day: slowed when the day's gigabyte is used"),
        new("79001000003", "BRZ-M25", 1000_00, 20 * Megabyte, "ru", "a fee a month, 25 GB"),
        new("79001000004", "BRZ-GUEST7", 800_00, 10 * Megabyte, "zh-CN", "seven days for a guest"),
        new("79001000005", "LED-D40", 350_00, 15 * Megabyte, "ru", "a fee a day, 40 GB a month, one fee of grace"),
        new("79001000006", "MLK-BLOCK10", 55_00, 2 * Megabyte, "en", "10 MB blocks, each bought when its first octet is used"),
    ];
}
