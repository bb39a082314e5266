using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>packs.csv: data that the holder buys on top of a plan.</summary>
internal static class PackFile
{
    public static readonly CsvLayout Layout = new("packs.csv",
    [
        "sample_data", "operator_code", "pack_code", "name_zh", "name_en", "name_ru", "data_mb", "price_rub", "validity", "roaming_zones", "country_iso",
    ]);

    public static ParsedFile<DataPack> Read(string path, string name, ErrorList errors) =>
        ParsedFile<DataPack>.Read(Layout, path, name, errors, Parse, pack => pack.Code, "pack_code");

    private static DataPack Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        return new DataPack(
            Code: row.Code("pack_code"),
            Operator: row.Code("operator_code"),
            Name: row.Name(),
            Octets: row.Octets("data_mb", 1),
            Price: row.Money("price_rub"),
            Validity: row.Period("validity", PeriodKind.Once, PeriodKind.Day, PeriodKind.Days),
            Zones: row.Zones("roaming_zones"),
            CountryIso: row.IsEmpty("country_iso") ? null : CountryFile.Iso2(row, "country_iso"));
    }
}
