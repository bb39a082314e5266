using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Plans;

namespace Kopek.Web.Care.Packs;

/// <summary>Packs as people say them.</summary>
internal sealed class PackWords(OwnLine line)
{
    private readonly PlanWords words = new(line.Call, line.Version);

    public string Name(DataPack pack) => line.Words.Name(pack.Name);

    /// <summary>How much, and for how long.</summary>
    public string Holds(DataPack pack) => words.Pack(pack);

    /// <summary>The label: whether and where it roams.</summary>
    public string Where(DataPack pack) => PackOffers.IsForHome(pack) ? line.Call.T("packs.at_home")
        : line.Call.T("packs.only_in", ("where", pack.CountryIso is { } iso ? line.Version.FindCountry(iso) is { } country ? line.Words.Name(country.Name) : iso : Zones(pack)));

    public PackEntry Entry(DataPack pack)
    {
        var after = line.Facts.Available - pack.Price;
        return new PackEntry(pack.Code, Name(pack), line.Words.Amount(pack.Price), Holds(pack), Where(pack),
            line.Call.T(after.IsNegative ? "packs.lacks" : "packs.leaves", ("amount", line.Words.Amount(after.IsNegative ? -after : after))));
    }

    private string Zones(DataPack pack) =>
        string.Join(", ", line.Version.Zones.Where(zone => zone.Number != CatalogueVersion.HomeZone && pack.Zones.Contains(zone.Number)).Select(zone => line.Words.Name(zone.Name)));
}
