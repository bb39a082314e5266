using Kopek.Core;
using Kopek.Journal.Archive;
using Kopek.Journal.Commits;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Batches;

/// <summary>
/// The batches of a data folder from their oldest on: archives that lie in archive/ and join on to the journal, the journal's own rows, and what only the
/// commit log holds yet.
/// </summary>
internal sealed class StoredChain
{
    private readonly SqliteDatabase database;
    private readonly BatchRows rows;
    private readonly IReadOnlyList<ArchiveFile> archives;
    private CommitLogTail? tail;

    public StoredChain(SqliteDatabase database)
    {
        this.database = database;
        rows = new BatchRows(database);
        Meta = JournalSchema.Check(database);
        archives = ArchiveFile.In(database.Folder);
    }

    public JournalMeta Meta { get; }

    /// <summary>Read before the first row is: what a server moves meanwhile is in the rows then.</summary>
    private CommitLogTail Tail => tail ??= CommitLogTail.Of(database.Folder, () => JournalSchema.Moved(database));

    /// <summary>Last sequences of all shards, in one read transaction: commits span shards.</summary>
    public long[] LastSequences()
    {
        _ = Tail;
        database.Execute("BEGIN");
        try
        {
            return [.. Enumerable.Range(0, Meta.ShardCount).Select(LastSequence)];
        }
        finally
        {
            database.Execute("COMMIT");
        }
    }

    private long LastSequence(int shard) => Math.Max(
        Tail.LastSequence(shard), rows.PlaceAtOrBefore(shard, long.MaxValue) is { } last ? last.Sequence + last.Count - 1 : JournalBeginning(shard).Sequence);

    /// <summary>What stands before the oldest batch at hand: sequence 0 where nothing is missing.</summary>
    public (long Sequence, byte[] Hash) Beginning(int shard) =>
        ArchivesOf(shard) is [var first, ..] ? (first.File.FirstSequence - 1, first.File.PreviousHash) : JournalBeginning(shard);

    /// <summary>Where the journal's own rows begin.</summary>
    public (long Sequence, byte[] Hash) JournalBeginning(int shard)
    {
        var (sequence, hash, _) = rows.Beginning(shard, Meta.Deployment);
        return (sequence, hash);
    }

    /// <summary>The ledger's totals of what is archived and not at hand.</summary>
    public LedgerTotals TotalsBefore(int shard) => ArchivesOf(shard).Count == 0 ? rows.AnchorTotals(shard) : new LedgerTotals();

    public IEnumerable<StoredBatch> Batches(int shard)
    {
        var journal = JournalBeginning(shard).Sequence;
        return ArchivesOf(shard).SelectMany(part => part.File.Batches().TakeWhile(batch => batch.LastSequence <= part.Through)).Concat(Own(shard, journal));
    }

    private IEnumerable<StoredBatch> Own(int shard, long after)
    {
        var (last, log) = (after, Tail);
        foreach (var row in rows.From(shard, after + 1))
        {
            last = row.LastSequence;
            yield return row;
        }

        foreach (var batch in log.After(shard, last))
        {
            yield return batch;
        }
    }

    /// <summary>
    /// Archived batches up to where the journal's own rows begin, from the file on that has the entry after a sequence; null where none has it. Each is checked
    /// against the one before it, and the last against the journal, before the first is given out: after a restored backup there may be archives of another life of
    /// the journal under the same names, and what was taken in of them would stay in the books. So all is unpacked once more.
    /// </summary>
    public IEnumerable<StoredBatch>? ArchivedAfter(int shard, long afterSequence)
    {
        var files = ArchivesOf(shard).SkipWhile(part => part.Through <= afterSequence).ToList();
        if (files.Count == 0 || files[0].File.FirstSequence > afterSequence + 1)
        {
            return null;
        }

        var end = JournalBeginning(shard).Hash;
        foreach (var _ in Checked(files, end))
        {
            // Throws where it does not join.
        }

        return Checked(files, end);
    }

    private static IEnumerable<StoredBatch> Checked(List<(ArchiveFile File, long Through)> files, byte[] end)
    {
        var (sequence, hash) = (files[0].File.FirstSequence - 1, files[0].File.PreviousHash);
        foreach (var (file, through) in files)
        {
            foreach (var batch in file.Batches().TakeWhile(batch => batch.LastSequence <= through))
            {
                if (batch.FaultAfter(sequence, hash) is { } fault)
                {
                    throw file.Damaged(batch.Sequence, fault);
                }

                (sequence, hash) = (batch.LastSequence, batch.Hash);
                yield return batch;
            }
        }

        if (!hash.AsSpan().SequenceEqual(end))
        {
            throw files[^1].File.Damaged(sequence, "the journal does not follow from it");
        }
    }

    /// <summary>
    /// Archives in their order, as far back as each joins the next and the last joins the journal. An archiving that was stopped left a file of which the
    /// journal still has the end: of that, what the journal has counts.
    /// </summary>
    private List<(ArchiveFile File, long Through)> ArchivesOf(int shard)
    {
        var joined = new List<(ArchiveFile, long)>();
        var before = JournalBeginning(shard).Sequence;
        var own = archives.Where(archive => archive.Shard == shard && archive.Deployment == Meta.Deployment).OrderBy(archive => archive.FirstSequence).ToList();
        while (own.Find(archive => archive.FirstSequence <= before && before <= archive.LastSequence) is { } file)
        {
            joined.Insert(0, (file, before));
            before = file.FirstSequence - 1;
        }

        return joined;
    }
}
