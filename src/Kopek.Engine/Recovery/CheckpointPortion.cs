using System.Buffers;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Recovery;

/// <summary>Some checkpoints of one shard, small enough to be written between two of the journal's transactions.</summary>
internal sealed class CheckpointPortion(int shard)
{
    /// <summary>Most accounts in a portion: a millisecond or two of the journal.</summary>
    public const int MostAccounts = 256;

    private const int Memory = 64 << 10;

    /// <summary>A portion ends before its memory does: what is larger than 85,000 bytes is a large object, and each few of them a collection of all that is old.</summary>
    private const int EnoughBytes = Memory - (8 << 10);

    private readonly ArrayBufferWriter<byte> bytes = new(Memory);
    private readonly List<Checkpoint> accounts = [];
    private int begun;

    public int Shard { get; } = shard;
    public IReadOnlyList<Checkpoint> Accounts => accounts;
    public bool IsFull => accounts.Count >= MostAccounts || bytes.WrittenCount >= EnoughBytes;

    /// <summary>It holds what happened up to here, so it may be written when that is committed.</summary>
    public long AsOf { get; private set; }

    /// <summary>What recovery need not replay once this is written.</summary>
    public long CoveredThrough { get; set; }
    public bool IsLast { get; set; }

    public IBufferWriter<byte> Begin()
    {
        begun = bytes.WrittenCount;
        return bytes;
    }

    public void End(CheckpointKind kind, long id, long sequence)
    {
        accounts.Add(new Checkpoint(kind, id, sequence, bytes.WrittenMemory[begun..]));
        AsOf = Math.Max(AsOf, sequence);
    }
}
