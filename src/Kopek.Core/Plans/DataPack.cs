using Kopek.Core.Roaming;

namespace Kopek.Core.Plans;

/// <summary>
/// Data that the holder buys on top of the plan. Valid in <paramref name="Zones"/>, or in the one country
/// <paramref name="CountryIso"/> (ISO 3166-1 alpha-2) where that is set; null means all of the zones.
/// <see cref="PeriodKind.Once"/> validity lasts until used up.
/// </summary>
public sealed record DataPack(
    string Code,
    string Operator,
    LocalizedText Name,
    long Octets,
    Money Price,
    Period Validity,
    RoamingZoneSet Zones,
    string? CountryIso);
