using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Commits;

/// <summary>Puts into journal.db what only the commit log holds: after a crash, or a commit whose outcome was unknown. Stopped anywhere, it can be run again.</summary>
internal static class CommitLogRecovery
{
    private const int BytesATransaction = 4 << 20;

    /// <summary>Moves the heads too, and gives the number of the last commit. Throws <see cref="JournalException"/> where the log is damaged or does not belong to this journal; nothing of it is lost.</summary>
    public static long Run(string folder, JournalTables tables, ShardHeads heads)
    {
        var reading = CommitLogReading.Of(folder);
        if (reading.FaultAfter(tables.Moved) is { } fault)
        {
            throw Refused(folder, $"{fault}: what was acknowledged would be lost");
        }

        var missing = reading.After(tables.Moved).ToList();
        missing.ForEach(record => Follow(folder, record.Span, heads));
        foreach (var part in Parts(missing))
        {
            tables.Write(into => part.ForEach(record => into.Insert(record.Span)));
        }

        tables.WriteAgain();
        CommitLog.Delete(folder);
        return tables.Moved + missing.Count;
    }

    /// <summary>Moves the heads over a record; one that does not follow from what journal.db has is none of this journal.</summary>
    private static void Follow(string folder, ReadOnlySpan<byte> record, ShardHeads heads)
    {
        var reader = new CommitReader(record);
        while (reader.NextBatch())
        {
            var batch = reader.ToStored();
            if (batch.Shard < 0 || batch.Shard >= heads.Count)
            {
                throw Refused(folder, $"it has a shard {batch.Shard}");
            }

            if (batch.FaultAfter(heads.Sequence(batch.Shard), heads.Hash(batch.Shard)) is { } fault)
            {
                throw Refused(folder, $"shard {batch.Shard}, sequence {batch.Sequence}: {fault}");
            }

            heads.Set(batch.Shard, batch.LastSequence, batch.Hash, batch.Latest);
        }
    }

    private static IEnumerable<List<ReadOnlyMemory<byte>>> Parts(List<ReadOnlyMemory<byte>> records)
    {
        var part = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        foreach (var record in records)
        {
            part.Add(record);
            bytes += record.Length;
            if (bytes >= BytesATransaction)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static JournalException Refused(string folder, string why) => new(
        $"The commit log (journal.db-commits-*) in {folder} does not go with journal.db there: {why}. Put back the files that belong together, or, where journal.db is "
        + "a backup from before, move the journal.db-commits-* files to another place and keep them.", outcomeUnknown: false);
}
