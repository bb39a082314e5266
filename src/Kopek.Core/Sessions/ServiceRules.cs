using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>May this line use data where it is now? The Result-Code tells the core, and through it the device, which kind of no it is.</summary>
internal static class ServiceRules
{
    /// <summary>2001, or the refusal; a line that was never used starts its plan here if its money covers the start.</summary>
    public static int Refusal(Decision d, NetworkCode network, out ushort country)
    {
        var roaming = Roaming(d, network, out country);
        if (roaming != ResultCode.Success)
        {
            return roaming;
        }

        var line = d.Line;
        if (line.Life == LineLife.Closed)
        {
            return ResultCode.UserUnknown;
        }

        if (line.Bar != BarReason.None || line.Arrears == Arrears.PlanExpired)
        {
            // Paying the sum that a promised payment left open does help.
            return line.Bar == BarReason.PromisedPaymentOverdue ? ResultCode.CreditLimitReached : ResultCode.EndUserServiceDenied;
        }

        if (line.Life == LineLife.Grace || line.Arrears is Arrears.Blocked or Arrears.DataSuspended)
        {
            return ResultCode.CreditLimitReached;
        }

        return ActivationRules.TryFirstUse(d) ? ResultCode.Success : ResultCode.CreditLimitReached;
    }

    /// <summary>Does the plan work in this country (ISO letters, not home)?</summary>
    public static bool GoesTo(Decision d, ushort country) =>
        d.Catalogue.At(d.Now).FindCountry(CountryCode.Unpack(country)) is { RoamingAvailable: true } visited && RenewalRules.PlanOf(d).RoamingZones.Contains(visited.Zone);

    private static int Roaming(Decision d, NetworkCode network, out ushort country)
    {
        country = 0;
        if (network.IsNone)
        {
            return ResultCode.Success;
        }

        var visited = d.Catalogue.At(d.Now).CountryOf(network);
        if (visited is null)
        {
            return ResultCode.RatingFailed;
        }

        if (visited.Zone == CatalogueVersion.HomeZone)
        {
            return ResultCode.Success;
        }

        country = CountryCode.Pack(visited.Iso2);
        var goesThere = visited.RoamingAvailable && RenewalRules.PlanOf(d).RoamingZones.Contains(visited.Zone);
        return goesThere ? ResultCode.Success : ResultCode.EndUserServiceDenied;
    }
}
