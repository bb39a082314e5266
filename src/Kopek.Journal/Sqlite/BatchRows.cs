using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Sqlite;

/// <summary>Reads rows of the journal, a few at a time, so that a long reading never holds back the reuse of the write-ahead log.</summary>
internal sealed class BatchRows(SqliteDatabase database)
{
    private const string Columns = "SELECT sequence, count, earliest, latest, hash, events FROM journal";

    private readonly SqliteStatement from = database.Prepare($"{Columns} WHERE shard = ?1 AND sequence >= ?2 ORDER BY sequence");
    private readonly SqliteStatement at = database.Prepare($"{Columns} WHERE shard = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT 1");
    private readonly SqliteStatement place = database.Prepare(
        "SELECT sequence, count, latest FROM journal WHERE shard = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT 1");
    private readonly SqliteStatement first = database.Prepare("SELECT sequence, count, latest FROM journal WHERE shard = ?1 ORDER BY sequence LIMIT 1");
    private readonly SqliteStatement anchor = database.Prepare("SELECT sequence, hash, latest, totals FROM anchor WHERE shard = ?1");

    /// <summary>
    /// The rows of a shard from the one that begins at or after a sequence. Damage that SQLite sees is named by the place where it was met. With a page to be
    /// used again each row is valid until the next is asked for; without one they may be kept.
    /// </summary>
    public IEnumerable<StoredBatch> From(int shard, long sequence, BatchPage? reused = null)
    {
        var next = sequence;
        bool hasMore;
        do
        {
            var page = reused ?? new BatchPage();
            hasMore = Fill(page, shard, next);
            foreach (var row in page.Rows)
            {
                next = row.LastSequence + 1;
                yield return row;
            }
        }
        while (hasMore);
    }

    /// <summary>The row that holds a sequence, or the last before it; null where there is none.</summary>
    public StoredBatch? AtOrBefore(int shard, long sequence) => AtOrBefore(shard, sequence, row => Row(shard, row));

    /// <summary>Where the chain stands after that row. Its events are not read.</summary>
    public (long LastSequence, byte[] Hash)? LinkAtOrBefore(int shard, long sequence) =>
        AtOrBefore(shard, sequence, static row => (row.Long(0) + row.Int(1) - 1, row.Blob(4).ToArray()));

    /// <summary>Where that row stands, without its events: cheap.</summary>
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

    private T? AtOrBefore<T>(int shard, long sequence, Func<SqliteStatement, T> take)
        where T : struct
    {
        try
        {
            T? row = at.Bind(1, shard).Bind(2, sequence).Step() ? take(at) : null;
            at.Reset();
            return row;
        }
        catch (JournalException unreadable)
        {
            throw StoredBatch.Damaged(shard, sequence, "SQLite cannot read the batch there", unreadable);
        }
    }

    private static StoredBatch Row(int shard, SqliteStatement row) =>
        new(shard, row.Long(0), row.Int(1), new Moment(row.Long(2)), new Moment(row.Long(3)), row.Blob(4).ToArray(), row.Blob(5).ToArray());

    /// <summary>True: there is more, or damage, behind what is in the page now.</summary>
    private bool Fill(BatchPage page, int shard, long sequence)
    {
        page.Clear();
        try
        {
            from.Bind(1, shard).Bind(2, sequence);
            while (!page.IsFull)
            {
                if (!from.Step())
                {
                    return false;
                }

                page.Add(shard, from);
            }
        }
        catch (JournalException unreadable) when (page.Rows.Count == 0)
        {
            throw StoredBatch.Damaged(shard, sequence, "SQLite cannot read the batch there", unreadable);
        }
        catch (JournalException)
        {
            // What came before the damage is given out first; the next page begins at the damage and names it.
        }

        from.Reset();
        return true;
    }
}
