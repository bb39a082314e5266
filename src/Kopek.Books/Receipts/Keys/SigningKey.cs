using Kopek.Core;
using NSec.Cryptography;

namespace Kopek.Books.Receipts.Keys;

/// <summary>An Ed25519 key that signs receipts issued at <see cref="From"/> or later. Signing is deterministic (RFC 8032 5.1.6): the same receipt, the same bytes.</summary>
internal sealed class SigningKey
{
    public const int SeedBytes = 32;

    private readonly byte[] seed;
    private readonly Key key;

    public SigningKey(byte[] seed, Moment from)
    {
        this.seed = seed;
        From = from;
        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        Public = key.Export(KeyBlobFormat.RawPublicKey);
        Id = PublicKeys.IdOf(Public);
    }

    public Moment From { get; }
    public string Id { get; }
    public byte[] Public { get; }
    internal ReadOnlySpan<byte> Seed => seed;

    public byte[] Sign(byte[] message) => SignatureAlgorithm.Ed25519.Sign(key, message);
}
