using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Kopek.Diameter.Codec;

/// <summary>
/// Walks the AVPs of one level of a message and allocates nothing. Bad octets never throw: <see cref="MoveNext"/> or a
/// <c>TryRead</c> answers false and <see cref="Fault"/> says why, with what Failed-AVP needs.
/// <code>
/// 0..3 code | 4 flags | 5..7 length without padding | [8..11 vendor, if V] | data | 0..3 octets of padding
/// </code>
/// </summary>
public ref struct AvpReader
{
    // NTP counts from 1900 and wraps in 2036: a value without its top bit belongs to the next era (RFC 6733 4.3.1, RFC 5905).
    private const long UnixSecondsAtNtpZero = -2_208_988_800;
    private const long NtpEraSeconds = 1L << 32;

    private readonly ReadOnlySpan<byte> octets;
    private readonly int baseOffset;
    private readonly int depth;
    private int start;
    private int next;
    private int count;
    private uint faultCode;

    private AvpReader(ReadOnlySpan<byte> octets, int baseOffset, int depth)
    {
        this.octets = octets;
        this.baseOffset = baseOffset;
        this.depth = depth;
        faultCode = depth > DiameterLimits.MaxDepth ? ResultCodes.UnableToComply : 0;
    }

    /// <param name="message">One whole message, header included; its length field has been checked.</param>
    public static AvpReader OfMessage(ReadOnlySpan<byte> message) =>
        new(message[DiameterLimits.HeaderLength..], DiameterLimits.HeaderLength, 1);

    /// <param name="avps">AVPs without a header before them; offsets in faults count from here.</param>
    public static AvpReader OfAvps(ReadOnlySpan<byte> avps) => new(avps, 0, 1);

    public uint Code { get; private set; }

    /// <summary>0 where the V bit is clear.</summary>
    public uint VendorId { get; private set; }

    public AvpFlags Flags { get; private set; }

    public readonly bool IsMandatory => (Flags & AvpFlags.Mandatory) != 0;

    /// <summary>The octets of the value, without header and padding.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Header and data of the current AVP, without padding.</summary>
    public readonly ReadOnlySpan<byte> Avp => octets[start..(start + HeaderLength + Data.Length)];

    /// <summary>Where the current AVP begins, counted from the start of the message.</summary>
    public readonly int Offset => baseOffset + start;

    /// <summary>True once anything was malformed; the walk is over then.</summary>
    public readonly bool Failed => faultCode != 0;

    public readonly DiameterFault Fault => faultCode == 0
        ? DiameterFault.None
        : new DiameterFault(faultCode, Code, VendorId, Flags, Offset, FaultLength);

    private readonly int HeaderLength => (Flags & AvpFlags.VendorSpecific) != 0 ? 12 : 8;

    // Of an AVP with a wrong length only the header can be trusted.
    private readonly int FaultLength => faultCode == ResultCodes.InvalidAvpLength ? 0 : HeaderLength + Data.Length;

    /// <summary>False at the end, or where an AVP is malformed: 5014 where its length does not fit, 5012 past the limits.</summary>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> rest = octets[next..];
        if (rest.IsEmpty || faultCode != 0)
        {
            return false;
        }

        start = next;
        if (rest.Length < 8)
        {
            return FailTruncatedHeader(rest);
        }

        Code = BinaryPrimitives.ReadUInt32BigEndian(rest);
        uint flagsAndLength = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        Flags = (AvpFlags)(flagsAndLength >> 24 & 0xE0);
        int length = (int)(flagsAndLength & 0xFFFFFF);
        int header = 8;
        VendorId = 0;
        if ((Flags & AvpFlags.VendorSpecific) != 0)
        {
            if (rest.Length < 12)
            {
                return FailTruncatedHeader(rest);
            }

            header = 12;
            VendorId = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
        }

        if (length < header || length > rest.Length)
        {
            return Fail(ResultCodes.InvalidAvpLength);
        }

        Data = rest[header..length];
        // The last AVP of a group comes without padding from some stacks; nothing follows it, so it is taken.
        next += Math.Min((length + 3) & ~3, rest.Length);
        return ++count <= DiameterLimits.MaxAvpsPerLevel || Fail(ResultCodes.UnableToComply);
    }

    /// <summary>The AVPs inside the current one. Past <see cref="DiameterLimits.MaxDepth"/> the reader is empty and failed with 5012.</summary>
    public readonly AvpReader Group()
    {
        var group = new AvpReader(Data, Offset + HeaderLength, depth + 1);
        if (group.faultCode != 0)
        {
            group.Code = Code;
            group.VendorId = VendorId;
            group.Flags = Flags;
        }

        return group;
    }

    /// <summary>Also Enumerated of unsigned meaning; 5014 unless 4 octets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadUnsigned32(out uint value) =>
        BinaryPrimitives.TryReadUInt32BigEndian(Data, out value) && Data.Length == 4 || FailLength();

    /// <summary>Also Enumerated; 5014 unless 4 octets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger32(out int value) =>
        BinaryPrimitives.TryReadInt32BigEndian(Data, out value) && Data.Length == 4 || FailLength();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadUnsigned64(out ulong value) =>
        BinaryPrimitives.TryReadUInt64BigEndian(Data, out value) && Data.Length == 8 || FailLength();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger64(out long value) =>
        BinaryPrimitives.TryReadInt64BigEndian(Data, out value) && Data.Length == 8 || FailLength();

    /// <summary>Seconds since 1970; 5014 unless 4 octets.</summary>
    public bool TryReadTime(out long unixSeconds)
    {
        bool read = TryReadUnsigned32(out uint ntpSeconds);
        long era = ntpSeconds < 0x8000_0000 ? NtpEraSeconds : 0;
        unixSeconds = era + ntpSeconds + UnixSecondsAtNtpZero;
        return read;
    }

    /// <summary>5004 where the octets are no UTF-8.</summary>
    public bool TryReadUtf8(out ReadOnlySpan<byte> utf8)
    {
        utf8 = Data;
        return Utf8.IsValid(utf8) || Fail(ResultCodes.InvalidAvpValue);
    }

    /// <summary>IANA address family (1 IPv4, 2 IPv6, 8 E.164) and its octets; 5014 where a family and its size disagree.</summary>
    public bool TryReadAddress(out ushort family, out ReadOnlySpan<byte> address)
    {
        address = Data.Length < 2 ? default : Data[2..];
        return BinaryPrimitives.TryReadUInt16BigEndian(Data, out family)
            && (family != 1 || address.Length == 4) && (family != 2 || address.Length == 16)
            || FailLength();
    }

    /// <summary>Marks the current AVP as the reason of a refusal, for instance 5004 for a value out of its range. Always false.</summary>
    public bool Fail(uint resultCode)
    {
        faultCode = resultCode;
        return false;
    }

    private bool FailLength() => Fail(ResultCodes.InvalidAvpLength);

    private bool FailTruncatedHeader(ReadOnlySpan<byte> rest)
    {
        // RFC 6733 7.1.5: an incomplete header is filled up with zeros.
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        rest[..Math.Min(rest.Length, 11)].CopyTo(header);
        Code = BinaryPrimitives.ReadUInt32BigEndian(header);
        Flags = (AvpFlags)(header[4] & 0xE0);
        VendorId = 0;
        Data = default;
        return Fail(ResultCodes.InvalidAvpLength);
    }
}
