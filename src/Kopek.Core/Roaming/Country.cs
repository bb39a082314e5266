using Kopek.Core.Plans;

namespace Kopek.Core.Roaming;

/// <summary>
/// A country or territory of ISO 3166-1 and what roaming there costs. Where <paramref name="RoamingAvailable"/> is
/// false no partner network exists and nothing is priced; zone 0 is home and has no roaming price.
/// </summary>
/// <param name="PricePerMegabyte">For 1,048,576 octets without a pack; null where not priced.</param>
public sealed record Country(string Iso2, LocalizedText Name, int Zone, bool RoamingAvailable, Money? PricePerMegabyte, DayPackTerms? DayPack)
{
    /// <summary>The three letters of ISO 3166-1 alpha-3; empty in a version that was built without.</summary>
    public string Iso3 { get; init; } = "";
}

/// <summary>Data for one local day in one country.</summary>
public sealed record DayPackTerms(Money Price, long Octets);
