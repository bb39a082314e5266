using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kopek.Books.Receipts;

/// <summary>
/// The bytes that are signed, version 1. Receipts outlive this code: a form that was ever used is never changed, a new one gets a new version.
/// <code>
/// "kopek.receipt"   13 bytes ASCII
/// version           1 byte, 1
/// key id            text
/// token             16 bytes
/// operator          text
/// number            8
/// kind              1
/// order             16 bytes
/// refers to         8, 0 for none
/// issued at         8, milliseconds since 1970-01-01T00:00:00Z
/// method            1
/// provider          text
/// paid, fee, debt repaid, bonus, received   8 each, kopeks
/// pack              text, empty for none
/// currency          text
/// seal              32 bytes
///
/// The seal is SHA-256 of: "kopek.receipt.sealed" (20 bytes ASCII), version (1 byte, 1), salt (16), line (8), balance after (8).
/// </code>
/// Numbers are signed and big-endian; a text is one byte of length and so many bytes of UTF-8.
/// </summary>
public static class CanonicalReceipt
{
    public const byte Version = 1;
    private const int TokenBytes = 16;

    /// <summary>Throws <see cref="ArgumentException"/> where a text has more than 255 bytes or the seal is none.</summary>
    public static byte[] Bytes(PublicReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var to = new ArrayBufferWriter<byte>(512);
        to.Write("kopek.receipt"u8);
        Write(to, Version);
        Write(to, receipt.KeyId);
        Write(to, receipt.Token.High, receipt.Token.Low);
        Write(to, receipt.Operator);
        Write(to, receipt.Number);
        Write(to, (byte)receipt.Kind);
        Write(to, receipt.Order.High, receipt.Order.Low);
        Write(to, receipt.RefersTo ?? 0);
        Write(to, receipt.IssuedAt.UnixMilliseconds);
        Write(to, (byte)receipt.Method);
        Write(to, receipt.Provider);
        foreach (var amount in (ReadOnlySpan<Core.Money>)[receipt.Paid, receipt.Fee, receipt.DebtRepaid, receipt.Bonus, receipt.Received])
        {
            Write(to, amount.Kopeks);
        }

        Write(to, receipt.Pack ?? "");
        Write(to, receipt.Currency);
        to.Write(Convert.FromHexString(receipt.Seal));
        return to.WrittenSpan.ToArray();
    }

    /// <summary>The seal over what is not shown, 64 hexadecimal digits.</summary>
    public static string Seal(SealedPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var to = new ArrayBufferWriter<byte>(64);
        to.Write("kopek.receipt.sealed"u8);
        Write(to, Version);
        to.Write(Convert.FromHexString(part.Salt));
        Write(to, part.Line.Value);
        Write(to, part.BalanceAfter.Kopeks);
        return Convert.ToHexStringLower(SHA256.HashData(to.WrittenSpan));
    }

    private static void Write(ArrayBufferWriter<byte> to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    private static void Write(ArrayBufferWriter<byte> to, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), value);
        to.Advance(sizeof(long));
    }

    private static void Write(ArrayBufferWriter<byte> to, ulong high, ulong low)
    {
        var span = to.GetSpan(TokenBytes);
        BinaryPrimitives.WriteUInt64BigEndian(span, high);
        BinaryPrimitives.WriteUInt64BigEndian(span[sizeof(ulong)..], low);
        to.Advance(TokenBytes);
    }

    private static void Write(ArrayBufferWriter<byte> to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > byte.MaxValue)
        {
            throw new ArgumentException($"A text of a receipt has at most {byte.MaxValue} bytes.", nameof(text));
        }

        Write(to, (byte)bytes.Length);
        to.Write(bytes);
    }
}
