namespace Kopek.Core.Diagnosis;

/// <summary>Asks every group of causes and ranks what they found: by verdict, then in the order of <see cref="Cause"/>.</summary>
public static class DiagnosisRules
{
    private static readonly Func<DiagnosisFacts, IEnumerable<Finding>>[] Groups =
    [
        StateCauses.Find, CoolingCauses.Find, AreaCauses.Find, DeviceCauses.Find, RoamingCauses.Find,
    ];

    private static readonly Check[] Always = [Check.DataSwitch, Check.AccessPoint, Check.EsimProfile, Check.DeviceKind];

    public static LineDiagnosis Diagnose(DiagnosisFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Finding[] findings = [.. Groups.SelectMany(group => group(facts)).OrderBy(finding => finding.Verdict).ThenBy(finding => finding.Cause)];
        var causes = findings.Where(finding => finding.IsCause).ToList();
        var helps = causes.Count > 0 && causes.TrueForAll(finding => finding.TopUpHelps);
        var needed = helps ? causes.Select(finding => finding.Needed).Aggregate(Money.Max) : Money.Zero;
        // What was told of the access point is a finding already.
        var checks = Always.Where(check => check != Check.AccessPoint || facts.AccessPoint is null);
        return new LineDiagnosis(facts.Line, findings, [.. checks], helps, needed, facts.Now);
    }
}
