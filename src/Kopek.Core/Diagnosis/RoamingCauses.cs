namespace Kopek.Core.Diagnosis;

/// <summary>Where the line was last seen abroad: does its plan go there, and is the first octet covered?</summary>
internal static class RoamingCauses
{
    public static IEnumerable<Finding> Find(DiagnosisFacts facts)
    {
        if (facts.Line.Seen.IsNone)
        {
            return [Finding.Unknown(Cause.RoamingOff), Finding.Unknown(Cause.NoCoverAbroad)];
        }

        if (facts.Line.Visited is not { } visited)
        {
            var home = Evidence.Of(EvidenceCode.Network, facts.Line.Seen.Network.ToString());
            return [Finding.RuledOut(Cause.RoamingOff, home), Finding.RuledOut(Cause.NoCoverAbroad, home)];
        }

        IReadOnlyList<Evidence> there = [Evidence.Of(EvidenceCode.Country, visited.Country), Evidence.Of(EvidenceCode.Network, visited.Network.ToString()), Evidence.Of(EvidenceCode.LastSeen, facts.Line.Seen.SeenAt)];
        return
        [
            visited.PlanWorks ? Finding.RuledOut(Cause.RoamingOff, there) : Finding.Certain(Cause.RoamingOff, Fix.ChangePlanForRoaming, there),
            visited.PlanWorks && facts.Line.Service.DataWorks && visited.Lacking is not { IsZero: true } ? Uncovered(visited, there) : Finding.RuledOut(Cause.NoCoverAbroad, there),
        ];
    }

    private static Finding Uncovered(VisitedCountry visited, IReadOnlyList<Evidence> there) =>
        new(Cause.NoCoverAbroad, Verdict.Certain, Fix.BuyRoamingPack, visited.Lacking is not null, visited.Lacking ?? Money.Zero, there);
}
