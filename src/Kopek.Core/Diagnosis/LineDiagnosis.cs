namespace Kopek.Core.Diagnosis;

/// <summary>Why a line is offline: every cause with its verdict, the surest first, and what only the holder can look at.</summary>
/// <param name="TopUpHelps">A payment alone brings data back: there is a cause, and money ends all that are certain or likely.</param>
/// <param name="Needed">The least payment that does; zero where it does not.</param>
public sealed record LineDiagnosis(LineFacts Line, IReadOnlyList<Finding> Findings, IReadOnlyList<Check> Checks, bool TopUpHelps, Money Needed, Moment At)
{
    /// <summary>What it most likely is; null where nothing is certain or likely.</summary>
    public Finding? First => Findings is [{ IsCause: true } first, ..] ? first : null;

    /// <summary>The surest cause that keeps the line offline after a payment: told before money is taken. Null where there is none.</summary>
    /// <param name="stateIsMended">By a trial of the payment on the line's own rules data works after it.</param>
    /// <param name="withPack">A pack is bought with it: abroad it may be the cover that lacks, and no cap counts it.</param>
    public Finding? LeftAfterPaying(bool stateIsMended, bool withPack) => Findings.FirstOrDefault(finding => finding is { IsCause: true, TopUpHelps: false }
        && !(stateIsMended && StateCauses.All.Contains(finding.Cause)) && !(withPack && finding.Cause is Cause.NoCoverAbroad or Cause.RoamingCapReached));
}
