using Kopek.Core.Roaming;

namespace Kopek.Core.Diagnosis;

/// <summary>
/// What keeps lines of an operator offline in a region, by what operators publish of places. Nothing of any one line is looked at, not even whether its data
/// flows, so that it may be told to whoever asks.
/// </summary>
public static class RegionCauses
{
    /// <summary>Certain and likely ones only, the surest first; none of them ends with a payment.</summary>
    public static IReadOnlyList<Finding> Of(Region region, string operatorCode, NetworkConditions conditions, Moment now)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(conditions);
        Finding[] all = [AreaCauses.Shutdown(conditions, region, now), AreaCauses.Coverage(region, operatorCode, null), AreaCauses.Outage(conditions, operatorCode, region, now)];
        return [.. all.Where(finding => finding.IsCause).OrderBy(finding => finding.Verdict).ThenBy(finding => finding.Cause)];
    }
}
