using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Tests;

/// <summary>Messages that tests send, as a core would write them.</summary>
internal static class Messages
{
    public delegate void Body(ref AvpWriter writer);

    public static byte[] Request(uint commandCode, uint applicationId, Body body, uint hopByHop = 0x01020304, CommandFlags flags = CommandFlags.Proxiable)
    {
        var buffer = new byte[128 * 1024];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(new DiameterHeader(1, 0, flags | CommandFlags.Request, commandCode, applicationId, hopByHop, 0x0A0B0C0D));
        body(ref writer);
        writer.EndMessage(start);
        Assert.False(writer.Overflowed);
        return buffer[..writer.Written];
    }

    public static byte[] Cer(string host = "pgw.core.example", string realm = "core.example", uint application = Applications.CreditControl) =>
        Request(CommandCodes.CapabilitiesExchange, Applications.Base, (ref AvpWriter writer) =>
        {
            Origin(ref writer, host, realm);
            writer.WriteAddress(AvpCodes.HostIPAddress, System.Net.IPAddress.Loopback);
            writer.WriteUnsigned32(AvpCodes.VendorId, Vendors.ThreeGpp);
            writer.WriteText(AvpCodes.ProductName, "test core", flags: AvpFlags.None);
            writer.WriteUnsigned32(AvpCodes.AuthApplicationId, application);
        }, flags: CommandFlags.None);

    public static byte[] Dwr(uint hopByHop = 0x11) =>
        Request(CommandCodes.DeviceWatchdog, Applications.Base, (ref AvpWriter writer) => Origin(ref writer), hopByHop, CommandFlags.None);

    public static byte[] Dpr() =>
        Request(CommandCodes.DisconnectPeer, Applications.Base, (ref AvpWriter writer) =>
        {
            Origin(ref writer);
            writer.WriteInteger32(AvpCodes.DisconnectCause, 0);
        }, 0x22, CommandFlags.None);

    public static byte[] Ccr(string sessionId = "pgw.core.example;1;2", uint hopByHop = 0x33, int ballast = 0) =>
        Request(CommandCodes.CreditControl, Applications.CreditControl, (ref AvpWriter writer) =>
        {
            writer.WriteText(AvpCodes.SessionId, sessionId);
            Origin(ref writer);
            writer.WriteText(AvpCodes.DestinationRealm, "kopek.example");
            writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
            writer.WriteText(AvpCodes.ServiceContextId, "32251@3gpp.org");
            writer.WriteInteger32(AvpCodes.CcRequestType, 1);
            writer.WriteUnsigned32(AvpCodes.CcRequestNumber, 0);
            if (ballast > 0)
            {
                writer.WriteZeros(AvpCodes.Class, ballast);
            }
        }, hopByHop);

    public static void Origin(ref AvpWriter writer, string host = "pgw.core.example", string realm = "core.example")
    {
        writer.WriteText(AvpCodes.OriginHost, host);
        writer.WriteText(AvpCodes.OriginRealm, realm);
    }

    /// <summary>The value of the first AVP with this code, anywhere at the top level; null where there is none.</summary>
    public static byte[]? Find(ReadOnlySpan<byte> message, uint code)
    {
        AvpReader reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            if (reader.Code == code)
            {
                return reader.Data.ToArray();
            }
        }

        return null;
    }

    public static uint ResultCode(ReadOnlySpan<byte> message) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Find(message, AvpCodes.ResultCode));
}
