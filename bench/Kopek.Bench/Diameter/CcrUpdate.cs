using Kopek.Diameter.Codec;

namespace Kopek.Bench.Diameter;

/// <summary>A Credit-Control-Request (U) of the size that packet cores send: one MSCC with used and requested octets.</summary>
public static class CcrUpdate
{
    public const int MaxLength = 1024;

    private static ReadOnlySpan<byte> SessionId => "smf.example;1700000000;42;0"u8;

    /// <returns>Octets written.</returns>
    public static int Write(Span<byte> octets)
    {
        var writer = new AvpWriter(octets);
        int message = writer.BeginRequest(CommandCodes.CreditControl, 4, 0x1234);
        writer.WriteOctets(AvpCodes.SessionId, SessionId);
        writer.WriteOctets(AvpCodes.OriginHost, "smf.example"u8);
        writer.WriteOctets(AvpCodes.OriginRealm, "example"u8);
        writer.WriteOctets(AvpCodes.DestinationRealm, "kopek.example"u8);
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, 4);
        writer.WriteOctets(AvpCodes.ServiceContextId, "32251@3gpp.org"u8);
        writer.WriteInteger32(AvpCodes.CcRequestType, 2);
        writer.WriteUnsigned32(AvpCodes.CcRequestNumber, 1);
        writer.WriteTime(AvpCodes.EventTimestamp, 1_700_000_000);
        int subscription = writer.BeginGroup(AvpCodes.SubscriptionId);
        writer.WriteInteger32(AvpCodes.SubscriptionIdType, 0);
        writer.WriteOctets(AvpCodes.SubscriptionIdData, "79000000000"u8);
        writer.EndGroup(subscription);
        int services = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
        int requested = writer.BeginGroup(AvpCodes.RequestedServiceUnit);
        writer.WriteUnsigned64(AvpCodes.CcTotalOctets, 1_048_576);
        writer.EndGroup(requested);
        int used = writer.BeginGroup(AvpCodes.UsedServiceUnit);
        writer.WriteUnsigned64(AvpCodes.CcTotalOctets, 1_048_576);
        writer.EndGroup(used);
        writer.WriteUnsigned32(AvpCodes.RatingGroup, 1);
        writer.EndGroup(services);
        writer.EndMessage(message);
        return writer.Overflowed ? throw new InvalidOperationException("the sample does not fit") : writer.Written;
    }
}
