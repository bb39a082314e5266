using System.Collections.Frozen;
using System.Globalization;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>
/// coverage_ru.csv: the regions at home, their time zone, and who covers them with what. Beside the fixed columns each
/// operator has three, its code in small letters with _2g, _3g and _4g; what an operator without columns covers is unknown.
/// </summary>
internal static class RegionFile
{
    private static readonly (string Suffix, RadioTechnologies Technology)[] Technologies =
    [
        ("_2g", RadioTechnologies.SecondGeneration),
        ("_3g", RadioTechnologies.ThirdGeneration),
        ("_4g", RadioTechnologies.FourthGeneration),
    ];

    public static readonly CsvLayout Layout = new("coverage_ru.csv",
    [
        "sample_data", "iso_3166_2", "name_zh", "name_en", "name_ru", "federal_district", "iana_tz", "utc_offset", "has_2g", "has_3g", "has_4g", "note",
    ], column => OperatorOf(column) is not null);

    public static ParsedFile<Region> Read(string path, string name, ErrorList errors) =>
        ParsedFile<Region>.Read(Layout, path, name, errors, Parse, region => region.Iso, "iso_3166_2");

    /// <summary>"brz_4g" belongs to BRZ; null for every other column.</summary>
    public static string? OperatorOf(string column)
    {
        foreach (var (suffix, _) in Technologies)
        {
            if (column.EndsWith(suffix, StringComparison.Ordinal) && column.Length > suffix.Length && column != "has" + suffix)
            {
                return column[..^suffix.Length].ToUpperInvariant();
            }
        }

        return null;
    }

    private static Region Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        row.Text("federal_district");
        CheckOffset(row);
        var operators = row.Columns.Select(OperatorOf).OfType<string>().Distinct(StringComparer.Ordinal);
        return new Region(
            Iso: Iso(row),
            Name: row.Name(),
            TimeZone: OperatorFile.TimeZone(row, "iana_tz"),
            Technologies: Coverage(row, "has"),
            ByOperator: operators.ToFrozenDictionary(code => code, code => Coverage(row, code.ToLowerInvariant()), StringComparer.Ordinal),
            Note: row["note"]);
    }

    private static RadioTechnologies Coverage(CsvRow row, string prefix)
    {
        var found = RadioTechnologies.None;
        foreach (var (suffix, technology) in Technologies)
        {
            var column = prefix + suffix;
            if (!row.Columns.Contains(column))
            {
                row.Refuse(column, "the column is missing", "Give every operator three columns, _2g, _3g and _4g, or none");
            }
            else if (row.Choice(column, Words.ZeroOne))
            {
                found |= technology;
            }
        }

        return found;
    }

    private static string Iso(CsvRow row)
    {
        var iso = row["iso_3166_2"];
        if (iso.Length is < 4 or > 6 || iso[2] != '-' || !iso.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            row.Refuse("iso_3166_2", $"{CsvRow.Quoted(iso)} is no region code", "Write the code of ISO 3166-2, such as RU-MOW");
        }

        return iso;
    }

    /// <summary>The offset is for the reader of the file only; charging follows the time zone.</summary>
    private static void CheckOffset(CsvRow row)
    {
        var offset = row["utc_offset"];
        if (offset.Length != 6 || offset[0] is not ('+' or '-') || !TimeOnly.TryParseExact(offset.AsSpan(1), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            row.Refuse("utc_offset", $"{CsvRow.Quoted(offset)} is no offset from UTC", "Write sign, hours and minutes: +03:00");
        }
    }
}
