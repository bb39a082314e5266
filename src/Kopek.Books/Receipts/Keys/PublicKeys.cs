using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NSec.Cryptography;

namespace Kopek.Books.Receipts.Keys;

/// <summary>
/// The public keys that receipts were ever signed with, as a JSON Web Key Set (RFC 7517, RFC 8037): what anyone needs to check a receipt. A key's id is its
/// thumbprint (RFC 7638).
/// </summary>
public sealed class PublicKeys
{
    /// <summary>Bytes of a key set that is read; a set of a hundred keys has fewer.</summary>
    public const int MostBytes = 64 << 10;

    private readonly FrozenDictionary<string, byte[]> keys;

    internal PublicKeys(IEnumerable<byte[]> keys) => this.keys = keys.ToFrozenDictionary(IdOf);

    public IReadOnlyCollection<string> Ids => keys.Keys;

    internal IEnumerable<byte[]> All => keys.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value);

    /// <summary>Reads a set; keys of other kinds are passed over. Throws <see cref="FormatException"/> where it is none.</summary>
    public static PublicKeys Parse(ReadOnlySpan<byte> jwks)
    {
        if (jwks.Length > MostBytes)
        {
            throw new FormatException($"A key set has at most {MostBytes} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(jwks.ToArray());
            var found = new List<byte[]>();
            foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (key.GetProperty("kty").GetString() == "OKP" && key.GetProperty("crv").GetString() == "Ed25519")
                {
                    found.Add(KeyOf(key.GetProperty("x").GetString()!));
                }
            }

            return new PublicKeys(found.DistinctBy(IdOf));
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException("This is no JSON Web Key Set with Ed25519 keys.", none);
        }
    }

    /// <summary>The set in the order of the ids: the same bytes for the same keys.</summary>
    public byte[] Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in All)
            {
                json.WriteStartObject();
                json.WriteString("kty", "OKP");
                json.WriteString("crv", "Ed25519");
                json.WriteString("use", "sig");
                json.WriteString("alg", "EdDSA");
                json.WriteString("kid", IdOf(key));
                json.WriteString("x", Base64Url.EncodeToString(key));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Whether the key made this signature over these bytes; null where the key is not known.</summary>
    public bool? Verifies(string keyId, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!keys.TryGetValue(keyId, out var key))
        {
            return null;
        }

        return PublicKey.TryImport(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey, out var known)
            && SignatureAlgorithm.Ed25519.Verify(known!, message, signature);
    }

    /// <summary>RFC 7638: SHA-256 of the members that make the key, in their order, in base64url.</summary>
    internal static string IdOf(byte[] key) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(key)}}"}""")));

    private static byte[] KeyOf(string x)
    {
        var key = Base64Url.DecodeFromChars(x);
        return key.Length == SignatureAlgorithm.Ed25519.PublicKeySize ? key : throw new FormatException("An Ed25519 key has 32 bytes.");
    }
}
