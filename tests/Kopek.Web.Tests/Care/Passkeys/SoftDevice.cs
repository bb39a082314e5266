using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kopek.Web.Tests.Care.Passkeys;

/// <summary>What a device and its browser say with an answer; a test makes one of it wrong.</summary>
/// <param name="Origin">The page that asked, as the browser saw it.</param>
/// <param name="Domain">Whose hash the device signs.</param>
/// <param name="Challenge">As the server gave it, in base64url.</param>
/// <param name="Flags">Present 1, verified 4, with a new key 64 (Web Authentication Level 2, 6.1).</param>
internal sealed record Claims(string Type, string Origin, string Domain, string Challenge, byte Flags, uint Counter)
{
    public bool IsCrossOrigin { get; init; }
    public byte[]? User { get; init; }

    /// <summary>Of the attestation.</summary>
    public string Format { get; init; } = "none";

    /// <summary>COSE's number; -7 is ES256.</summary>
    public int Algorithm { get; init; } = -7;
}

/// <summary>A phone with one passkey, byte by byte, so that each byte can be wrong.</summary>
internal sealed class SoftDevice : IDisposable
{
    private const byte Present = 1;
    private const byte Verified = 4;
    private const byte WithKey = 64;

    public byte[] Credential { get; } = RandomNumberGenerator.GetBytes(32);
    public ECDsa Key { get; set; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public uint Counter { get; set; }
    public byte[] User { get; set; } = [];

    /// <summary>The fields of the form that adds a passkey.</summary>
    public Dictionary<string, string> Make(string options, string origin, Func<Claims, Claims>? twist = null)
    {
        var asked = JsonNode.Parse(options)!;
        User = Base64Url.DecodeFromChars(Text(asked["user"]!["id"]));
        var claims = new Claims("webauthn.create", origin, Text(asked["rp"]!["id"]), Text(asked["challenge"]), Present | Verified | WithKey, Counter);
        claims = twist?.Invoke(claims) ?? claims;
        byte[] attested = [.. Authenticator(claims), .. new byte[16], 0, (byte)Credential.Length, .. Credential, .. PublicKey(claims)];
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(claims.Format);
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(attested);
        writer.WriteEndMap();
        return Fields(("credential", Credential), ("client", Client(claims)), ("data", writer.Encode()));
    }

    /// <summary>The fields of the form that signs in.</summary>
    public Dictionary<string, string> Answer(string options, string origin, Func<Claims, Claims>? twist = null)
    {
        var asked = JsonNode.Parse(options)!;
        var claims = new Claims("webauthn.get", origin, Text(asked["rpId"]), Text(asked["challenge"]), Present | Verified, Counter) { User = User };
        claims = twist?.Invoke(claims) ?? claims;
        var (data, client) = (Authenticator(claims), Client(claims));
        byte[] signed = [.. data, .. SHA256.HashData(client)];
        var fields = Fields(("credential", Credential), ("client", client), ("data", data), ("signature", Key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        if (claims.User is { } user)
        {
            fields["user"] = Base64Url.EncodeToString(user);
        }

        return fields;
    }

    public void Dispose() => Key.Dispose();

    private static byte[] Client(Claims claims) => Encoding.UTF8.GetBytes(
        $$"""{"type":"{{claims.Type}}","challenge":"{{claims.Challenge}}","origin":"{{claims.Origin}}","crossOrigin":{{(claims.IsCrossOrigin ? "true" : "false")}}}""");

    private static byte[] Authenticator(Claims claims)
    {
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, claims.Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(claims.Domain)), claims.Flags, .. counter];
    }

    private byte[] PublicKey(Claims claims)
    {
        var point = Key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in ((int, int)[])[(1, 2), (3, claims.Algorithm), (-1, 1)])
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static Dictionary<string, string> Fields(params (string Name, byte[] Value)[] fields) => fields.ToDictionary(field => field.Name, field => Base64Url.EncodeToString(field.Value));

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
