using System.Buffers.Binary;

namespace Kopek.Diameter.Codec;

/// <summary>Command flags of RFC 6733 3; the four low bits are reserved and ignored when read.</summary>
[Flags]
public enum CommandFlags : byte
{
    None = 0,
    /// <summary>T: perhaps a repetition after a fail-over.</summary>
    Retransmitted = 0x10,
    /// <summary>E: an answer with a protocol error (3xxx).</summary>
    Error = 0x20,
    /// <summary>P: may be relayed; an answer copies it from its request.</summary>
    Proxiable = 0x40,
    /// <summary>R: a request.</summary>
    Request = 0x80,
}

/// <summary>
/// The 20 octets before the AVPs (RFC 6733 3), big endian:
/// <code>
/// 0 version = 1 | 1..3 length | 4 flags | 5..7 command | 8..11 application | 12..15 hop-by-hop | 16..19 end-to-end
/// </code>
/// </summary>
/// <param name="Length">Octets of the whole message, header included.</param>
public readonly record struct DiameterHeader(
    byte Version, int Length, CommandFlags Flags, uint CommandCode, uint ApplicationId, uint HopByHop, uint EndToEnd)
{
    /// <summary>Where the Hop-by-Hop Identifier stands in a message.</summary>
    public const int HopByHopOffset = 12;

    public bool IsRequest => (Flags & CommandFlags.Request) != 0;

    public bool IsError => (Flags & CommandFlags.Error) != 0;

    /// <summary>Reads the fields as they stand, right or wrong; <see cref="Check"/> judges them.</summary>
    /// <param name="octets">At least <see cref="DiameterLimits.HeaderLength"/> octets.</param>
    public static DiameterHeader Read(ReadOnlySpan<byte> octets)
    {
        octets = octets[..DiameterLimits.HeaderLength];
        uint versionAndLength = BinaryPrimitives.ReadUInt32BigEndian(octets);
        uint flagsAndCommand = BinaryPrimitives.ReadUInt32BigEndian(octets[4..]);
        return new DiameterHeader(
            (byte)(versionAndLength >> 24),
            (int)(versionAndLength & 0xFFFFFF),
            (CommandFlags)((flagsAndCommand >> 24) & 0xF0),
            flagsAndCommand & 0xFFFFFF,
            BinaryPrimitives.ReadUInt32BigEndian(octets[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(octets[HopByHopOffset..]),
            BinaryPrimitives.ReadUInt32BigEndian(octets[16..]));
    }

    /// <summary>5011 for another version, 5015 for a length that no message can have or that is over the limit; neither lets the next message be found.</summary>
    public DiameterFault Check(int maxMessageLength) => this switch
    {
        { Version: not 1 } => DiameterFault.OfMessage(ResultCodes.UnsupportedVersion),
        { Length: < DiameterLimits.HeaderLength } => DiameterFault.OfMessage(ResultCodes.InvalidMessageLength),
        _ when Length > maxMessageLength || (Length & 3) != 0 => DiameterFault.OfMessage(ResultCodes.InvalidMessageLength),
        _ => DiameterFault.None,
    };

    /// <summary>The header of the answer to this request, its length still to be set; the E bit is set for 3xxx (RFC 6733 7.1.3).</summary>
    public DiameterHeader Answer(uint resultCode) => this with
    {
        Version = 1,
        Flags = (Flags & CommandFlags.Proxiable) | (ResultCodes.IsProtocolError(resultCode) ? CommandFlags.Error : CommandFlags.None),
    };

    public void Write(Span<byte> octets)
    {
        octets = octets[..DiameterLimits.HeaderLength];
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)Version << 24 | (uint)Length & 0xFFFFFF);
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)Flags << 24 | CommandCode & 0xFFFFFF);
        BinaryPrimitives.WriteUInt32BigEndian(octets[8..], ApplicationId);
        BinaryPrimitives.WriteUInt32BigEndian(octets[HopByHopOffset..], HopByHop);
        BinaryPrimitives.WriteUInt32BigEndian(octets[16..], EndToEnd);
    }
}
