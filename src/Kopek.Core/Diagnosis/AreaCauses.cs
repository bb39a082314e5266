using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Diagnosis;

/// <summary>What the operators keep about places: shutdowns, outages, coverage. Without the region only what holds everywhere is told.</summary>
internal static class AreaCauses
{
    public static IEnumerable<Finding> Find(DiagnosisFacts facts)
    {
        if (facts.Line.Visited is { } abroad)
        {
            // These files are of the home country.
            var seen = Evidence.Of(EvidenceCode.Network, abroad.Network.ToString());
            return [Finding.RuledOut(Cause.AreaShutdown, seen), Finding.Unknown(Cause.NoCoverage, seen), Finding.RuledOut(Cause.Outage, seen)];
        }

        return [Shutdown(facts.Conditions, facts.Region, facts.Now), Coverage(facts), Outage(facts.Conditions, facts.Line.Operator, facts.Region, facts.Now)];
    }

    public static Finding Shutdown(NetworkConditions conditions, Region? region, Moment now) => InForce(region, now, Cause.AreaShutdown, Fix.UseWifiAndWait,
        conditions.Shutdowns.Select(row => new Spell(row.Region, row.From, row.Until, row.Note, row.LastVerified)));

    public static Finding Outage(NetworkConditions conditions, string operatorCode, Region? region, Moment now) => InForce(region, now, Cause.Outage, Fix.WaitForRepair,
        conditions.Outages.Where(row => row.Operator == operatorCode).Select(row => new Spell(row.Region, row.From, row.Until, row.Note, row.LastVerified)));

    /// <summary>Within a region it differs from street to street, so a region's row makes it likely; one for everywhere, certain.</summary>
    private static Finding InForce(Region? at, Moment moment, Cause cause, Fix fix, IEnumerable<Spell> rows)
    {
        var now = rows.Where(row => row.From <= moment && moment < row.Until).ToList();
        if ((now.Find(row => row.Region is null) ?? now.Find(row => row.Region == at?.Iso)) is { } here)
        {
            List<Evidence> evidence = [Evidence.Of(EvidenceCode.From, here.From), Evidence.Of(EvidenceCode.LastVerified, here.LastVerified)];
            if (here.Region is { } region)
            {
                evidence.Add(Evidence.Of(EvidenceCode.Region, region));
            }

            if (!here.Until.IsNever)
            {
                evidence.Add(Evidence.Of(EvidenceCode.Until, here.Until));
            }

            return (here.Region is null ? Finding.Certain(cause, fix, evidence) : Finding.Likely(cause, fix, evidence)) with { Until = here.Until, Note = here.Note };
        }

        if (at is { } known)
        {
            // That no row names it is what the operator knows, not what is on air.
            return Finding.RuledOut(cause, Evidence.Of(EvidenceCode.Region, known.Iso));
        }

        return now.Count == 0 ? Finding.RuledOut(cause) : Finding.Unknown(cause, [.. now.Take(MostTold).Select(row => Evidence.Of(EvidenceCode.InForceElsewhere, row.Region!))]);
    }

    /// <summary>Regions named where the line's own is not known: enough to recognise one's own city, not a whole country.</summary>
    private const int MostTold = 10;

    /// <summary>A region's map says where there is nothing; that there is something on each street it cannot say.</summary>
    private static Finding Coverage(DiagnosisFacts facts)
    {
        if (facts.Region is not { } region || !region.ByOperator.ContainsKey(facts.Line.Operator))
        {
            return facts.Line.DataFlows ? Finding.RuledOut(Cause.NoCoverage, Evidence.Of(EvidenceCode.SessionOpen, facts.Line.Seen.BegunAt)) : Finding.Unknown(Cause.NoCoverage);
        }

        return Coverage(region, facts.Line.Operator, facts.Device);
    }

    /// <param name="device">What it can do, by its holder; null is not said.</param>
    public static Finding Coverage(Region region, string operatorCode, RadioTechnologies? device)
    {
        if (!region.ByOperator.TryGetValue(operatorCode, out var onAir))
        {
            return Finding.Unknown(Cause.NoCoverage);
        }

        List<Evidence> evidence = [Evidence.Of(EvidenceCode.Region, region.Iso), Evidence.Of(EvidenceCode.Coverage, Words(onAir))];
        if (device is not null)
        {
            evidence.Add(Evidence.Of(EvidenceCode.DeviceTechnologies, Words(device.Value)));
            return (device & onAir) == RadioTechnologies.None ? Finding.Certain(Cause.NoCoverage, Fix.MoveOrChangeDevice, evidence) : Finding.Unknown(Cause.NoCoverage, evidence);
        }

        return onAir == RadioTechnologies.None ? Finding.Certain(Cause.NoCoverage, Fix.MoveOrChangeDevice, evidence) : Finding.Unknown(Cause.NoCoverage, evidence);
    }

    /// <summary>"2g 4g", or "none".</summary>
    private static string Words(RadioTechnologies technologies)
    {
        (RadioTechnologies Technology, string Word)[] words = [(RadioTechnologies.SecondGeneration, "2g"), (RadioTechnologies.ThirdGeneration, "3g"), (RadioTechnologies.FourthGeneration, "4g")];
        return technologies == RadioTechnologies.None ? "none" : string.Join(' ', words.Where(pair => technologies.HasFlag(pair.Technology)).Select(pair => pair.Word));
    }

    private sealed record Spell(string? Region, Moment From, Moment Until, LocalizedText Note, string LastVerified);
}
