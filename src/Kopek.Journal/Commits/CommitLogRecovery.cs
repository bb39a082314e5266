using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Commits;

/// <summary>Puts into journal.db what only the commit log holds: after a crash, or a commit whose outcome was unknown. Stopped anywhere, it can be run again.</summary>
internal static class CommitLogRecovery
{
    private const int BytesATransaction = 4 << 20;

    /// <summary>Moves the heads too. Throws <see cref="JournalException"/> where the log is damaged or does not belong to this journal; nothing of it is lost.</summary>
    public static void Run(string folder, JournalTables tables, ShardHeads heads)
    {
        var reading = CommitLogReading.Of(folder);
        if (reading.Damage is { } damage)
        {
            throw Refused(folder, $"{damage}: what was acknowledged after it would be lost");
        }

        var missing = reading.Records.Where(record => IsMissing(folder, record.Span, heads)).ToList();
        foreach (var part in Parts(missing))
        {
            tables.Write(into => part.ForEach(record => into.Insert(record.Span)));
        }

        if (reading.Records.Count > 0)
        {
            tables.MakeDurable();
        }

        CommitLog.Delete(folder);
    }

    /// <summary>False: journal.db has it. A record of which it has only a part, or which does not follow from what it has, is none of this journal.</summary>
    private static bool IsMissing(string folder, ReadOnlySpan<byte> record, ShardHeads heads)
    {
        var reader = new CommitReader(record);
        bool? isMissing = null;
        while (reader.NextBatch())
        {
            var (shard, last) = (reader.Shard, reader.Shard < heads.Count && reader.Shard >= 0 ? heads.Sequence(reader.Shard) : -1);
            var follows = reader.LastSequence > last;
            if (last < 0 || isMissing is { } other && other != follows)
            {
                throw Refused(folder, $"shard {shard}: it holds entry {reader.Sequence}, which does not fit what the journal has");
            }

            isMissing = follows;
            if (follows)
            {
                var batch = reader.ToStored();
                if (batch.FaultAfter(last, heads.Hash(shard)) is { } fault)
                {
                    throw Refused(folder, $"shard {shard}, sequence {batch.Sequence}: {fault}");
                }

                heads.Set(shard, batch.LastSequence, batch.Hash, batch.Latest);
            }
        }

        return isMissing == true;
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
