using System.Buffers.Binary;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>Reads what <see cref="StoredWriter"/> wrote. Bytes that are no such thing throw <see cref="JournalException"/>, never anything else.</summary>
internal ref struct StoredReader(ReadOnlySpan<byte> from)
{
    private ReadOnlySpan<byte> rest = from;

    public readonly ReadOnlySpan<byte> Rest => rest;

    public byte Byte()
    {
        if (rest.IsEmpty)
        {
            throw Cut();
        }

        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public ulong Unsigned()
    {
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            return Byte();
        }

        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new JournalException("A stored number is longer than 64 bits.", outcomeUnknown: false);
    }

    public long Signed() => FromZigzag(Unsigned());

    public int Int() => Within(Signed(), int.MinValue, int.MaxValue, value => (int)value);

    public uint UInt() => Within((long)Math.Min(Unsigned(), long.MaxValue), 0, uint.MaxValue, value => (uint)value);

    public ushort Country() => Within((long)Math.Min(Unsigned(), long.MaxValue), 0, ushort.MaxValue, value => (ushort)value);

    public ulong Fixed()
    {
        if (rest.Length < sizeof(ulong))
        {
            throw Cut();
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        rest = rest[sizeof(ulong)..];
        return value;
    }

    public Money Money() => new(Signed());

    public SessionKey Key() => new(Fixed(), Fixed());

    public OrderId Order() => new(Fixed(), Fixed());

    public Moment Moment(Moment near) => Unsigned() switch
    {
        0 => Core.Moment.Never,
        1 => Core.Moment.Beginning,
        var difference => new Moment(unchecked(StoredWriter.BaseOf(near) + FromZigzag(difference - 2))),
    };

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new JournalException($"A stored yes or no is {other}.", outcomeUnknown: false),
    };

    /// <summary>A text that must be there; equal texts come back as one object, because a million lines share a dozen plans.</summary>
    public string Text() => TextOrNull() ?? throw new JournalException("A stored text is missing.", outcomeUnknown: false);

    public string? TextOrNull()
    {
        var length = Count(bytesEach: 1);
        if (length < 0)
        {
            return null;
        }

        var text = StoredTexts.Of(rest[..length]);
        rest = rest[length..];
        return text;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Unsigned();
        if (length > (ulong)rest.Length)
        {
            throw Cut();
        }

        var bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return bytes;
    }

    public BucketPart[]? PartsOrNull()
    {
        var count = Count(bytesEach: 2);
        if (count < 0)
        {
            return null;
        }

        var parts = count == 0 ? [] : new BucketPart[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = new BucketPart(Int(), Signed());
        }

        return parts;
    }

    /// <summary>A count that was written plus one (-1: null), no larger than the rest of the bytes can hold.</summary>
    public int Count(int bytesEach)
    {
        var count = Unsigned();
        if (count == 0)
        {
            return -1;
        }

        return (count - 1) <= (ulong)(rest.Length / bytesEach) ? (int)(count - 1) : throw Cut();
    }

    private static JournalException Cut() => new("A stored event or state ends in the middle.", outcomeUnknown: false);

    private static long FromZigzag(ulong value) => unchecked((long)(value >> 1) ^ -(long)(value & 1));

    private static T Within<T>(long value, long least, long most, Func<long, T> convert) => value >= least && value <= most
        ? convert(value)
        : throw new JournalException($"A stored number is {value}, which does not fit its field.", outcomeUnknown: false);
}
