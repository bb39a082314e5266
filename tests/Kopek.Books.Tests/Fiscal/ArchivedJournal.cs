using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests.Fiscal;

/// <summary>
/// A journal whose older entries are archived: who begins now begins with its checkpoints. What happens <paramref name="whileRead"/> happens while those of a
/// shard are being read, as with an engine that runs.
/// </summary>
internal sealed class ArchivedJournal(IJournal inner, Func<int, Checkpoint[]> checkpoints, Action<int> whileRead) : IJournal
{
    private readonly long[] covered = new long[inner.ShardCount];

    public int ShardCount => inner.ShardCount;

    public long FirstSequenceSince(int shard, Moment moment) => 2;

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard)
    {
        var read = checkpoints(shard);
        whileRead(shard);
        covered[shard] = inner.LastSequence(shard);
        return read;
    }

    public long CoveredThrough(int shard) => covered[shard];

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence) => inner.Read(shard, afterSequence);

    public long LastSequence(int shard) => inner.LastSequence(shard);

    public void Commit(IReadOnlyList<PendingBatch> batches) => inner.Commit(batches);

    public void Reopen() => inner.Reopen();

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) => inner.WriteCheckpoints(shard, changed, coveredThrough);

    public IEnumerable<DirectoryRow> ReadDirectory() => inner.ReadDirectory();

    public void Dispose()
    {
    }
}
