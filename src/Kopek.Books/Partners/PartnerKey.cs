using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core;

namespace Kopek.Books.Partners;

/// <summary>
/// A key of a partner's program: an id that may be seen, and a secret of which only the SHA-256 is kept. The secret is 256 random bits, so a plain hash
/// cannot be searched. Two keys are valid side by side while a partner changes them.
/// </summary>
public sealed record PartnerKey(string Id, string Partner, ReadOnlyMemory<byte> Hash, Moment ValidFrom, Moment ValidUntil, Moment MadeAt)
{
    /// <summary>Keys of a partner that are valid or will be: enough for a change in several places.</summary>
    public const int MostOfPartner = 10;

    /// <summary>Characters of a secret that is looked at; bounds what is hashed for a stranger.</summary>
    public const int LongestSecret = 128;

    private const int IdBytes = 8;
    private const int SecretBytes = 32;

    public bool IsValid(Moment now) => ValidFrom <= now && now < ValidUntil;

    /// <summary>In constant time.</summary>
    public bool Matches(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret.Length > LongestSecret ? "" : secret), given);
        return CryptographicOperations.FixedTimeEquals(given, Hash.Span);
    }

    /// <summary>A new key and its secret, which is nowhere afterwards but with who asked for it.</summary>
    public static (PartnerKey Key, string Secret) Make(string partner, Moment from, Moment until, Moment now)
    {
        var secret = "ps_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var id = "pk_" + RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);
        return (new PartnerKey(id, partner, SHA256.HashData(Encoding.UTF8.GetBytes(secret)), from, until, now), secret);
    }
}

/// <summary>
/// A secret that webhooks are signed with (Standard Webhooks: whsec_ and base64 of 24 to 64 bytes). It signs, so it is kept as it is. While it is changed
/// both sign.
/// </summary>
public sealed record WebhookSecret(string Partner, string Secret, Moment MadeAt, Moment ValidUntil)
{
    public const string Prefix = "whsec_";
    private const int Bytes = 32;

    public ReadOnlyMemory<byte> Bytes32 => Convert.FromBase64String(Secret[Prefix.Length..]);

    public static WebhookSecret Make(string partner, Moment now) =>
        new(partner, Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)), now, Moment.Never);

    /// <summary>Never in a log.</summary>
    public override string ToString() => $"secret of {Partner}";
}
