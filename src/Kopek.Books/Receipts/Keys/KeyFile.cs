using System.Globalization;
using System.Text;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Receipts.Keys;

/// <summary>
/// The file receipt-key of a data folder, for its owner only (0600): lines of text. Whoever has it can make receipts that are genuine, and knows every token.
/// <code>
/// secret HEX                what tokens and salts are made with; for ever the same
/// key MILLISECONDS HEX      seed of an Ed25519 key, and since when it signs
/// </code>
/// </summary>
internal static class KeyFile
{
    public const string Name = "receipt-key";
    public const int SecretBytes = 32;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    /// <summary>Throws <see cref="BooksException"/>; the message never holds what is in the file.</summary>
    public static (byte[] Secret, List<SigningKey> Keys) Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new BooksException($"{path} can be read by others than its owner. It is the key of all receipts: chmod 600 it, and ask who had it.");
        }

        byte[]? secret = null;
        var keys = new List<SigningKey>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            switch (line.Split(' '))
            {
                case ["secret", var hex] when secret is null: secret = Bytes(path, hex, SecretBytes); break;
                case ["key", var from, var hex] when long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var since):
                    keys.Add(new SigningKey(Bytes(path, hex, SigningKey.SeedBytes), new Moment(since)));
                    break;
                default: throw Broken(path);
            }
        }

        return secret is not null && keys.Count > 0 ? (secret, [.. keys.OrderBy(key => key.From)]) : throw Broken(path);
    }

    public static void Write(string path, ReadOnlySpan<byte> secret, IEnumerable<SigningKey> keys)
    {
        var text = new StringBuilder("# Kopek: signs receipts. Keep it secret and back it up; without it no token can be made again.\n");
        text.Append(CultureInfo.InvariantCulture, $"secret {Convert.ToHexStringLower(secret)}\n");
        foreach (var key in keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"key {key.From.UnixMilliseconds} {Convert.ToHexStringLower(key.Seed)}\n");
        }

        Replace(path, Encoding.ASCII.GetBytes(text.ToString()), Owner);
    }

    /// <summary>Written beside and moved over, so that a crash leaves the old file or the new one.</summary>
    public static void Replace(string path, byte[] content, UnixFileMode mode)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private static byte[] Bytes(string path, string hex, int count)
    {
        try
        {
            return Convert.FromHexString(hex) is { } bytes && bytes.Length == count ? bytes : throw Broken(path);
        }
        catch (FormatException)
        {
            throw Broken(path);
        }
    }

    private static BooksException Broken(string path) => new($"{path} is not as Kopek wrote it. Restore it from a backup; receipts wait meanwhile.");
}
