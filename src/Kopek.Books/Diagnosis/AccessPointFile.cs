using Kopek.Books.Catalogues;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;

namespace Kopek.Books.Diagnosis;

/// <summary>apns.csv: the access points of each operator, the one to be set first.</summary>
internal static class AccessPointFile
{
    public static readonly CsvLayout Layout = new("apns.csv", ["sample_data", "operator_code", "apn", "user", "password", "last_verified"]) { MayBeEmpty = true };

    public static AccessPoint Parse(CsvRow row, CatalogueVersion version)
    {
        row.Choice("sample_data", Words.SampleMark);
        return new AccessPoint(ConditionFields.Operator(row, version), row.Text("apn"), row["user"], row["password"], ConditionFields.LastVerified(row));
    }
}
