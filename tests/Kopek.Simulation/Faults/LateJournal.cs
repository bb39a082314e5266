using System.Buffers;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Faults;

/// <summary>Says "committed" at once and writes with the next commit: a disk cache without a battery.</summary>
internal sealed class LateJournal(MemoryJournal kept) : LyingJournal(kept)
{
    private List<PendingBatch> cached = [];

    public override void Commit(IReadOnlyList<PendingBatch> batches)
    {
        var before = cached;
        cached = [.. batches.Select(Copy)];
        if (before.Count > 0)
        {
            Kept.Commit(before);
        }
    }

    public void Lose() => cached = [];

    private static PendingBatch Copy(PendingBatch batch)
    {
        var copy = new PendingBatch(batch.Shard);
        copy.Begin(batch.FirstSequence);
        copy.Writer.Write(batch.Bytes.Span);
        copy.Directory.AddRange(batch.Directory);
        for (var entry = 0; entry < batch.Count; entry++)
        {
            copy.CountEntry(entry == 0 ? batch.Earliest : batch.Latest);
        }

        return copy;
    }
}
