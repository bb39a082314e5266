using Kopek.Books.Catalogues;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;

namespace Kopek.Books.Diagnosis;

/// <summary>shutdowns.csv: where mobile data is cut by order, and from when to when.</summary>
internal static class ShutdownFile
{
    public static readonly CsvLayout Layout = new("shutdowns.csv", ["sample_data", "region", "from", "until", "note_zh", "note_en", "note_ru", "last_verified"]) { MayBeEmpty = true };

    public static Shutdown Parse(CsvRow row, CatalogueVersion version)
    {
        row.Choice("sample_data", Words.SampleMark);
        var (from, until) = ConditionFields.Span(row);
        return new Shutdown(ConditionFields.Region(row, version), from, until, ConditionFields.Note(row), ConditionFields.LastVerified(row));
    }
}
