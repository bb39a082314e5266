using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests;

/// <summary>A real journal, seen through something that changes one thing about it.</summary>
internal abstract class JournalAround(IJournal inner) : IJournal
{
    public int ShardCount => inner.ShardCount;

    public virtual IEnumerable<JournalEntry> Read(int shard, long afterSequence) => inner.Read(shard, afterSequence);

    public virtual long FirstSequenceSince(int shard, Moment moment) => inner.FirstSequenceSince(shard, moment);

    public virtual IEnumerable<Checkpoint> ReadCheckpoints(int shard) => inner.ReadCheckpoints(shard);

    public virtual long CoveredThrough(int shard) => inner.CoveredThrough(shard);

    public long LastSequence(int shard) => inner.LastSequence(shard);

    public void Commit(IReadOnlyList<PendingBatch> batches) => inner.Commit(batches);

    public void Reopen() => inner.Reopen();

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) => inner.WriteCheckpoints(shard, changed, coveredThrough);

    public IEnumerable<DirectoryRow> ReadDirectory() => inner.ReadDirectory();

    /// <summary>It is somebody else's.</summary>
    public void Dispose()
    {
    }
}
