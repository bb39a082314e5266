using System.Net;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>Encodes the messages of the base protocol that a peer sends by itself. Not on the hot path: each is an array of its own.</summary>
internal static class BaseMessages
{
    // Origin-Host, Origin-Realm, texts and addresses of ours; what is copied from a request comes on top.
    private const int OwnAvps = 4096;

    private delegate void WriteAvps(ref AvpWriter writer);

    /// <summary>CER, RFC 6733 5.3.1.</summary>
    public static byte[] CapabilitiesExchangeRequest(DiameterOptions options, IPAddress? local, uint endToEnd) =>
        Request(CommandCodes.CapabilitiesExchange, endToEnd, (ref AvpWriter writer) => WriteCapabilities(ref writer, options, local, DiameterFault.None, []));

    /// <summary>CEA, RFC 6733 5.3.2; with a fault it refuses the peer.</summary>
    public static byte[] CapabilitiesExchangeAnswer(DiameterOptions options, IPAddress? local, in DiameterHeader request, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        uint resultCode = fault.IsNone ? ResultCodes.Success : fault.ResultCode;
        var buffer = new byte[OwnAvps + message.Length];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(request.Answer(resultCode));
        writer.WriteUnsigned32(AvpCodes.ResultCode, resultCode);
        WriteCapabilities(ref writer, options, local, fault, message);
        return End(buffer, writer, start);
    }

    /// <summary>DWR, RFC 6733 5.5.1.</summary>
    public static byte[] DeviceWatchdogRequest(DiameterOptions options, uint endToEnd) =>
        Request(CommandCodes.DeviceWatchdog, endToEnd, (ref AvpWriter writer) =>
        {
            WriteOrigin(ref writer, options);
            WriteOriginStateId(ref writer, options);
        });

    /// <summary>DPR, RFC 6733 5.4.1.</summary>
    public static byte[] DisconnectPeerRequest(DiameterOptions options, DisconnectCause cause, uint endToEnd) =>
        Request(CommandCodes.DisconnectPeer, endToEnd, (ref AvpWriter writer) =>
        {
            WriteOrigin(ref writer, options);
            writer.WriteInteger32(AvpCodes.DisconnectCause, (int)cause);
        });

    /// <summary>DWA, RFC 6733 5.5.2.</summary>
    public static byte[] DeviceWatchdogAnswer(DiameterOptions options, in DiameterHeader request)
    {
        var buffer = new byte[OwnAvps];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(request.Answer(ResultCodes.Success));
        writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
        WriteOrigin(ref writer, options);
        WriteOriginStateId(ref writer, options);
        return End(buffer, writer, start);
    }

    /// <summary>DPA, RFC 6733 5.4.2.</summary>
    public static byte[] DisconnectPeerAnswer(DiameterOptions options, in DiameterHeader request)
    {
        var buffer = new byte[OwnAvps];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(request.Answer(ResultCodes.Success));
        writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
        WriteOrigin(ref writer, options);
        return End(buffer, writer, start);
    }

    /// <summary>Any refusal, RFC 6733 7.2: with the E bit for 3xxx, Failed-AVP where an AVP is to blame, and what the request had of Session-Id and Proxy-Info.</summary>
    public static byte[] ErrorAnswer(DiameterOptions options, in DiameterHeader request, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        // Session-Id, Failed-AVP and Proxy-Info may each be nearly the whole message, with one more header each.
        var buffer = new byte[OwnAvps + 3 * message.Length];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(request.Answer(fault.ResultCode));
        RequestEcho.WriteSessionId(ref writer, message);
        WriteOrigin(ref writer, options);
        writer.WriteUnsigned32(AvpCodes.ResultCode, fault.ResultCode);
        WriteOriginStateId(ref writer, options);
        fault.WriteFailedAvp(ref writer, message);
        RequestEcho.WriteProxyInfo(ref writer, message);
        return End(buffer, writer, start);
    }

    private static void WriteCapabilities(ref AvpWriter writer, DiameterOptions options, IPAddress? local, in DiameterFault fault, ReadOnlySpan<byte> request)
    {
        WriteOrigin(ref writer, options);
        foreach (IPAddress address in options.HostAddresses.Count > 0 ? options.HostAddresses : [local ?? IPAddress.Loopback])
        {
            writer.WriteAddress(AvpCodes.HostIPAddress, address);
        }

        writer.WriteUnsigned32(AvpCodes.VendorId, options.VendorId);
        writer.WriteText(AvpCodes.ProductName, options.ProductName, flags: AvpFlags.None);
        WriteOriginStateId(ref writer, options);
        fault.WriteFailedAvp(ref writer, request);
        foreach (uint vendor in options.SupportedVendors)
        {
            writer.WriteUnsigned32(AvpCodes.SupportedVendorId, vendor);
        }

        foreach (uint application in options.Applications)
        {
            writer.WriteUnsigned32(AvpCodes.AuthApplicationId, application);
        }

        foreach (uint vendor in options.SupportedVendors)
        {
            foreach (uint application in options.Applications)
            {
                int group = writer.BeginGroup(AvpCodes.VendorSpecificApplicationId);
                writer.WriteUnsigned32(AvpCodes.VendorId, vendor);
                writer.WriteUnsigned32(AvpCodes.AuthApplicationId, application);
                writer.EndGroup(group);
            }
        }
    }

    private static void WriteOrigin(ref AvpWriter writer, DiameterOptions options)
    {
        writer.WriteText(AvpCodes.OriginHost, options.OriginHost);
        writer.WriteText(AvpCodes.OriginRealm, options.OriginRealm);
    }

    private static void WriteOriginStateId(ref AvpWriter writer, DiameterOptions options)
    {
        if (options.OriginStateId != 0)
        {
            writer.WriteUnsigned32(AvpCodes.OriginStateId, options.OriginStateId);
        }
    }

    private static byte[] Request(uint commandCode, uint endToEnd, WriteAvps write)
    {
        var buffer = new byte[OwnAvps];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginRequest(commandCode, Applications.Base, endToEnd, CommandFlags.None);
        write(ref writer);
        return End(buffer, writer, start);
    }

    private static byte[] End(byte[] buffer, AvpWriter writer, int start)
    {
        writer.EndMessage(start);
        return writer.Overflowed
            ? throw new InvalidOperationException("Our own Diameter identity does not fit a message.")
            : buffer[..writer.Written];
    }
}

/// <summary>Disconnect-Cause, RFC 6733 5.4.3.</summary>
public enum DisconnectCause
{
    Rebooting = 0,
    Busy = 1,
    DoNotWantToTalkToYou = 2,
}
