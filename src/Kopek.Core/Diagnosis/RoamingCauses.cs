namespace Kopek.Core.Diagnosis;

/// <summary>Where the line was last seen abroad: does its plan go there, and does the holder's cap leave anything, is the first octet covered?</summary>
internal static class RoamingCauses
{
    private static readonly Cause[] All = [Cause.RoamingOff, Cause.NoCoverAbroad, Cause.RoamingCapReached];

    public static IEnumerable<Finding> Find(DiagnosisFacts facts)
    {
        if (facts.Line.Seen.IsNone)
        {
            return [.. All.Select(cause => Finding.Unknown(cause))];
        }

        if (facts.Line.Visited is not { } visited)
        {
            var home = Evidence.Of(EvidenceCode.Network, facts.Line.Seen.Network.ToString());
            return [.. All.Select(cause => Finding.RuledOut(cause, home))];
        }

        IReadOnlyList<Evidence> there = [Evidence.Of(EvidenceCode.Country, visited.Country), Evidence.Of(EvidenceCode.Network, visited.Network.ToString()), Evidence.Of(EvidenceCode.LastSeen, facts.Line.Seen.SeenAt)];
        var couldWork = visited.PlanWorks && facts.Line.Service.DataWorks;
        var cap = couldWork ? visited.Cap : null;
        return
        [
            visited.PlanWorks ? Finding.RuledOut(Cause.RoamingOff, there) : Finding.Certain(Cause.RoamingOff, Fix.ChangePlanForRoaming, there),
            // While the cap leaves nothing it does not matter whether there is money.
            cap is not null ? Finding.Unknown(Cause.NoCoverAbroad, Evidence.Of(EvidenceCode.HiddenBy, "roaming_cap_reached"))
                : couldWork && visited.Lacking is not { IsZero: true } ? Uncovered(visited, there) : Finding.RuledOut(Cause.NoCoverAbroad, there),
            cap is { } reached ? Finding.Certain(Cause.RoamingCapReached, Fix.RaiseRoamingCap, [Evidence.Of(EvidenceCode.RoamingCap, reached.Most), .. there]) with { Until = reached.Until }
                : Finding.RuledOut(Cause.RoamingCapReached, there),
        ];
    }

    private static Finding Uncovered(VisitedCountry visited, IReadOnlyList<Evidence> there) =>
        new(Cause.NoCoverAbroad, Verdict.Certain, Fix.BuyRoamingPack, visited.Lacking is not null, visited.Lacking ?? Money.Zero, there);
}
