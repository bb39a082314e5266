using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Gy.Sessions;

/// <summary>
/// The answer to a CCR that could not be understood: its Result-Code, Failed-AVP, and of the request what can be read. Encoded at once, because the
/// request's octets are gone later. Not on the hot path.
/// </summary>
internal sealed class RefusedRequest : IOutgoingMessage
{
    private const int OwnAvps = 1024;

    private readonly byte[] octets;

    public RefusedRequest(in DiameterHeader header, ReadOnlySpan<byte> message, in DiameterFault fault, GyIdentity identity)
    {
        // Session-Id, Failed-AVP and Proxy-Info may each be nearly the whole message.
        var buffer = new byte[OwnAvps + 3 * message.Length];
        var writer = new AvpWriter(buffer);
        var start = writer.BeginMessage(header.Answer(fault.ResultCode));
        RequestEcho.WriteSessionId(ref writer, message);
        writer.WriteUnsigned32(AvpCodes.ResultCode, fault.ResultCode);
        writer.WriteRaw(identity.OriginAndApplication);
        WriteTypeAndNumber(ref writer, message);
        fault.WriteFailedAvp(ref writer, message);
        RequestEcho.WriteProxyInfo(ref writer, message);
        writer.EndMessage(start);
        octets = buffer[..writer.Written];
    }

    public void Write(ref AvpWriter writer) => writer.WriteRaw(octets);

    public void Released(bool sent)
    {
    }

    private static void WriteTypeAndNumber(ref AvpWriter writer, ReadOnlySpan<byte> message)
    {
        var reader = AvpReader.OfMessage(message);
        uint seen = 0;
        while (reader.MoveNext())
        {
            if (reader is { VendorId: Vendors.None, Code: AvpCodes.CcRequestType or AvpCodes.CcRequestNumber, Data.Length: 4 } && (seen & 1u << (int)(reader.Code & 1)) == 0)
            {
                seen |= 1u << (int)(reader.Code & 1);
                writer.WriteRaw(reader.Avp);
            }
        }
    }
}
