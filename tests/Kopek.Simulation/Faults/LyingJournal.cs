using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Faults;

/// <summary>The journal that the engine sees, in front of the one that is true.</summary>
internal abstract class LyingJournal(MemoryJournal kept) : IJournal
{
    protected MemoryJournal Kept { get; } = kept;
    public int ShardCount => Kept.ShardCount;

    public virtual void Commit(IReadOnlyList<PendingBatch> batches) => Kept.Commit(batches);

    public void Reopen() => Kept.Reopen();

    public long LastSequence(int shard) => Kept.LastSequence(shard);

    public virtual IEnumerable<JournalEntry> Read(int shard, long afterSequence) => Kept.Read(shard, afterSequence);

    public virtual long FirstSequenceSince(int shard, Moment moment) => Kept.FirstSequenceSince(shard, moment);

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard) => Kept.ReadCheckpoints(shard);

    public virtual void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) => Kept.WriteCheckpoints(shard, changed, coveredThrough);

    public long CoveredThrough(int shard) => Kept.CoveredThrough(shard);

    public IEnumerable<DirectoryRow> ReadDirectory() => Kept.ReadDirectory();

    public void Dispose()
    {
        // The true journal is the world's.
    }
}
