using Kopek.Books.Catalogues;
using Kopek.Core.Diagnosis;

namespace Kopek.Books.Diagnosis;

/// <summary>cooling.csv: the hours of the cooling period, in one row.</summary>
internal static class CoolingFile
{
    private const int LeastHours = 1;

    /// <summary>A month: past it is a slip of the hand.</summary>
    private const int MostHours = 744;

    public static readonly CsvLayout Layout = new("cooling.csv", ["sample_data", "silence_hours", "hold_hours", "after_return", "last_verified"]) { MayBeEmpty = true };

    public static CoolingTerms Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        return new CoolingTerms((int)row.Whole("silence_hours", LeastHours, MostHours), (int)row.Whole("hold_hours", LeastHours, MostHours), row.YesNo("after_return"),
            ConditionFields.LastVerified(row));
    }
}
