using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// Writes the fields of a stored form straight into the batch's memory; allocates nothing. Finish with <see cref="Flush"/>.
/// <code>
/// unsigned   7 bits a byte, lowest first, high bit: more follows (1-10 bytes)
/// signed     zigzag (0, -1, 1, -2, ... become 0, 1, 2, 3, ...), then unsigned
/// moment     against a base moment known to the reader: 0 never, 1 beginning, else 2 + zigzag of the difference in ms
/// text       unsigned (UTF-8 length + 1), bytes; 0 alone is null
/// key, hash  8 bytes each half, little-endian
/// </code>
/// </summary>
internal ref struct StoredWriter(IBufferWriter<byte> to)
{
    private const int LongestNumber = 10;
    private const int LeastChunk = 256;

    private readonly IBufferWriter<byte> to = to;
    private Span<byte> free = to.GetSpan(LeastChunk);
    private int used;

    public void Flush()
    {
        to.Advance(used);
        free = free[used..];
        used = 0;
    }

    public void Byte(byte value)
    {
        Ensure(1);
        free[used++] = value;
    }

    public void Unsigned(ulong value)
    {
        Ensure(LongestNumber);
        if (value < 0x80)
        {
            free[used++] = (byte)value;
        }
        else if (Bmi2.X64.IsSupported && value < 1UL << 56)
        {
            // All seven-bit groups at once: spread, mark all but the last as continued, store eight bytes and keep what counts.
            var length = (BitOperations.Log2(value) + 7) / 7;
            var continued = 0x8080808080808080UL & ((1UL << (length * 8 - 1)) - 1);
            BinaryPrimitives.WriteUInt64LittleEndian(free[used..], Bmi2.X64.ParallelBitDeposit(value, 0x7F7F7F7F7F7F7F7FUL) | continued);
            used += length;
        }
        else
        {
            for (; value >= 0x80; value >>= 7)
            {
                free[used++] = (byte)(value & 0x7F | 0x80);
            }

            free[used++] = (byte)value;
        }
    }

    public void Signed(long value) => Unsigned(Zigzag(value));

    public void Fixed(ulong value)
    {
        Ensure(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(free[used..], value);
        used += sizeof(ulong);
    }

    public void Money(Money value) => Signed(value.Kopeks);

    public void Key(SessionKey key)
    {
        Fixed(key.High);
        Fixed(key.Low);
    }

    public void Order(OrderId order)
    {
        Fixed(order.High);
        Fixed(order.Low);
    }

    /// <summary>A moment that is usually near <paramref name="near"/>; one further away than any calendar reaches throws <see cref="OverflowException"/>.</summary>
    public void Moment(Moment value, Moment near)
    {
        if (value.IsNever)
        {
            Byte(0);
        }
        else if (value == Core.Moment.Beginning)
        {
            Byte(1);
        }
        else
        {
            Unsigned(2 + Zigzag(unchecked(value.UnixMilliseconds - BaseOf(near))));
        }
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Byte(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Unsigned((ulong)length + 1);
        Ensure(length);
        used += Encoding.UTF8.GetBytes(text, free[used..]);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        foreach (var part in bytes)
        {
            Byte(part);
        }
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Count + 1, then bucket number and octets each; 0 alone is null.</summary>
    public void Parts(BucketPart[]? parts)
    {
        if (parts is null)
        {
            Byte(0);
            return;
        }

        Unsigned((ulong)parts.Length + 1);
        foreach (var part in parts)
        {
            Signed(part.Bucket);
            Signed(part.Octets);
        }
    }

    /// <summary>Never and beginning are no place to count from.</summary>
    public static long BaseOf(Moment near) => near.IsNever || near == Core.Moment.Beginning ? 0 : near.UnixMilliseconds;

    private static ulong Zigzag(long value) => unchecked((ulong)(value << 1 ^ value >> 63));

    private void Ensure(int bytes)
    {
        if (free.Length - used < bytes)
        {
            Grow(bytes);
        }
    }

    private void Grow(int bytes)
    {
        to.Advance(used);
        used = 0;
        free = to.GetSpan(Math.Max(bytes, LeastChunk));
    }
}
