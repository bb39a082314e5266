using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kopek.Journal.Batches;

/// <summary>
/// The bytes of one stored batch and the hash that chains it to the batch before it.
/// <code>
/// blob   offset 0  version u8 (1)
///               1  count u32    entries
///               5  crc u32      CRC-32C of everything after it
///               9  entries      see EventCodec
/// hash   SHA-256 of: hash of the batch before (32) | shard i32 | first sequence i64 | count i32 | blob
/// </code>
/// Numbers are little-endian. The first batch of a shard stands on <see cref="Origin"/>.
/// </summary>
internal static class BatchSeal
{
    public const int HashBytes = 32;
    public const int HeaderBytes = 9;
    public const byte Version = 1;

    /// <summary>What stands before the blob in the bytes that are hashed.</summary>
    public const int PrefixBytes = HashBytes + 4 + 8 + 4;

    private const int ShardAt = HashBytes;
    private const int SequenceAt = ShardAt + 4;
    private const int CountAt = SequenceAt + 8;
    private const int CrcAt = 5;

    /// <summary>One a thread that reads: it stands for memory of the system's cryptography, which is dear to make for each batch.</summary>
    [ThreadStatic]
    private static IncrementalHash? hasher;

    /// <summary>The hash before a shard's first batch: the deployment's id, so that no batch of another deployment fits.</summary>
    public static byte[] Origin(Guid deployment)
    {
        var origin = new byte[HashBytes];
        deployment.TryWriteBytes(origin, bigEndian: true, out _);
        return origin;
    }

    /// <summary>
    /// Lays out prefix and blob one after the other, so that both are hashed in one call; the blob starts at <see cref="PrefixBytes"/>. Gives the hash.
    /// <paramref name="to"/> holds <see cref="PrefixBytes"/> + <see cref="HeaderBytes"/> + the entries.
    /// </summary>
    public static void Seal(Span<byte> to, ReadOnlySpan<byte> previous, int shard, long sequence, int count, ReadOnlySpan<byte> entries, Span<byte> hash)
    {
        var blob = to[PrefixBytes..];
        blob[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(blob[1..], count);
        entries.CopyTo(blob[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(blob[CrcAt..], Crc32C.Of(blob[HeaderBytes..(HeaderBytes + entries.Length)]));
        WritePrefix(to, previous, shard, sequence, count);
        SHA256.HashData(to[..(PrefixBytes + HeaderBytes + entries.Length)], hash);
    }

    /// <summary>What is wrong with a stored batch taken for itself, or null.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> blob, int count)
    {
        if (blob.Length < HeaderBytes)
        {
            return $"its events are cut off after {blob.Length} bytes";
        }

        if (blob[0] != Version)
        {
            return $"its format version is {blob[0]}, and this Kopek reads version {Version}";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(blob[CrcAt..]) != Crc32C.Of(blob[HeaderBytes..]))
        {
            return "its events do not match their checksum";
        }

        return BinaryPrimitives.ReadInt32LittleEndian(blob[1..]) == count ? null : "its count of entries was altered";
    }

    /// <summary>The hash that a stored batch must have after the given one.</summary>
    public static void HashOf(ReadOnlySpan<byte> previous, int shard, long sequence, int count, ReadOnlySpan<byte> blob, Span<byte> hash)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        WritePrefix(prefix, previous, shard, sequence, count);
        hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(prefix);
        hasher.AppendData(blob);
        hasher.GetHashAndReset(hash);
    }

    private static void WritePrefix(Span<byte> to, ReadOnlySpan<byte> previous, int shard, long sequence, int count)
    {
        previous.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[ShardAt..], shard);
        BinaryPrimitives.WriteInt64LittleEndian(to[SequenceAt..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(to[CountAt..], count);
    }
}
