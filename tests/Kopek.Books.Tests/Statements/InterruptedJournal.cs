using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests.Statements;

/// <summary>A journal whose reading breaks off after some entries, as a crash would.</summary>
internal sealed class InterruptedJournal(IJournal inner, int entries) : IJournal
{
    private int left = entries;

    /// <summary>It breaks off once, then reads on.</summary>
    public bool IsHealing { get; init; }

    public int ShardCount => inner.ShardCount;

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence)
    {
        foreach (var entry in inner.Read(shard, afterSequence))
        {
            if (left-- == 0 || (left < 0 && !IsHealing))
            {
                throw new JournalException("The test broke off the reading.", outcomeUnknown: false);
            }

            yield return entry;
        }
    }

    public long LastSequence(int shard) => inner.LastSequence(shard);

    public void Commit(IReadOnlyList<PendingBatch> batches) => inner.Commit(batches);

    public void Reopen() => inner.Reopen();

    public long FirstSequenceSince(int shard, Moment moment) => inner.FirstSequenceSince(shard, moment);

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard) => inner.ReadCheckpoints(shard);

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) => inner.WriteCheckpoints(shard, changed, coveredThrough);

    public long CoveredThrough(int shard) => inner.CoveredThrough(shard);

    public IEnumerable<DirectoryRow> ReadDirectory() => inner.ReadDirectory();

    public void Dispose()
    {
    }
}
