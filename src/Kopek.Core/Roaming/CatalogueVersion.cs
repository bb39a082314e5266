using System.Collections.Frozen;
using Kopek.Core.Plans;

namespace Kopek.Core.Roaming;

/// <summary>
/// Everything that the operators' files say for one span of time: plans, packs, operators, countries, networks and
/// regions. Built whole by the loader, which has checked it; look-ups allocate nothing.
/// </summary>
public sealed class CatalogueVersion
{
    public const int HomeZone = 0;

    /// <summary>The zone of a network that no row names. No plan contains it.</summary>
    public const int UnknownZone = -1;

    private const int MccLimit = 1000;

    private readonly FrozenDictionary<string, Plan> plans;
    private readonly FrozenDictionary<string, DataPack> packs;
    private readonly FrozenDictionary<string, OperatorTerms> operators;
    private readonly FrozenDictionary<string, Country> countries;
    private readonly FrozenDictionary<string, Region> regions;
    private readonly FrozenDictionary<NetworkCode, Country> countryOfNetwork;
    private readonly Country?[] countryOfMcc = new Country?[MccLimit];

    /// <summary>Throws <see cref="ArgumentException"/> on two rows with one key, and on a network of no listed country.</summary>
    public CatalogueVersion(
        Moment effectiveFrom,
        IReadOnlyList<Plan> plans,
        IReadOnlyList<DataPack> packs,
        IReadOnlyList<OperatorTerms> operators,
        IReadOnlyList<Country> countries,
        IReadOnlyList<NetworkCountry> networks,
        IReadOnlyList<Region> regions,
        IReadOnlyList<RoamingZone>? zones = null)
    {
        EffectiveFrom = effectiveFrom;
        Plans = plans;
        Packs = packs;
        Operators = operators;
        Countries = countries;
        Regions = regions;
        Zones = zones ?? [];
        this.plans = Index(plans, plan => plan.Code);
        this.packs = Index(packs, pack => pack.Code);
        this.operators = Index(operators, terms => terms.Code);
        this.countries = Index(countries, country => country.Iso2);
        this.regions = Index(regions, region => region.Iso);
        var ofNetwork = new Dictionary<NetworkCode, Country>();
        foreach (var row in networks)
        {
            var country = FindCountry(row.Iso2) ?? throw new ArgumentException($"MCC {row.Mcc:000} names {row.Iso2}, which is no country of this version.", nameof(networks));
            if (row.Network is { } network)
            {
                ofNetwork.Add(network, country);
            }
            else
            {
                countryOfMcc[row.Mcc] = countryOfMcc[row.Mcc] is null ? country : throw new ArgumentException($"MCC {row.Mcc:000} has two rows.", nameof(networks));
            }
        }

        countryOfNetwork = ofNetwork.ToFrozenDictionary();
    }

    public Moment EffectiveFrom { get; }

    public IReadOnlyList<Plan> Plans { get; }

    public IReadOnlyList<DataPack> Packs { get; }

    public IReadOnlyList<OperatorTerms> Operators { get; }

    public IReadOnlyList<Country> Countries { get; }

    public IReadOnlyList<Region> Regions { get; }

    /// <summary>By number; a version built without names has none.</summary>
    public IReadOnlyList<RoamingZone> Zones { get; }

    public Plan? FindPlan(string code) => plans.GetValueOrDefault(code);

    public DataPack? FindPack(string code) => packs.GetValueOrDefault(code);

    public OperatorTerms? FindOperator(string code) => operators.GetValueOrDefault(code);

    /// <summary>By ISO 3166-1 alpha-2, upper case.</summary>
    public Country? FindCountry(string iso2) => countries.GetValueOrDefault(iso2);

    /// <summary>By ISO 3166-2 ("RU-MOW").</summary>
    public Region? FindRegion(string iso) => regions.GetValueOrDefault(iso);

    /// <summary>The country of a visited network: its own row if it has one, else the row of its MCC; null if neither.</summary>
    public Country? CountryOf(NetworkCode network)
    {
        if (network.IsNone)
        {
            return null;
        }

        return countryOfNetwork.TryGetValue(network, out var country) ? country : countryOfMcc[network.Mcc];
    }

    /// <summary>The zone of a visited network, or <see cref="UnknownZone"/>.</summary>
    public int ZoneOf(NetworkCode network) => CountryOf(network)?.Zone ?? UnknownZone;

    private static FrozenDictionary<string, TRow> Index<TRow>(IReadOnlyList<TRow> rows, Func<TRow, string> key) =>
        rows.ToDictionary(key, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
}
