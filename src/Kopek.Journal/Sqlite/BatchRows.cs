using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Sqlite;

/// <summary>Reads rows of the journal, a few at a time, so that a long reading never holds back the reuse of the write-ahead log.</summary>
internal sealed class BatchRows(SqliteDatabase database)
{
    private const int RowsAtATime = 64;
    private const string Columns = "SELECT sequence, count, earliest, latest, hash, events FROM journal";

    private readonly SqliteStatement from = database.Prepare($"{Columns} WHERE shard = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT {RowsAtATime}");
    private readonly SqliteStatement at = database.Prepare($"{Columns} WHERE shard = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT 1");
    private readonly SqliteStatement place = database.Prepare(
        "SELECT sequence, count, latest FROM journal WHERE shard = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT 1");
    private readonly SqliteStatement first = database.Prepare("SELECT sequence, count, latest FROM journal WHERE shard = ?1 ORDER BY sequence LIMIT 1");
    private readonly SqliteStatement anchor = database.Prepare("SELECT sequence, hash, latest, totals FROM anchor WHERE shard = ?1");

    /// <summary>The rows of a shard from the one that begins at or after a sequence. Damage that SQLite sees is named by the place where it was met.</summary>
    public IEnumerable<StoredBatch> From(int shard, long sequence)
    {
        var next = sequence;
        while (true)
        {
            var rows = Page(shard, next);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < RowsAtATime)
            {
                yield break;
            }

            next = rows[^1].Sequence + 1;
        }
    }

    /// <summary>The row that holds a sequence, or the last before it; null where there is none.</summary>
    public StoredBatch? AtOrBefore(int shard, long sequence)
    {
        try
        {
            StoredBatch? row = at.Bind(1, shard).Bind(2, sequence).Step() ? Row(shard, at) : null;
            at.Reset();
            return row;
        }
        catch (JournalException unreadable)
        {
            throw StoredBatch.Damaged(shard, sequence, "SQLite cannot read the batch there", unreadable);
        }
    }

    /// <summary>The same without its events: cheap.</summary>
    public (long Sequence, int Count, Moment Latest)? PlaceAtOrBefore(int shard, long sequence) => Place(place.Bind(1, shard).Bind(2, sequence));

    public (long Sequence, int Count, Moment Latest)? FirstPlace(int shard) => Place(first.Bind(1, shard));

    /// <summary>Where the chain of a shard begins: after what was archived, or at its origin.</summary>
    public (long Sequence, byte[] Hash, Moment Latest) Beginning(int shard, Guid deployment)
    {
        (long, byte[], Moment) beginning = anchor.Bind(1, shard).Step()
            ? (anchor.Long(0), anchor.Blob(1).ToArray(), new Moment(anchor.Long(2)))
            : (0, BatchSeal.Origin(deployment), Moment.Beginning);
        anchor.Reset();
        return beginning;
    }

    /// <summary>The ledger's totals of all that was archived.</summary>
    public LedgerTotals AnchorTotals(int shard)
    {
        var totals = anchor.Bind(1, shard).Step() ? LedgerTotals.FromBytes(anchor.Blob(3)) : new LedgerTotals();
        anchor.Reset();
        return totals;
    }

    private static (long, int, Moment)? Place(SqliteStatement statement)
    {
        (long, int, Moment)? found = statement.Step() ? (statement.Long(0), statement.Int(1), new Moment(statement.Long(2))) : null;
        statement.Reset();
        return found;
    }

    private static StoredBatch Row(int shard, SqliteStatement row) =>
        new(shard, row.Long(0), row.Int(1), new Moment(row.Long(2)), new Moment(row.Long(3)), row.Blob(4).ToArray(), row.Blob(5).ToArray());

    private List<StoredBatch> Page(int shard, long sequence)
    {
        var rows = new List<StoredBatch>(RowsAtATime);
        var reached = sequence;
        try
        {
            from.Bind(1, shard).Bind(2, sequence);
            while (from.Step())
            {
                rows.Add(Row(shard, from));
                reached = rows[^1].LastSequence + 1;
            }
        }
        catch (JournalException unreadable) when (rows.Count == 0)
        {
            throw StoredBatch.Damaged(shard, reached, "SQLite cannot read the batch there", unreadable);
        }
        catch (JournalException)
        {
            // What came before the damage is given out first; the next page begins at the damage and names it.
            from.Reset();
            return [.. rows, .. Page(shard, reached)];
        }

        return rows;
    }
}
