using System.Globalization;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>What the files of one version must say together. A file is only held against others that were read whole.</summary>
internal static class CrossChecks
{
    public static void Check(CatalogueFiles files)
    {
        var operators = Whole(files.Operators)?.Rows.ToDictionary(row => row.Value.Code, StringComparer.Ordinal);
        var countries = Whole(files.Countries)?.Rows.ToDictionary(row => row.Value.Country.Iso2, row => row.Value.Country, StringComparer.Ordinal);
        if (files.Countries is { IsWhole: true } countryFile)
        {
            CheckZones(countryFile);
        }

        if (operators is not null)
        {
            PlansAndPacksChecks.CheckOperators(files, operators);
            CheckRegionColumns(files.Regions, operators);
        }

        if (countries is not null)
        {
            PlansAndPacksChecks.CheckCountries(files, countries);
            CheckNetworks(files.Networks, countries);
        }

        if (operators is not null && countries is not null && Whole(files.Networks) is { } networks)
        {
            CheckHomeNetworks(operators.Values, countries, networks);
        }
    }

    private static ParsedFile<TValue>? Whole<TValue>(ParsedFile<TValue>? file) => file is { IsWhole: true } ? file : null;

    /// <summary>One name for each zone, and a home.</summary>
    private static void CheckZones(ParsedFile<CountryRow> countries)
    {
        var first = new Dictionary<int, Sourced<CountryRow>>();
        foreach (var row in countries.Rows)
        {
            var zone = row.Value.Country.Zone;
            if (!first.TryAdd(zone, row) && first[zone].Value.ZoneName != row.Value.ZoneName)
            {
                row.Row.Refuse("zone_name_en", $"zone {zone} has another name on line {first[zone].Row.Line}", "Give all countries of a zone the same zone names");
            }
        }

        if (!first.ContainsKey(CatalogueVersion.HomeZone))
        {
            countries.Rows[0].Row.Refuse("zone", "no country is in zone 0, home", "Give the home country zone 0");
        }
    }

    private static void CheckNetworks(ParsedFile<NetworkCountry>? networks, Dictionary<string, Country> countries)
    {
        foreach (var (network, row) in networks?.Rows ?? [])
        {
            if (!countries.ContainsKey(network.Iso2))
            {
                row.Refuse("iso_alpha2", $"{network.Iso2} is not in roaming_zones.csv", "Add the country there, or remove the row");
            }
        }
    }

    private static void CheckRegionColumns(ParsedFile<Region>? regions, Dictionary<string, Sourced<OperatorTerms>> operators)
    {
        if (regions is not { Rows: [var first, ..] })
        {
            return;
        }

        foreach (var column in first.Row.Columns)
        {
            if (RegionFile.OperatorOf(column) is { } code && !operators.ContainsKey(code))
            {
                first.Row.Refuse(column, $"the column belongs to operator {code}, which is not in operators.csv", "Add the operator there, or remove the column");
            }
        }
    }

    /// <summary>An operator's own network must count as home, or its lines would roam where they live.</summary>
    private static void CheckHomeNetworks(IEnumerable<Sourced<OperatorTerms>> operators, Dictionary<string, Country> countries, ParsedFile<NetworkCountry> networks)
    {
        foreach (var (terms, row) in operators)
        {
            foreach (var text in terms.HomeNetworks)
            {
                _ = NetworkCode.TryParse(text, out var home);
                var entry = networks.Values.FirstOrDefault(network => network.Network == home)
                    ?? networks.Values.FirstOrDefault(network => network.Network is null && network.Mcc == home.Mcc);
                if (entry is null || !countries.TryGetValue(entry.Iso2, out var country) || country.Zone != CatalogueVersion.HomeZone)
                {
                    row.Refuse("home_networks", string.Create(CultureInfo.InvariantCulture, $"{text} is not in a country of zone 0"), "Add its MCC to mcc.csv with the home country");
                }
            }
        }
    }
}
