using Kopek.Core;
using Kopek.Core.Diagnosis;

namespace Kopek.Books.Tickets;

/// <summary>A diagnosis as it stood at one moment: codes and figures, worded when somebody reads it, in his language.</summary>
/// <param name="Plan">Code of the line's plan.</param>
/// <param name="Zone">The line's IANA zone, in which times are told.</param>
/// <param name="HoldHours">Of the cooling period as it was kept then; null where nobody kept it.</param>
/// <param name="Region">As the holder said it, ISO 3166-2; null where he did not.</param>
/// <param name="AccessPoint">The same of his device.</param>
/// <param name="Findings">Every cause with its verdict and evidence, the surest first.</param>
public sealed record DiagnosisSnapshot(Moment At, string Plan, string Zone, bool DataWorks, bool TopUpHelps, Money Needed, int? HoldHours, string? Region, string? AccessPoint,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>What it most likely was; null where nothing was certain or likely.</summary>
    public Finding? First => Findings is [{ IsCause: true } first, ..] ? first : null;

    public static DiagnosisSnapshot Of(LineDiagnosis diagnosis, int? holdHours, string? region, string? accessPoint)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return new DiagnosisSnapshot(diagnosis.At, diagnosis.Line.Plan, diagnosis.Line.TimeZone, diagnosis.Line.Service.DataWorks, diagnosis.TopUpHelps, diagnosis.Needed, holdHours,
            region, accessPoint, diagnosis.Findings);
    }
}
