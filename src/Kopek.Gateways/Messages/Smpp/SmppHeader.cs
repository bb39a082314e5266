using System.Buffers.Binary;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// The head of every PDU, SMPP 3.4 3.2; whole numbers are big-endian.
/// <code>
///  0        4             8               12                16
/// +--------+-------------+---------------+-----------------+------
/// | length | command_id  | command_status| sequence_number | body
/// +--------+-------------+---------------+-----------------+------
/// </code>
/// </summary>
/// <param name="Length">Octets of the whole PDU with this head.</param>
internal readonly record struct SmppHeader(int Length, SmppCommand Command, uint Status, uint Sequence)
{
    public bool IsResponse => ((uint)Command & 0x80000000) != 0;

    /// <summary>False where the length is none that a PDU can have.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out SmppHeader header)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        header = new SmppHeader((int)Math.Min(length, int.MaxValue), (SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(octets[8..]), BinaryPrimitives.ReadUInt32BigEndian(octets[12..]));
        return length is >= SmppLimits.HeaderBytes and <= SmppLimits.MostPduBytes;
    }

    /// <summary>A whole PDU with this body.</summary>
    public static byte[] Pdu(SmppCommand command, uint status, uint sequence, ReadOnlySpan<byte> body)
    {
        var pdu = new byte[SmppLimits.HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(pdu, pdu.Length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(4), (uint)command);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(8), status);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(12), sequence);
        body.CopyTo(pdu.AsSpan(SmppLimits.HeaderBytes));
        return pdu;
    }
}

/// <summary>A PDU as it came.</summary>
internal sealed record SmppPdu(SmppHeader Header, byte[] Body);

/// <summary>The other side broke the protocol, or the connection is gone. The message says which field or step.</summary>
internal sealed class SmppException(string message, Exception? inner = null) : Exception(message, inner);
