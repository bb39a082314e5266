using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>A country and the name of its zone as its row has it.</summary>
internal sealed record CountryRow(Country Country, LocalizedText ZoneName);

/// <summary>roaming_zones.csv: every country with its zone and prices.</summary>
internal static class CountryFile
{
    private const int LargestIsoNumber = 999;

    public static readonly CsvLayout Layout = new("roaming_zones.csv",
    [
        "sample_data", "iso_alpha2", "iso_alpha3", "iso_numeric", "name_zh", "name_en", "name_ru", "zone", "zone_name_zh", "zone_name_en",
        "zone_name_ru", "roaming_available", "price_per_mb_rub", "day_pack_rub", "day_pack_mb",
    ]);

    public static ParsedFile<CountryRow> Read(string path, string name, ErrorList errors) =>
        ParsedFile<CountryRow>.Read(Layout, path, name, errors, Parse, row => row.Country.Iso2, "iso_alpha2");

    /// <summary>Two capital letters of ISO 3166-1; whether such a country is listed is checked later.</summary>
    public static string Iso2(CsvRow row, string column)
    {
        var iso = row[column];
        if (iso.Length != 2 || !iso.All(char.IsAsciiLetterUpper))
        {
            row.Refuse(column, $"{CsvRow.Quoted(iso)} is no country code", "Write the two capital letters of ISO 3166-1, such as CN");
        }

        return iso;
    }

    private static CountryRow Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        var iso3 = row["iso_alpha3"];
        if (iso3.Length != 3 || !iso3.All(char.IsAsciiLetterUpper))
        {
            row.Refuse("iso_alpha3", $"{CsvRow.Quoted(iso3)} is no country code", "Write the three capital letters of ISO 3166-1, such as CHN");
        }

        row.Whole("iso_numeric", 1, LargestIsoNumber);
        var zone = (int)row.Whole("zone", 0, RoamingZoneSet.ZoneLimit - 1);
        var zoneName = new LocalizedText(row.Text("zone_name_zh"), row.Text("zone_name_en"), row.Text("zone_name_ru"));
        var available = row.YesNo("roaming_available");
        var price = row.OptionalMoney("price_per_mb_rub");
        CheckPrices(row, zone, available, price);
        return new CountryRow(new Country(Iso2(row, "iso_alpha2"), row.Name(), zone, available, price, DayPack(row)) { Iso3 = iso3 }, zoneName);
    }

    private static DayPackTerms? DayPack(CsvRow row)
    {
        if (row.IsEmpty("day_pack_rub"))
        {
            row.MustBeEmpty("day_pack_mb", "without day_pack_rub");
            return null;
        }

        return new DayPackTerms(row.Money("day_pack_rub"), row.Octets("day_pack_mb", 1));
    }

    private static void CheckPrices(CsvRow row, int zone, bool available, Money? price)
    {
        if (zone == CatalogueVersion.HomeZone || !available)
        {
            var because = zone == CatalogueVersion.HomeZone ? "at home" : "where roaming_available is no";
            row.MustBeEmpty("price_per_mb_rub", because);
            row.MustBeEmpty("day_pack_rub", because);
            row.MustBeEmpty("day_pack_mb", because);
        }
        else if (row.IsEmpty("price_per_mb_rub"))
        {
            row.Refuse("price_per_mb_rub", "roaming is available and has no price", "Write the price of one megabyte, or roaming_available no");
        }
        else if (price is { IsZero: true } && row.IsSound)
        {
            row.Refuse("price_per_mb_rub", "the price of one megabyte is zero", "Write a price above zero");
        }
    }
}
