using Kopek.Core.Buckets;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Lines;

/// <summary>Packs that a line can be offered: those of its operator that serve somewhere its plan goes, and the day pack of each country where it goes (DAY-CN).</summary>
public static class PackOffers
{
    /// <summary>Without the day packs: there is one for each country.</summary>
    public static IEnumerable<DataPack> Of(CatalogueVersion version, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(plan);
        return version.Packs.Where(pack => Serves(pack, plan));
    }

    public static IEnumerable<DataPack> DayPacks(CatalogueVersion version, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Countries.Select(country => PackRules.DayPackOf(country, plan.Operator)).OfType<DataPack>().Where(pack => Serves(pack, plan));
    }

    /// <summary>Null where the plan's lines are not offered it.</summary>
    public static DataPack? Find(CatalogueVersion version, Plan plan, string code)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PackRules.Find(version, plan, plan.Operator, code) is { } pack && Serves(pack, plan) ? pack : null;
    }

    /// <summary>Used where people are at home, not abroad.</summary>
    public static bool IsForHome(DataPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return pack.CountryIso is null && pack.Zones.Contains(CatalogueVersion.HomeZone);
    }

    /// <summary>Countries abroad where it can be used: a partner network is there, and the plan goes there.</summary>
    public static IEnumerable<Country> Countries(CatalogueVersion version, Plan plan, DataPack pack)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(pack);
        return version.Countries.Where(country => country.RoamingAvailable && country.Zone != CatalogueVersion.HomeZone && plan.RoamingZones.Contains(country.Zone)
            && (pack.CountryIso is { } only ? only == country.Iso2 : pack.Zones.Contains(country.Zone)));
    }

    /// <summary>A bucket of a line is used in that country.</summary>
    public static bool Serves(in Bucket bucket, Country country)
    {
        ArgumentNullException.ThrowIfNull(country);
        return BucketSet.Serves(bucket, CountryCode.Pack(country.Iso2), country.Zone);
    }

    private static bool Serves(DataPack pack, Plan plan) => pack.Operator == plan.Operator && pack.Zones.Overlaps(plan.RoamingZones);
}
