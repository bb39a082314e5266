using Kopek.Books.Ledger;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Statements;

/// <summary>One reading connection to books.db; one reader at a time.</summary>
internal sealed class StatementConnection : IDisposable
{
    private readonly BooksDatabase database;
    private readonly BooksStatement newest;
    private readonly BooksStatement session;
    private readonly BooksStatement parts;
    private readonly BooksStatement entry;
    private readonly BooksStatement ledger;

    public StatementConnection(string folder)
    {
        database = new BooksDatabase(folder, SqliteOpenMode.ReadOnly);
        newest = database.Prepare("SELECT last FROM lines WHERE line = ?1");
        session = database.Prepare("""
            SELECT previous, session, opened, closed, ended, country, granted, reserved, used, free, paid, charged, uncovered, balance
            FROM sessions WHERE id = ?1 AND line = ?2
            """);
        parts = database.Prepare("""
            SELECT p.bucket, p.octets, b.kind, b.name FROM session_buckets p LEFT JOIN buckets b ON b.line = ?2 AND b.bucket = p.bucket
            WHERE p.session = ?1 ORDER BY p.bucket
            """);
        entry = database.Prepare("SELECT previous, at, kind, amount, balance, octets, bucket, placed, reference FROM entries WHERE id = ?1 AND line = ?2");
        ledger = database.Prepare("SELECT operator, account, debit, credit FROM ledger ORDER BY operator, account");
    }

    /// <summary>In one transaction, so that the chain does not move under the reader.</summary>
    public StatementPage Page(LineId line, long? from, int count)
    {
        database.Execute("BEGIN");
        try
        {
            var items = new List<StatementItem>(count);
            var id = from ?? Newest(line);
            while (id != 0 && items.Count < count)
            {
                var previous = id % 2 == 0 ? AddSession(line, id, items) : AddEntry(line, id, items);
                if (previous is null)
                {
                    break;
                }

                id = previous.Value;
            }

            return new StatementPage(items, items.Count == count && id != 0 ? id : null);
        }
        finally
        {
            database.TryExecute("COMMIT");
        }
    }

    public IReadOnlyList<LedgerTotal> Ledger()
    {
        var totals = new List<LedgerTotal>();
        while (ledger.Step())
        {
            totals.Add(new LedgerTotal(ledger.Text(0), (LedgerAccount)ledger.Long(1), new Money(ledger.Long(2)), new Money(ledger.Long(3))));
        }

        return totals;
    }

    public void Dispose() => database.Dispose();

    private long Newest(LineId line)
    {
        if (!newest.Bind(1, line.Value).Step())
        {
            return 0;
        }

        var id = newest.Long(0);
        newest.Reset();
        return id;
    }

    /// <summary>Answers the item before it, or null where the item is not (any more) in the books or is another line's.</summary>
    private long? AddSession(LineId line, long id, List<StatementItem> items)
    {
        if (!session.Bind(1, id).Bind(2, line.Value).Step())
        {
            return null;
        }

        var (high, low) = session.Id(1);
        items.Add(new StatementItem.Session(id, new Moment(session.Long(2)), new Money(session.Long(13)), new SessionKey(high, low),
            session.IsNull(3) ? null : new Moment(session.Long(3)), (SessionEnd)session.Long(4), (ushort)session.Long(5), session.Long(6),
            new Money(session.Long(7)), session.Long(8), session.Long(9), session.Long(10), new Money(session.Long(11)), session.Long(12), Parts(line, id)));
        var previous = session.Long(0);
        session.Reset();
        return previous;
    }

    private List<BucketUse> Parts(LineId line, long id)
    {
        var uses = new List<BucketUse>();
        parts.Bind(1, id).Bind(2, line.Value);
        while (parts.Step())
        {
            uses.Add(new BucketUse((int)parts.Long(0), (BucketKind)parts.Long(2), parts.TextOrNull(3) ?? "", parts.Long(1)));
        }

        return uses;
    }

    private long? AddEntry(LineId line, long id, List<StatementItem> items)
    {
        if (!entry.Bind(1, id).Bind(2, line.Value).Step())
        {
            return null;
        }

        var (high, low) = entry.Id(7);
        items.Add(new StatementItem.Entry(id, new Moment(entry.Long(1)), new Money(entry.Long(4)), (EntryKind)entry.Long(2), new Money(entry.Long(3)),
            entry.Long(5), (int)entry.Long(6), new OrderId(high, low), entry.TextOrNull(8)));
        var previous = entry.Long(0);
        entry.Reset();
        return previous;
    }
}
