using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests.Fiscal;

/// <summary>
/// A journal whose older entries are archived: who begins now begins with its checkpoints. What happens <paramref name="whileRead"/> happens while those of a
/// shard are being read, as with an engine that runs.
/// </summary>
internal sealed class ArchivedJournal(IJournal inner, Func<int, Checkpoint[]> checkpoints, Action<int> whileRead) : JournalAround(inner)
{
    private readonly long[] covered = new long[inner.ShardCount];

    public override long FirstSequenceSince(int shard, Moment moment) => 2;

    public override IEnumerable<Checkpoint> ReadCheckpoints(int shard)
    {
        var read = checkpoints(shard);
        whileRead(shard);
        covered[shard] = LastSequence(shard);
        return read;
    }

    public override long CoveredThrough(int shard) => covered[shard];
}
