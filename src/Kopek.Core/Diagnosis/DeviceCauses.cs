using System.Globalization;

namespace Kopek.Core.Diagnosis;

/// <summary>What can be said of the device from outside: whether it is another than before, and whether its access point is the operator's.</summary>
internal static class DeviceCauses
{
    /// <summary>Digits of an IMEI that name no model but one device.</summary>
    private const ulong SerialNumbers = 1_000_000;

    public static IEnumerable<Finding> Find(DiagnosisFacts facts) => [Binding(facts), AccessPointOf(facts)];

    /// <summary>Kopek does not hold the contract's devices: a device that is not the one that last worked is likely not in it.</summary>
    private static Finding Binding(DiagnosisFacts facts)
    {
        var seen = facts.Line.Seen.Imei;
        if (facts.Imei is not { } now || seen == 0)
        {
            return facts.Line.DataFlows ? Finding.RuledOut(Cause.DeviceNotBound, Evidence.Of(EvidenceCode.SessionOpen, facts.Line.Seen.BegunAt)) : Finding.Unknown(Cause.DeviceNotBound);
        }

        var model = Evidence.Of(EvidenceCode.DeviceSeen, Model(seen));
        return now == seen ? Finding.RuledOut(Cause.DeviceNotBound, model) : Finding.Likely(Cause.DeviceNotBound, Fix.AddDevice, model, Evidence.Of(EvidenceCode.DeviceNow, Model(now)));
    }

    private static Finding AccessPointOf(DiagnosisFacts facts)
    {
        var own = facts.Conditions.AccessPoints.Where(row => row.Operator == facts.Line.Operator).ToList();
        if (own.Count == 0 || facts.AccessPoint is not { } now)
        {
            return facts.Line.DataFlows ? Finding.RuledOut(Cause.WrongAccessPoint, Evidence.Of(EvidenceCode.SessionOpen, facts.Line.Seen.BegunAt))
                : Finding.Unknown(Cause.WrongAccessPoint, [.. own.Take(1).Select(row => Evidence.Of(EvidenceCode.AccessPointExpected, row.Name))]);
        }

        // Names are DNS labels (3GPP TS 23.003 9.1): case does not matter.
        return own.Exists(row => string.Equals(row.Name, now, StringComparison.OrdinalIgnoreCase))
            ? Finding.RuledOut(Cause.WrongAccessPoint, Evidence.Of(EvidenceCode.AccessPointNow, now))
            : Finding.Likely(Cause.WrongAccessPoint, Fix.SetAccessPoint, Evidence.Of(EvidenceCode.AccessPointNow, now), Evidence.Of(EvidenceCode.AccessPointExpected, own[0].Name),
                Evidence.Of(EvidenceCode.LastVerified, own[0].LastVerified));
    }

    /// <summary>The type allocation code alone: it names the model, not the device.</summary>
    private static string Model(ulong imei) => (imei / SerialNumbers).ToString("00000000", CultureInfo.InvariantCulture);
}
