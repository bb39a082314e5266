using System.Net;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>The handshake of RFC 6733 5.3, seen from either side.</summary>
internal static class CapabilitiesExchange
{
    /// <summary>Reads and judges a CER. The answer goes out in any case; with a fault the connection ends after it.</summary>
    public static DiameterFault Answer(DiameterOptions options, IPAddress? local, IPAddress? remote, in DiameterHeader header, ReadOnlySpan<byte> message, out PeerIdentity identity, out byte[] answer)
    {
        DiameterFault fault = PeerIdentity.Read(message, out identity);
        fault = fault.IsNone && header.IsError ? DiameterFault.OfMessage(ResultCodes.InvalidHdrBits) : fault;
        fault = fault.IsNone ? identity.Judge(options, remote) : fault;
        answer = BaseMessages.CapabilitiesExchangeAnswer(options, local, header, message, fault);
        return fault;
    }

    /// <summary>Reads a CEA: no fault where the other side let us in.</summary>
    public static DiameterFault Accept(ReadOnlySpan<byte> answer, out PeerIdentity identity)
    {
        DiameterFault fault = PeerIdentity.Read(answer, out identity);
        uint resultCode = BaseRequests.ResultCodeOf(answer);
        return resultCode is not (ResultCodes.Success or 0) ? DiameterFault.OfMessage(resultCode)
            : fault.IsNone && resultCode == 0 ? DiameterFault.Missing(AvpCodes.ResultCode)
            : fault;
    }
}
