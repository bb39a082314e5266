using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Archive;

/// <summary>What an archiving moved.</summary>
public sealed record ArchiveReport(int Files, long Batches, long Entries)
{
    /// <summary>Of which shards something that is old enough stays, because somebody has not taken it in.</summary>
    public IReadOnlyList<ArchiveHold> Held { get; init; } = [];
}

/// <summary>What stays of a shard though it is old enough.</summary>
/// <param name="Through">The last entry that is old enough: who has not come so far holds some of it.</param>
public sealed record ArchiveHold(int Shard, long Through);

/// <summary>
/// Moves old batches out of journal.db into files of their own (<see cref="ArchiveFile"/>). Each file is written, made durable, read back and checked before
/// its batches are deleted; in their place stays an anchor: sequence, hash, and the ledger's totals up to there. Stopped anywhere, it loses nothing and the
/// next run goes on. Only what checkpoints cover is moved, so that recovery never needs an archive.
/// </summary>
public static class JournalArchive
{
    /// <summary>Recovery reads ten minutes back for answers to repeats; a day leaves room for readers that lag.</summary>
    public static readonly TimeSpan LeastKept = TimeSpan.FromDays(1);

    /// <summary>About this much of events in one file: it is held in memory while it is written.</summary>
    private const int BytesAFile = 64 << 20;

    /// <summary>Batches deleted in one transaction: commits go between two of them.</summary>
    private const int BatchesAStep = 64;

    /// <summary>
    /// Archives what is older than <paramref name="keep"/> at <paramref name="now"/>, of all shards. The journal may be in use. Throws
    /// <see cref="JournalException"/> on a damaged batch (nothing of it is moved) and on a disk that is full.
    /// </summary>
    /// <param name="followers">Of each who follows the journal, by shard the last entry that was taken in: what comes after it stays. Shards that are not named are not followed.</param>
    public static ArchiveReport Run(SqliteJournal journal, TimeSpan keep, Moment now, params IReadOnlyList<IReadOnlyDictionary<int, long>> followers)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(followers);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, LeastKept);
        using var database = new SqliteDatabase(journal.Folder, SqliteOpenMode.ReadOnly);
        var rows = new BatchRows(database);
        var report = new ArchiveReport(0, 0, 0);
        for (var shard = 0; shard < journal.ShardCount; shard++)
        {
            var covered = journal.CoveredThrough(shard);
            var movable = followers.Select(takenIn => takenIn.GetValueOrDefault(shard, covered)).Append(covered).Min();
            while (OldBatches(rows, journal, shard, movable, now + -keep) is { Count: > 0 } batches)
            {
                Archive(rows, journal, shard, batches);
                report = report with { Files = report.Files + 1, Batches = report.Batches + batches.Count, Entries = report.Entries + batches.Sum(batch => (long)batch.Count) };
            }

            if (movable < covered && OldThrough(rows, journal, shard, covered, now + -keep) is var through && through > rows.Beginning(shard, journal.Deployment).Sequence)
            {
                report = report with { Held = [.. report.Held, new ArchiveHold(shard, through)] };
            }
        }

        return report;
    }

    private static List<StoredBatch> OldBatches(BatchRows rows, SqliteJournal journal, int shard, long covered, Moment before)
    {
        var bytes = 0L;
        return [.. Batches(rows, journal, shard)
            .TakeWhile(batch => batch.Latest < before && batch.LastSequence <= covered && bytes < BytesAFile && (bytes += batch.Blob.Length) > 0)];
    }

    /// <summary>The end of the last batch that would move if nobody held it.</summary>
    private static long OldThrough(BatchRows rows, SqliteJournal journal, int shard, long covered, Moment before)
    {
        var through = Math.Min(covered, journal.FirstSequenceSince(shard, before) - 1);
        return rows.PlaceAtOrBefore(shard, through) is { } last && last.Sequence + last.Count - 1 > through ? last.Sequence - 1 : through;
    }

    private static IEnumerable<StoredBatch> Batches(BatchRows rows, SqliteJournal journal, int shard) => rows.From(shard, rows.Beginning(shard, journal.Deployment).Sequence + 1);

    private static void Archive(BatchRows rows, SqliteJournal journal, int shard, List<StoredBatch> batches)
    {
        var (sequence, hash, _) = rows.Beginning(shard, journal.Deployment);
        CheckChain(shard, batches, sequence, hash);
        var file = ArchiveFile.Write(journal.Folder, journal.Deployment, shard, hash, batches);
        CheckChain(shard, file.Batches(), sequence, hash, batches[^1].Hash);
        var totals = rows.AnchorTotals(shard);
        var codec = new EventCodec();
        foreach (var step in batches.Chunk(BatchesAStep))
        {
            foreach (var entry in step.SelectMany(batch => batch.Decode(codec)))
            {
                totals.Add(entry);
            }

            journal.Forget(step[^1], totals.ToBytes());
        }
    }

    private static void CheckChain(int shard, IEnumerable<StoredBatch> batches, long sequence, byte[] hash, byte[]? end = null)
    {
        foreach (var batch in batches)
        {
            if (batch.FaultAfter(sequence, hash) is { } fault)
            {
                throw StoredBatch.Damaged(shard, batch.Sequence, fault);
            }

            (sequence, hash) = (batch.LastSequence, batch.Hash);
        }

        if (end is not null && !hash.AsSpan().SequenceEqual(end))
        {
            throw StoredBatch.Damaged(shard, sequence, "its archive does not read back as it was written");
        }
    }
}
