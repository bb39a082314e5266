using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Bench.Journal;

/// <summary>Keeps nothing: what is measured on it is rules, codec and engine.</summary>
internal sealed class ForgetfulJournal : IJournal
{
    public int ShardCount => 4;

    public void Commit(IReadOnlyList<PendingBatch> batches)
    {
    }

    public void Reopen()
    {
    }

    public long LastSequence(int shard) => 0;

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence) => [];

    public long FirstSequenceSince(int shard, Moment moment) => 1;

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard) => [];

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
    }

    public long CoveredThrough(int shard) => 0;

    public IEnumerable<DirectoryRow> ReadDirectory() => [];

    public void Dispose()
    {
    }
}
