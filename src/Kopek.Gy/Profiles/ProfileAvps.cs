using System.Globalization;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Profiles;

/// <summary>The AVPs that every answer of a profile repeats, encoded once.</summary>
internal sealed class ProfileAvps
{
    private const int MostOctets = 16 * 1024;
    private const int RedirectToUrl = 2;
    private const int FailoverSupported = 1;

    private delegate void WriteAvps(ref AvpWriter writer);

    public ProfileAvps(CoreProfile profile)
    {
        Profile = profile;
        Failover = Encode((ref AvpWriter writer) =>
        {
            writer.WriteInteger32(AvpCodes.CcSessionFailover, FailoverSupported);
            writer.WriteInteger32(AvpCodes.CreditControlFailureHandling, (int)profile.FailureHandling);
        });
        FinalUnit = Encode((ref AvpWriter writer) => WriteFinalUnit(ref writer, profile));
    }

    public CoreProfile Profile { get; }

    /// <summary>CC-Session-Failover and Credit-Control-Failure-Handling.</summary>
    public byte[] Failover { get; }

    /// <summary>Final-Unit-Indication of a last grant.</summary>
    public byte[] FinalUnit { get; }

    /// <summary>What slows a session down to this rate.</summary>
    public void WriteThrottle(ref AvpWriter writer, int kbps)
    {
        if (!Profile.CanThrottle)
        {
            return;
        }

        var group = writer.BeginGroup(Profile.ThrottleBy == ThrottleBy.QosFinalUnit ? AvpCodes.QoSFinalUnitIndication : AvpCodes.FinalUnitIndication);
        writer.WriteInteger32(AvpCodes.FinalUnitAction, (int)FinalUnitAction.RestrictAccess);
        writer.WriteText(AvpCodes.FilterId, Profile.ThrottleFilterId.Replace("{kbps}", kbps.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        writer.EndGroup(group);
    }

    private static void WriteFinalUnit(ref AvpWriter writer, CoreProfile profile)
    {
        var group = writer.BeginGroup(AvpCodes.FinalUnitIndication);
        writer.WriteInteger32(AvpCodes.FinalUnitAction, (int)profile.FinalUnitAction);
        if (profile.FinalUnitAction == FinalUnitAction.RestrictAccess)
        {
            if (profile.RestrictionFilterRule is { } rule)
            {
                writer.WriteText(AvpCodes.RestrictionFilterRule, rule);
            }

            if (profile.FilterId is { } filter)
            {
                writer.WriteText(AvpCodes.FilterId, filter);
            }
        }

        if (profile is { FinalUnitAction: FinalUnitAction.Redirect, RedirectUrl: { } url })
        {
            var server = writer.BeginGroup(AvpCodes.RedirectServer);
            writer.WriteInteger32(AvpCodes.RedirectAddressType, RedirectToUrl);
            writer.WriteText(AvpCodes.RedirectServerAddress, url);
            writer.EndGroup(server);
        }

        writer.EndGroup(group);
    }

    private static byte[] Encode(WriteAvps write)
    {
        var octets = new byte[MostOctets];
        var writer = new AvpWriter(octets);
        write(ref writer);
        return writer.Overflowed ? throw new InvalidDataException("The texts of a core profile are too long for a message.") : octets[..writer.Written];
    }
}
