using Kopek.Books.Catalogues;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;

namespace Kopek.Books.Diagnosis;

/// <summary>outages.csv: whose network is broken, where, and from when to when.</summary>
internal static class OutageFile
{
    public static readonly CsvLayout Layout = new("outages.csv",
        ["sample_data", "operator_code", "region", "from", "until", "note_zh", "note_en", "note_ru", "last_verified"]) { MayBeEmpty = true };

    public static Outage Parse(CsvRow row, CatalogueVersion version)
    {
        row.Choice("sample_data", Words.SampleMark);
        var (from, until) = ConditionFields.Span(row);
        return new Outage(ConditionFields.Operator(row, version), ConditionFields.Region(row, version), from, until, ConditionFields.Note(row), ConditionFields.LastVerified(row));
    }
}
