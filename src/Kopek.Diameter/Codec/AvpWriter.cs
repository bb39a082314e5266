using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Kopek.Diameter.Codec;

/// <summary>
/// Writes messages and AVPs straight into a span. A span that is too short is no exception: the writer turns
/// <see cref="Overflowed"/>, takes nothing more, and whoever owns the span encodes the message again into a longer one.
/// Vendor-Id 0 leaves out the V bit. All AVPs have the M bit unless told otherwise.
/// </summary>
public ref struct AvpWriter
{
    private const long NtpSecondsAtUnixZero = 2_208_988_800;

    private readonly Span<byte> buffer;
    private int at;

    public AvpWriter(Span<byte> buffer)
    {
        this.buffer = buffer;
    }

    /// <summary>Octets written so far.</summary>
    public readonly int Written => at;

    /// <summary>True once something did not fit; what is in the span is of no use then.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Begins a message; its length is filled in by <see cref="EndMessage"/>.</summary>
    /// <returns>Where it begins, for <see cref="EndMessage"/>.</returns>
    public int BeginMessage(in DiameterHeader header)
    {
        int start = at;
        Span<byte> octets = Take(DiameterLimits.HeaderLength);
        if (!octets.IsEmpty)
        {
            header.Write(octets);
        }

        return start;
    }

    /// <summary>Begins a request. Hop-by-hop is set by the peer that sends it.</summary>
    public int BeginRequest(uint commandCode, uint applicationId, uint endToEnd, CommandFlags flags = CommandFlags.Proxiable) =>
        BeginMessage(new DiameterHeader(1, 0, flags | CommandFlags.Request, commandCode, applicationId, 0, endToEnd));

    public readonly void EndMessage(int start)
    {
        if (!Overflowed)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer[start..], 1u << 24 | (uint)(at - start));
        }
    }

    /// <summary>Begins a Grouped AVP; what is written until <see cref="EndGroup"/> goes inside.</summary>
    /// <returns>Where it begins, for <see cref="EndGroup"/>.</returns>
    public int BeginGroup(uint code, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        int start = at;
        Begin(code, vendorId, flags, 0);
        return start;
    }

    public readonly void EndGroup(int start)
    {
        if (!Overflowed)
        {
            Span<byte> length = buffer[(start + 4)..];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)length[0] << 24 | (uint)(at - start));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnsigned32(uint code, uint value, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        Span<byte> data = Begin(code, vendorId, flags, 4);
        if (!data.IsEmpty)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, value);
        }
    }

    /// <summary>Also Enumerated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInteger32(uint code, int value, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory) =>
        WriteUnsigned32(code, unchecked((uint)value), vendorId, flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnsigned64(uint code, ulong value, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        Span<byte> data = Begin(code, vendorId, flags, 8);
        if (!data.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInteger64(uint code, long value, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory) =>
        WriteUnsigned64(code, unchecked((ulong)value), vendorId, flags);

    /// <param name="unixSeconds">Seconds since 1970, until 2104; the wire's 32 bits wrap in 2036 and are read back by era.</param>
    public void WriteTime(uint code, long unixSeconds, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory) =>
        WriteUnsigned32(code, unchecked((uint)(unixSeconds + NtpSecondsAtUnixZero)), vendorId, flags);

    public void WriteOctets(uint code, scoped ReadOnlySpan<byte> value, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        Span<byte> data = Begin(code, vendorId, flags, value.Length);
        if (!data.IsEmpty)
        {
            value.CopyTo(data);
        }
    }

    /// <summary>UTF8String, DiameterIdentity and DiameterURI from text; the hot path keeps its octets and calls <see cref="WriteOctets"/>.</summary>
    public void WriteText(uint code, scoped ReadOnlySpan<char> text, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        Span<byte> data = Begin(code, vendorId, flags, Encoding.UTF8.GetByteCount(text));
        if (!data.IsEmpty)
        {
            Encoding.UTF8.GetBytes(text, data);
        }
    }

    /// <summary>IPv4 or IPv6 with its family before it; an IPv4 address inside IPv6 is written as IPv4.</summary>
    public void WriteAddress(uint code, IPAddress address, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        Span<byte> data = Begin(code, vendorId, flags, isV4 ? 6 : 18);
        if (!data.IsEmpty)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data, isV4 ? (ushort)1 : (ushort)2);
            _ = address.TryWriteBytes(data[2..], out _);
        }
    }

    /// <summary>An AVP whose value is all zeros, as Failed-AVP names what is missing.</summary>
    public void WriteZeros(uint code, int length, uint vendorId = 0, AvpFlags flags = AvpFlags.Mandatory) =>
        Begin(code, vendorId, flags, length).Clear();

    /// <summary>AVPs that are encoded already; padding of the last is added.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> avps)
    {
        Span<byte> octets = Take((avps.Length + 3) & ~3);
        if (!octets.IsEmpty)
        {
            avps.CopyTo(octets);
            octets[avps.Length..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Begin(uint code, uint vendorId, AvpFlags flags, int dataLength)
    {
        int header = vendorId == 0 ? 8 : 12;
        int length = header + dataLength;
        Span<byte> octets = Take((length + 3) & ~3);
        if (octets.IsEmpty)
        {
            return default;
        }

        flags = vendorId == 0 ? flags & ~AvpFlags.VendorSpecific : flags | AvpFlags.VendorSpecific;
        BinaryPrimitives.WriteUInt32BigEndian(octets, code);
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)flags << 24 | (uint)length);
        if (vendorId != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets[8..], vendorId);
        }

        octets[length..].Clear();
        return octets[header..length];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Take(int length)
    {
        if (Overflowed || length > buffer.Length - at)
        {
            Overflowed = true;
            return default;
        }

        Span<byte> octets = buffer.Slice(at, length);
        at += length;
        return octets;
    }
}
