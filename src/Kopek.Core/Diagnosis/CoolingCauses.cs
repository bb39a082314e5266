namespace Kopek.Core.Diagnosis;

/// <summary>
/// Days of silence and a return from abroad make the networks hold data back for some hours, whatever the balance. No interface tells Kopek of it, so it
/// is never certain; data that flowed since rules it out.
/// </summary>
internal static class CoolingCauses
{
    public static IEnumerable<Finding> Find(DiagnosisFacts facts)
    {
        yield return Cooling(facts);
        yield return ForeignSim(facts);
    }

    private static Finding Cooling(DiagnosisFacts facts)
    {
        var seen = facts.Line.Seen;
        if (facts.Conditions.Cooling is not { } terms || seen.IsNone)
        {
            return Finding.Unknown(Cause.CoolingPeriod);
        }

        if (!facts.Line.Service.DataWorks)
        {
            // A line without service is silent anyhow: that tells nothing.
            return Finding.Unknown(Cause.CoolingPeriod, Evidence.Of(EvidenceCode.State, facts.Line.Service.Reason));
        }

        if (facts.Line.Visited is { } visited)
        {
            return Finding.RuledOut(Cause.CoolingPeriod, Evidence.Of(EvidenceCode.Network, visited.Network.ToString()));
        }

        var silence = TimeSpan.FromHours(terms.SilenceHours);
        var returned = terms.AfterReturn && facts.Line.CameHome ? seen.NetworkSince : default;
        var back = seen.BackAt != default && seen.BackAt - seen.SilentSince >= silence ? seen.BackAt : default;
        var began = Moment.Max(returned, back);
        if (began != default)
        {
            var why = began == returned ? Evidence.Of(EvidenceCode.ReturnedAt, returned) : Evidence.Of(EvidenceCode.SilentSince, seen.SilentSince);
            return Since(facts, terms, began, why);
        }

        return !facts.Line.HasSession && facts.Now - seen.SeenAt >= silence
            ? Finding.Likely(Cause.CoolingPeriod, Fix.PassCaptcha, Evidence.Of(EvidenceCode.SilentSince, seen.SeenAt), Evidence.Of(EvidenceCode.HoldHours, terms.HoldHours),
                Evidence.Of(EvidenceCode.LastVerified, terms.LastVerified))
            : Finding.RuledOut(Cause.CoolingPeriod, Evidence.Of(EvidenceCode.LastSeen, seen.SeenAt));
    }

    /// <summary>The hours run from the first attempt.</summary>
    private static Finding Since(DiagnosisFacts facts, CoolingTerms terms, Moment began, Evidence why)
    {
        var until = began + TimeSpan.FromHours(terms.HoldHours);
        if (facts.Line.DataFlows)
        {
            return Finding.RuledOut(Cause.CoolingPeriod, why, Evidence.Of(EvidenceCode.DataFlowedAt, facts.Now));
        }

        if (facts.Line.Seen.FlowedAt > began)
        {
            return Finding.RuledOut(Cause.CoolingPeriod, why, Evidence.Of(EvidenceCode.DataFlowedAt, facts.Line.Seen.FlowedAt));
        }

        return facts.Now >= until
            ? Finding.RuledOut(Cause.CoolingPeriod, why, Evidence.Of(EvidenceCode.CoolingUntil, until))
            : Finding.Likely(Cause.CoolingPeriod, Fix.PassCaptcha, why, Evidence.Of(EvidenceCode.BackAt, began), Evidence.Of(EvidenceCode.CoolingUntil, until),
                Evidence.Of(EvidenceCode.LastVerified, terms.LastVerified)) with { Until = until };
    }

    /// <summary>A SIM of a foreign network is held back from its first registration at home.</summary>
    private static Finding ForeignSim(DiagnosisFacts facts)
    {
        var seen = facts.Line.Seen;
        if (facts.Line.HasForeignSim is not { } isForeign)
        {
            return Finding.Unknown(Cause.ForeignSimSilent);
        }

        if (!isForeign || facts.Line.DataFlows || seen.FlowedAt != default || facts.Line.Visited is not null)
        {
            return Finding.RuledOut(Cause.ForeignSimSilent);
        }

        if (facts.Conditions.Cooling is not { } terms || seen.IsNone)
        {
            return Finding.Unknown(Cause.ForeignSimSilent);
        }

        var until = seen.NetworkSince + TimeSpan.FromHours(terms.HoldHours);
        return facts.Now >= until
            ? Finding.RuledOut(Cause.ForeignSimSilent, Evidence.Of(EvidenceCode.CoolingUntil, until))
            : Finding.Likely(Cause.ForeignSimSilent, Fix.UseWifiAndWait, Evidence.Of(EvidenceCode.BackAt, seen.NetworkSince), Evidence.Of(EvidenceCode.CoolingUntil, until),
                Evidence.Of(EvidenceCode.LastVerified, terms.LastVerified)) with { Until = until };
    }
}
