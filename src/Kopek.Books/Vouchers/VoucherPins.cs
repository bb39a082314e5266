using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core.Accounts;

namespace Kopek.Books.Vouchers;

/// <summary>
/// PINs of vouchers: made here, shown once, kept nowhere. A voucher is found by a keyed hash of its PIN; the key is a file of the data folder, so that who
/// holds the journal alone cannot try PINs against it. Losing the file makes every unsold voucher worthless: back it up.
/// </summary>
public sealed class VoucherPins
{
    public const string FileName = "voucher-key";

    /// <summary>Digits: 10^16 PINs, of which a batch uses ten thousand.</summary>
    public const int Length = 16;

    private const int KeyBytes = 32;
    private readonly byte[] key;

    private VoucherPins(byte[] key) => this.key = key;

    /// <summary>Reads the key of a data folder, or makes it (readable by its owner alone). Throws <see cref="InvalidDataException"/> where the file is no key.</summary>
    public static VoucherPins Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Write(path, RandomNumberGenerator.GetBytes(KeyBytes));
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? new VoucherPins(key)
            : throw new InvalidDataException($"{FileName} has {key.Length} bytes instead of {KeyBytes}: put the file back from a backup, or every sold voucher is lost.");
    }

    /// <summary>A fresh PIN of digits, none of them predictable.</summary>
    public static string New() => RandomNumberGenerator.GetString("0123456789", Length);

    /// <summary>The voucher's account; null where the text is no PIN. Spaces and dashes between digits are as good as none.</summary>
    public AccountKey? KeyOf(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        var digits = string.Concat(pin.Where(letter => letter is not (' ' or '-')));
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(digits), hash);
        return new AccountKey(AccountKind.Voucher, BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    private static void Write(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
