using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Receipts.Keys;

/// <summary>
/// What makes receipts genuine: the signing keys with the time from which each signs, the secret of tokens and salts, and all public keys there ever were.
/// A receipt made again from the journal gets the key of its time, and so the same bytes. Safe from any thread.
/// </summary>
public sealed class ReceiptKeys
{
    /// <summary>The public keys of the folder, also of seeds that are destroyed; served at /receipts/keys.</summary>
    public const string PublicName = "receipt-keys.json";

    private const int BytesOfHalf = 16;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly byte[] secret;
    private readonly List<SigningKey> keys;

    internal ReceiptKeys(byte[] secret, List<SigningKey> keys, PublicKeys? old = null)
    {
        this.secret = secret;
        this.keys = keys;
        Public = new PublicKeys([.. (old?.All ?? []).Concat(keys.Select(key => key.Public)).DistinctBy(PublicKeys.IdOf)]);
    }

    public PublicKeys Public { get; }

    /// <summary>The keys of a data folder; made at its first start. Throws <see cref="BooksException"/>.</summary>
    public static ReceiptKeys Open(string folder)
    {
        try
        {
            var path = Path.Combine(folder, KeyFile.Name);
            var publicPath = Path.Combine(folder, PublicName);
            var old = File.Exists(publicPath) ? PublicKeys.Parse(File.ReadAllBytes(publicPath)) : null;
            if (!File.Exists(path))
            {
                if (old is not null)
                {
                    throw new BooksException($"{path} is missing, and receipts were signed with it. Restore it from the backup; a new key would give old receipts other tokens.");
                }

                KeyFile.Write(path, RandomNumberGenerator.GetBytes(KeyFile.SecretBytes), [NewKey(new Moment(0))]);
            }

            var (secret, keys) = KeyFile.Read(path);
            var opened = new ReceiptKeys(secret, keys, old);
            opened.Publish(publicPath, old);
            return opened;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new BooksException($"The keys of receipts in {folder} cannot be used: {failed.Message}", failed);
        }
    }

    /// <summary>Adds a new key to a folder: receipts issued from <paramref name="now"/> on are signed with it. No server may run on the folder.</summary>
    /// <returns>The new key's id.</returns>
    public static string Rotate(string folder, Moment now)
    {
        var current = Open(folder);
        var added = NewKey(now);
        KeyFile.Write(Path.Combine(folder, KeyFile.Name), current.secret, [.. current.keys, added]);
        Open(folder);
        return added.Id;
    }

    public ReceiptToken TokenOf(string operatorCode, long number)
    {
        var hash = Keyed("token", operatorCode, number);
        return new ReceiptToken(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(sizeof(ulong))));
    }

    /// <summary>Makes the receipt of facts: always the same one. Throws <see cref="ArgumentException"/> on facts that are none.</summary>
    public Receipt Sign(ReceiptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Fault() is { } fault)
        {
            throw new ArgumentException($"Receipt {facts.Operator}-{facts.Number}: {fault}.", nameof(facts));
        }

        var salt = Convert.ToHexStringLower(Keyed("salt", facts.Operator, facts.Number).AsSpan(0, BytesOfHalf));
        var part = new SealedPart(salt, facts.Line, facts.BalanceAfter);
        var key = keys.FindLast(known => known.From <= facts.IssuedAt) ?? keys[0];
        var unsigned = new PublicReceipt(facts.Operator, facts.Number, facts.Kind, facts.Order, facts.RefersTo, facts.IssuedAt, facts.Method, facts.Provider,
            facts.Paid, facts.Fee, facts.DebtRepaid, facts.Bonus, facts.Received, facts.Pack, facts.Currency, TokenOf(facts.Operator, facts.Number),
            CanonicalReceipt.Seal(part), key.Id, "");
        return new Receipt(unsigned with { Signature = Convert.ToHexStringLower(key.Sign(CanonicalReceipt.Bytes(unsigned))) }, part);
    }

    private static SigningKey NewKey(Moment from) => new(RandomNumberGenerator.GetBytes(SigningKey.SeedBytes), from);

    private byte[] Keyed(string purpose, string operatorCode, long number) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kopek.receipt.{purpose}/1\n{operatorCode}\n{number}")));

    private void Publish(string path, PublicKeys? old)
    {
        if (old is null || !old.Ids.ToHashSet().SetEquals(Public.Ids))
        {
            KeyFile.Replace(path, Public.Json(), Readable);
        }
    }
}
