using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Engine.Journalling;

/// <summary>How a commit of a <see cref="MemoryJournal"/> goes wrong.</summary>
public enum JournalFault
{
    None = 0,

    /// <summary>Nothing is written, and the caller is told so.</summary>
    NotCommitted = 1,

    /// <summary>Nothing is written; the caller is told that the outcome is unknown.</summary>
    UnknownAndLost = 2,

    /// <summary>All is written; the caller is told that the outcome is unknown.</summary>
    UnknownAndWritten = 3,
}

/// <summary>
/// A journal in memory for tests and the simulation: it keeps the encoded bytes, outlives engines that crash on it, and fails where it is told to. After
/// a failure it refuses everything until it is reopened, as the real ones do.
/// </summary>
public sealed class MemoryJournal(int shardCount, IEventCodec codec) : IJournal
{
    private readonly Lock gate = new();
    private readonly List<StoredBatch>[] batches = [.. Enumerable.Range(0, shardCount).Select(_ => new List<StoredBatch>())];
    private readonly Dictionary<(CheckpointKind Kind, long Id), Checkpoint>[] checkpoints =
        [.. Enumerable.Range(0, shardCount).Select(_ => new Dictionary<(CheckpointKind, long), Checkpoint>())];
    private readonly long[] coveredThrough = new long[shardCount];
    private readonly List<DirectoryRow> directory = [];
    private bool broken;

    /// <summary>Asked before each commit what shall happen to it.</summary>
    public Func<JournalFault> CommitFault { get; set; } = () => JournalFault.None;

    /// <summary>True: reopening and writing checkpoints fail as well (disk full, folder gone).</summary>
    public bool Down { get; set; }

    public int ShardCount { get; } = shardCount;
    public long Commits { get; private set; }

    public void Commit(IReadOnlyList<PendingBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        lock (gate)
        {
            ThrowIfBroken();
            var fault = Down ? JournalFault.NotCommitted : CommitFault();
            if (fault is JournalFault.None or JournalFault.UnknownAndWritten)
            {
                CheckSequences(batches);
                foreach (var batch in batches)
                {
                    Store(batch);
                }

                Commits++;
            }

            if (fault != JournalFault.None)
            {
                broken = true;
                throw new JournalException("The commit failed, as the test told it to.", fault != JournalFault.NotCommitted);
            }
        }
    }

    public void Reopen()
    {
        if (Down)
        {
            throw new JournalException("The journal is down, as the test told it to be.", outcomeUnknown: false);
        }

        broken = false;
    }

    public long LastSequence(int shard)
    {
        lock (gate)
        {
            return batches[shard].Count == 0 ? 0 : batches[shard][^1].LastSequence;
        }
    }

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence)
    {
        StoredBatch[] stored;
        lock (gate)
        {
            ThrowIfBroken();
            stored = [.. batches[shard].SkipWhile(batch => batch.LastSequence <= afterSequence)];
        }

        foreach (var batch in stored)
        {
            foreach (var entry in Decode(shard, batch))
            {
                if (entry.Sequence > afterSequence)
                {
                    yield return entry;
                }
            }
        }
    }

    public long FirstSequenceSince(int shard, Moment moment)
    {
        lock (gate)
        {
            foreach (var batch in batches[shard])
            {
                if (batch.Latest >= moment)
                {
                    return batch.FirstSequence;
                }
            }

            return LastSequence(shard) + 1;
        }
    }

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard)
    {
        lock (gate)
        {
            ThrowIfBroken();
            return [.. checkpoints[shard].Values.OrderBy(checkpoint => checkpoint.Kind).ThenBy(checkpoint => checkpoint.Id)];
        }
    }

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        ArgumentNullException.ThrowIfNull(changed);
        lock (gate)
        {
            ThrowIfBroken();
            if (Down)
            {
                broken = true;
                throw new JournalException("The journal is down, as the test told it to be.", outcomeUnknown: false);
            }

            foreach (var checkpoint in changed)
            {
                checkpoints[shard][(checkpoint.Kind, checkpoint.Id)] = checkpoint with { State = checkpoint.State.ToArray() };
            }

            this.coveredThrough[shard] = coveredThrough;
        }
    }

    public long CoveredThrough(int shard)
    {
        lock (gate)
        {
            return coveredThrough[shard];
        }
    }

    public IEnumerable<DirectoryRow> ReadDirectory()
    {
        lock (gate)
        {
            ThrowIfBroken();
            return [.. directory];
        }
    }

    public void Dispose()
    {
        // Nothing is held: the memory is the journal, and a test opens it again.
    }

    /// <summary>Before anything is stored: a commit is whole or nothing.</summary>
    private void CheckSequences(IReadOnlyList<PendingBatch> pending)
    {
        var last = Enumerable.Range(0, ShardCount).Select(LastSequence).ToArray();
        foreach (var batch in pending)
        {
            if (batch.FirstSequence != last[batch.Shard] + 1)
            {
                throw new InvalidOperationException($"Shard {batch.Shard} goes on at {batch.FirstSequence} after {last[batch.Shard]}.");
            }

            last[batch.Shard] += batch.Count;
        }
    }

    private void Store(PendingBatch batch)
    {
        batches[batch.Shard].Add(new StoredBatch(batch.FirstSequence, batch.Count, batch.Latest, batch.Bytes.ToArray()));
        directory.AddRange(batch.Directory);
    }

    private List<JournalEntry> Decode(int shard, StoredBatch batch)
    {
        var entries = new List<JournalEntry>(batch.Count);
        ReadOnlySpan<byte> rest = batch.Bytes;
        for (var sequence = batch.FirstSequence; sequence <= batch.LastSequence; sequence++)
        {
            var (line, at, happened) = codec.Read(ref rest);
            entries.Add(new JournalEntry(shard, sequence, at, line, happened));
        }

        return entries;
    }

    private void ThrowIfBroken()
    {
        if (broken)
        {
            throw new JournalException("The journal failed and was not reopened.", outcomeUnknown: false);
        }
    }

    private sealed record StoredBatch(long FirstSequence, int Count, Moment Latest, byte[] Bytes)
    {
        public long LastSequence => FirstSequence + Count - 1;
    }
}
