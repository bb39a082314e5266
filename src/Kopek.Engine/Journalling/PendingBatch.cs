using System.Buffers;
using Kopek.Core;

namespace Kopek.Engine.Journalling;

/// <summary>One shard's events that wait for the next commit, already in stored form. Reused from commit to commit.</summary>
public sealed class PendingBatch(int shard)
{
    private readonly ArrayBufferWriter<byte> bytes = new(64 << 10);

    public int Shard { get; } = shard;

    /// <summary>Sequence of its first entry.</summary>
    public long FirstSequence { get; private set; }
    public int Count { get; private set; }

    /// <summary>Earliest and latest moment of its entries (they are not in order: what was due on one line is older than what another line just did).</summary>
    public Moment Earliest { get; private set; }
    public Moment Latest { get; private set; }
    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;
    public List<DirectoryRow> Directory { get; } = [];
    public IBufferWriter<byte> Writer => bytes;

    public void Begin(long firstSequence)
    {
        bytes.ResetWrittenCount();
        Directory.Clear();
        Count = 0;
        FirstSequence = firstSequence;
        Earliest = Moment.Never;
        Latest = Moment.Beginning;
    }

    /// <summary>Called once for each entry written.</summary>
    public void CountEntry(Moment at)
    {
        Count++;
        Earliest = Moment.Min(Earliest, at);
        Latest = Moment.Max(Latest, at);
    }
}
