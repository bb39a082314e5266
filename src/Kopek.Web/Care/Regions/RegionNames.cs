using Kopek.Core.Roaming;
using Kopek.Web.Care.Texts;

namespace Kopek.Web.Care.Regions;

/// <summary>Regions at home as people name them: by ISO code, or by a name in any of the three languages.</summary>
internal static class RegionNames
{
    /// <summary>The longest name of a region has some forty letters.</summary>
    public const int LongestTyped = 60;

    /// <summary>Shown where several fit: what leaves the page under 6 KB in Russian.</summary>
    public const int MostFound = 6;

    /// <summary>The one that is named whole; null where there is none.</summary>
    public static Region? Named(CatalogueVersion version, string? typed) =>
        typed is not { Length: > 0 and <= LongestTyped } ? null : version.Regions.FirstOrDefault(region => Array.Exists(NamesOf(region), name => IsNamed(name, typed)));

    /// <summary>The one that is named whole, else those with a word that begins so, else those with a name that holds it. At most <see cref="MostFound"/>.</summary>
    public static IReadOnlyList<Region> Find(CatalogueVersion version, string typed)
    {
        if (Named(version, typed) is { } named)
        {
            return [named];
        }

        var wanted = Folded.Words(typed);
        if (wanted.Length == 0 || typed.Length > LongestTyped)
        {
            return [];
        }

        List<Region> Fit(Func<string, bool> fits) => [.. version.Regions.Where(region => NamesOf(region).Any(fits)).Take(MostFound)];
        return Fit(name => $" {Folded.Words(name)}".Contains($" {wanted}", StringComparison.Ordinal)) is { Count: > 0 } begun ? begun
            : Fit(name => Folded.Name(name).Contains(Folded.Name(typed), StringComparison.Ordinal));
    }

    private static string[] NamesOf(Region region) => [region.Iso, region.Name.Zh, region.Name.En, region.Name.Ru];

    /// <summary>What is said in brackets or after a comma need not be typed: "Moscow (city)", "Adygea, Republic of".</summary>
    private static bool IsNamed(string name, string typed) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && (name.Length == typed.Length || name[typed.Length] == ',' || name.AsSpan(typed.Length).StartsWith(" ("));
}
