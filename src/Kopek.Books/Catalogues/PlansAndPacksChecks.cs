using System.Globalization;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>Plans and packs against the operators that sell them and the countries where they work.</summary>
internal static class PlansAndPacksChecks
{
    public static void CheckOperators(CatalogueFiles files, Dictionary<string, Sourced<OperatorTerms>> operators)
    {
        foreach (var (plan, row) in files.Plans?.Rows ?? [])
        {
            if (!operators.TryGetValue(plan.Operator, out var seller))
            {
                RefuseOperator(row, plan.Operator, operators.Keys);
                continue;
            }

            CheckSame(row, "operator_zh", seller.Value.Name.Zh);
            CheckSame(row, "operator", seller.Value.Name.En);
            CheckSame(row, "operator_ru", seller.Value.Name.Ru);
            if (!seller.Value.HomeNetworks.Contains(row["sample_mccmnc"]))
            {
                row.Refuse("sample_mccmnc", $"{CsvRow.Quoted(row["sample_mccmnc"])} is not a home network of {plan.Operator}", $"Write one of: {string.Join(", ", seller.Value.HomeNetworks)}");
            }

            if (plan.PromisedPaymentAllowed && seller.Value.PromisedPayment is null)
            {
                row.Refuse("promised_payment", $"{plan.Operator} has no terms for it in operators.csv", "Write no, or fill the operator's promised_ fields");
            }
        }

        foreach (var (pack, row) in files.Packs?.Rows ?? [])
        {
            if (!operators.ContainsKey(pack.Operator))
            {
                RefuseOperator(row, pack.Operator, operators.Keys);
            }
        }
    }

    public static void CheckCountries(CatalogueFiles files, Dictionary<string, Country> countries)
    {
        var known = countries.Values.Aggregate(default(RoamingZoneSet), (zones, country) => zones.With(country.Zone));
        foreach (var (plan, row) in files.Plans?.Rows ?? [])
        {
            CheckZones(row, plan.RoamingZones, known);
        }

        foreach (var (pack, row) in files.Packs?.Rows ?? [])
        {
            CheckZones(row, pack.Zones, known);
            if (pack.CountryIso is { } iso)
            {
                CheckCountry(row, pack, countries.GetValueOrDefault(iso), iso);
            }
        }
    }

    private static void CheckCountry(CsvRow row, DataPack pack, Country? country, string iso)
    {
        if (country is null)
        {
            row.Refuse("country_iso", $"{iso} is not in roaming_zones.csv", "Write a country that is there, or leave the field empty");
        }
        else if (pack.Zones.Bits != default(RoamingZoneSet).With(country.Zone).Bits)
        {
            row.Refuse("roaming_zones", $"{iso} is in zone {country.Zone} and the pack says {pack.Zones}", string.Create(CultureInfo.InvariantCulture, $"Write {country.Zone}"));
        }
        else if (!country.RoamingAvailable)
        {
            row.Refuse("country_iso", $"roaming in {iso} is not available", "Remove the pack, or make roaming available in roaming_zones.csv");
        }
    }

    private static void CheckZones(CsvRow row, RoamingZoneSet zones, RoamingZoneSet known)
    {
        var unknown = new RoamingZoneSet(zones.Bits & ~known.Bits);
        if (!unknown.IsEmpty)
        {
            row.Refuse("roaming_zones", $"zone {unknown} is not in roaming_zones.csv", $"Write some of: {known}");
        }
    }

    private static void CheckSame(CsvRow row, string column, string name)
    {
        if (row[column] != name)
        {
            row.Refuse(column, $"{CsvRow.Quoted(row[column])} is not the operator's name {CsvRow.Quoted(name)} in operators.csv", "Write the same name in both files");
        }
    }

    private static void RefuseOperator(CsvRow row, string code, IEnumerable<string> known) =>
        row.Refuse("operator_code", $"{code} is not in operators.csv", $"Write one of: {string.Join(", ", known)}, or add the operator there");
}
