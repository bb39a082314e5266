using Kopek.Books.Catalogues;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests;

/// <summary>The catalogue that the repository ships, and versions of it with other plans.</summary>
internal static class SampleCatalogue
{
    public static Catalogue Shipped { get; } = Load();

    public static Plan Plan(string code) => Shipped.Versions[0].FindPlan(code) ?? throw new ArgumentException($"no plan {code}", nameof(code));

    /// <summary>Every payment is taken, so that a boundary can be paid to the kopek.</summary>
    public static Catalogue AnyTopUp { get; } = With([.. Shipped.Versions[0].Plans.Select(plan => plan with { MinTopUp = Money.Zero })]);

    /// <summary>One version, with some plans changed.</summary>
    public static Catalogue With(params Plan[] plans) => new([Version(Moment.Beginning, plans)]);

    /// <summary>The shipped version, and from a moment on one with some plans changed.</summary>
    public static Catalogue ChangingAt(Moment from, params Plan[] plans) => new([Shipped.Versions[0], Version(from, plans)]);

    private static CatalogueVersion Version(Moment from, Plan[] changed)
    {
        var shipped = Shipped.Versions[0];
        var networks = new List<NetworkCountry>();
        foreach (var country in new[] { ("001", "RU"), ("250", "RU"), ("460", "CN"), ("401", "KZ") })
        {
            networks.Add(new NetworkCountry(int.Parse(country.Item1, System.Globalization.CultureInfo.InvariantCulture), null, country.Item2));
        }

        return new CatalogueVersion(from, [.. shipped.Plans.Select(plan => changed.FirstOrDefault(other => other.Code == plan.Code) ?? plan)],
            shipped.Packs, shipped.Operators, shipped.Countries, networks, shipped.Regions, shipped.Zones);
    }

    private static Catalogue Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        return Assert.IsType<CatalogueLoadResult.Loaded>(CatalogueLoader.Load(Path.Combine(folder.FullName, "catalogue"))).Catalogue;
    }
}
