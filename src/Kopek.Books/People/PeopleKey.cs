using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.People;

/// <summary>
/// people.key: the secret of a deployment under which document numbers are hashed and the audit trail is chained. Beside people.db, not in it: whoever gets a
/// copy of the database alone can try no passport numbers against it. Lost, no holder can be matched any more.
/// </summary>
internal sealed class PeopleKey
{
    private const string FileName = "people.key";
    private const int Bytes = 32;

    private readonly byte[] secret;

    private PeopleKey(byte[] secret) => this.secret = secret;

    /// <summary>Reads the folder's key, or makes one where there are no people yet. Throws <see cref="BooksException"/>.</summary>
    public static PeopleKey Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path) && !File.Exists(BooksFile.People.PathIn(folder)))
        {
            Make(path);
        }

        try
        {
            var secret = Convert.FromHexString(File.ReadAllText(path).Trim());
            return secret.Length == Bytes ? new PeopleKey(secret) : throw new FormatException("It has another length.");
        }
        catch (Exception failed) when (failed is IOException or FormatException or UnauthorizedAccessException)
        {
            throw new BooksException($"{FileName} in {folder} cannot be read ({failed.Message}). people.db is of no use without it: restore both from the same backup.", failed);
        }
    }

    public byte[] Hash(string purpose, params IEnumerable<string> parts)
    {
        // Each part with its length, so that no two lists of parts are one text.
        var text = new StringBuilder(purpose);
        foreach (var part in parts)
        {
            text.Append('\n').Append(part.Length).Append(':').Append(part);
        }

        return HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text.ToString()));
    }

    public byte[] Hash(ReadOnlySpan<byte> content) => HMACSHA256.HashData(secret, content);

    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (IOException failed) when (File.Exists(path))
        {
            // Another process made it in the same moment.
            _ = failed;
        }
    }
}
