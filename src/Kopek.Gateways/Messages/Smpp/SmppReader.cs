using System.Buffers.Binary;
using System.Text;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>Reads the fields of a body in their order, SMPP 3.4 3.1. What is cut short or has no end throws <see cref="SmppException"/>.</summary>
internal ref struct SmppReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte(string field) => Take(1, field)[0];

    /// <summary>An octet string of a known length.</summary>
    public ReadOnlySpan<byte> Octets(int length, string field) => Take(length, field);

    /// <summary>A C-octet string: ASCII up to its NUL, which is part of <paramref name="most"/>.</summary>
    public string Text(int most, string field)
    {
        var end = rest.IndexOf((byte)0);
        if (end < 0 || end >= most)
        {
            throw new SmppException($"{field} has no end within {most} octets.");
        }

        var text = Encoding.Latin1.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    /// <summary>The next optional parameter (SMPP 3.4 3.2.4.1): tag, length, value; false at the end.</summary>
    public bool TryOptional(out ushort tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (IsAtEnd)
        {
            return false;
        }

        tag = BinaryPrimitives.ReadUInt16BigEndian(Take(2, "tag"));
        value = Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2, "length")), $"parameter 0x{tag:X4}");
        return true;
    }

    private ReadOnlySpan<byte> Take(int length, string field)
    {
        if (length > rest.Length)
        {
            throw new SmppException($"{field} is cut short.");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
