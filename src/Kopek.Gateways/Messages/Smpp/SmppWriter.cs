using System.Buffers;
using System.Text;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>Writes the fields of a body in their order, SMPP 3.4 3.1.</summary>
internal sealed class SmppWriter
{
    private readonly ArrayBufferWriter<byte> body = new(256);

    public SmppWriter Byte(byte value) => Octets([value]);

    /// <summary>A C-octet string; throws where it does not fit with its NUL.</summary>
    public SmppWriter Text(string value, int most, string field)
    {
        if (value.Length >= most || value.AsSpan().ContainsAnyExceptInRange('\u0001', '\u00FF'))
        {
            throw new ArgumentException($"{field} has at most {most - 1} characters of one octet.", field);
        }

        return Octets(Encoding.Latin1.GetBytes(value)).Byte(0);
    }

    public SmppWriter Octets(ReadOnlySpan<byte> value)
    {
        body.Write(value);
        return this;
    }

    public byte[] ToArray() => body.WrittenSpan.ToArray();
}
