using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime.Text;

namespace Kopek.Books.Diagnosis;

/// <summary>The fields that the files of conditions share.</summary>
internal static class ConditionFields
{
    /// <summary>Stands for the whole country or network.</summary>
    public const string Everywhere = "*";

    /// <summary>The files of conditions, as they lie beside the catalogue's.</summary>
    public static readonly string[] FileNames = [ShutdownFile.Layout.Name, OutageFile.Layout.Name, AccessPointFile.Layout.Name, CoolingFile.Layout.Name];

    /// <summary>Null for everywhere.</summary>
    public static string? Region(CsvRow row, CatalogueVersion version)
    {
        var region = row["region"];
        if (region == Everywhere)
        {
            return null;
        }

        if (version.FindRegion(region) is null)
        {
            row.Refuse("region", $"{CsvRow.Quoted(region)} is not in coverage_ru.csv", "Write a region of that file such as RU-MOW, or * for everywhere");
        }

        return region;
    }

    public static string Operator(CsvRow row, CatalogueVersion version)
    {
        var code = row.Code("operator_code");
        if (version.FindOperator(code) is null)
        {
            row.Refuse("operator_code", $"{CsvRow.Quoted(code)} is not in operators.csv", "Write the code of an operator of that file");
        }

        return code;
    }

    /// <summary>From and until; an empty until is open.</summary>
    public static (Moment From, Moment Until) Span(CsvRow row)
    {
        var from = Instant(row, "from");
        var until = row.IsEmpty("until") ? Moment.Never : Instant(row, "until");
        if (row.IsSound && until <= from)
        {
            row.Refuse("until", "it is not after from", "Write when it ends, or leave the field empty");
        }

        return (from, until);
    }

    public static LocalizedText Note(CsvRow row) => new(row.Text("note_zh"), row.Text("note_en"), row.Text("note_ru"));

    /// <summary>The day on which somebody last looked whether the row is so.</summary>
    public static string LastVerified(CsvRow row)
    {
        var text = row["last_verified"];
        if (!LocalDatePattern.Iso.Parse(text).Success)
        {
            row.Refuse("last_verified", $"{CsvRow.Quoted(text)} is no date", "Write the day on which somebody looked: 2026-11-26");
        }

        return text;
    }

    private static Moment Instant(CsvRow row, string column)
    {
        if (InstantPattern.General.Parse(row[column]).TryGetValue(default, out var instant))
        {
            return Moment.FromInstant(instant);
        }

        row.Refuse(column, $"{CsvRow.Quoted(row[column])} is no time", "Write it in UTC: 2026-11-26T06:00:00Z");
        return Moment.Beginning;
    }
}
