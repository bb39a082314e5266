using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Diameter.Peers;

/// <summary>Judges requests of the base protocol on an open connection.</summary>
internal static class BaseRequests
{
    /// <summary>Whether a request may be handled at all: 3008 with the E bit, 3007 for an application that was not advertised, and what <see cref="Check"/> finds in one of the base protocol.</summary>
    /// <param name="applications">What we advertised.</param>
    public static DiameterFault Judge(in DiameterHeader header, ReadOnlySpan<byte> message, ReadOnlySpan<uint> applications) =>
        header.IsError ? DiameterFault.OfMessage(ResultCodes.InvalidHdrBits)
        : header.ApplicationId == Applications.Base ? JudgeBase(header.CommandCode, message)
        : !applications.Contains(header.ApplicationId) ? DiameterFault.OfMessage(ResultCodes.ApplicationUnsupported)
        : DiameterFault.None;

    private static DiameterFault JudgeBase(uint commandCode, ReadOnlySpan<byte> message) => commandCode switch
    {
        CommandCodes.DeviceWatchdog or CommandCodes.DisconnectPeer => Check(message),
        // A second CER has no place in the state machine of RFC 6733 5.6.
        CommandCodes.CapabilitiesExchange => DiameterFault.OfMessage(ResultCodes.UnableToComply),
        _ => DiameterFault.OfMessage(ResultCodes.CommandUnsupported),
    };

    /// <summary>5014 or 5012 where an AVP is malformed, 5001 for an unknown one with the M bit, 5005 where nobody says who sends.</summary>
    private static DiameterFault Check(ReadOnlySpan<byte> message)
    {
        bool hasHost = false, hasRealm = false;
        AvpReader reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            hasHost |= reader is { Code: AvpCodes.OriginHost, VendorId: 0 };
            hasRealm |= reader is { Code: AvpCodes.OriginRealm, VendorId: 0 };
            if (reader.IsMandatory && !DiameterDictionary.IsKnown(reader.Code, reader.VendorId))
            {
                reader.Fail(ResultCodes.AvpUnsupported);
            }
        }

        return reader.Failed ? reader.Fault
            : !hasHost ? DiameterFault.Missing(AvpCodes.OriginHost)
            : !hasRealm ? DiameterFault.Missing(AvpCodes.OriginRealm)
            : DiameterFault.None;
    }

    /// <summary>Result-Code of an answer, or 0 where it has none that can be read.</summary>
    public static uint ResultCodeOf(ReadOnlySpan<byte> answer)
    {
        AvpReader reader = AvpReader.OfMessage(answer);
        while (reader.MoveNext())
        {
            if (reader is { Code: AvpCodes.ResultCode, VendorId: 0 } && reader.TryReadUnsigned32(out uint resultCode))
            {
                return resultCode;
            }
        }

        return 0;
    }
}
