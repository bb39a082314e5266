using Kopek.Core;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Kopek.Books.Receipts.Keys;

/// <summary>An Ed25519 key that signs receipts issued at <see cref="From"/> or later. Signing is deterministic (RFC 8032 5.1.6): the same receipt, the same bytes.</summary>
internal sealed class SigningKey
{
    public const int SeedBytes = 32;

    private readonly byte[] seed;

    public SigningKey(byte[] seed, Moment from)
    {
        this.seed = seed;
        From = from;
        Ed25519.GeneratePublicKey(seed, 0, Public, 0);
        Id = PublicKeys.IdOf(Public);
    }

    public Moment From { get; }
    public string Id { get; }
    public byte[] Public { get; } = new byte[Ed25519.PublicKeySize];
    internal ReadOnlySpan<byte> Seed => seed;

    public byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        // With the public key at hand it needs not be made again each time, which is half of the work.
        Ed25519.Sign(seed, 0, Public, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}
