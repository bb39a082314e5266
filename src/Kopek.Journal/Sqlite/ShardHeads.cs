using Kopek.Core;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Sqlite;

/// <summary>Where each shard's chain ends: last sequence, its hash, and the latest moment so far.</summary>
internal sealed class ShardHeads(int shardCount)
{
    private readonly long[] sequences = new long[shardCount];
    private readonly byte[] hashes = new byte[shardCount * BatchSeal.HashBytes];
    private readonly Moment[] latest = new Moment[shardCount];

    public int Count => sequences.Length;

    public long Sequence(int shard) => Volatile.Read(ref sequences[shard]);

    public Span<byte> Hash(int shard) => hashes.AsSpan(shard * BatchSeal.HashBytes, BatchSeal.HashBytes);

    public Moment Latest(int shard) => latest[shard];

    /// <summary>The hash may have been written in place already.</summary>
    public void Set(int shard, long sequence, ReadOnlySpan<byte> hash, Moment latestSoFar)
    {
        hash.CopyTo(Hash(shard));
        latest[shard] = latestSoFar;
        Volatile.Write(ref sequences[shard], sequence);
    }

    public void CopyFrom(ShardHeads other)
    {
        other.sequences.CopyTo(sequences, 0);
        other.hashes.CopyTo(hashes, 0);
        other.latest.CopyTo(latest, 0);
    }
}
