using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Orders;

/// <summary>Ids and digests of orders, from what callers send. SHA-256, because callers choose the keys and must not be able to meet another's.</summary>
public static class OrderKey
{
    /// <summary>The id of a caller's wish. <paramref name="caller"/>: who asked (and what for, where one caller has several key spaces).</summary>
    public static OrderId Of(string caller, string key)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(key);
        var (high, low) = Hash(Encoding.UTF8.GetBytes($"{caller.Length}:{caller}{key}"));
        return new OrderId(high, low);
    }

    /// <summary>The digest of a request's content in a form that equal requests share.</summary>
    public static ContentDigest Digest(ReadOnlySpan<byte> content)
    {
        var (high, low) = Hash(content);
        return new ContentDigest(high, low);
    }

    public static ContentDigest Digest(string content) => Digest(Encoding.UTF8.GetBytes(content));

    /// <summary>The digest of an order's step on a line: the same from whoever takes it, now or after a crash.</summary>
    public static ContentDigest DigestOf(TopUpStep.OnLine step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new ContentDigest(step.Order.High, (ulong)step.For);
    }

    private static (ulong High, ulong Low) Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
