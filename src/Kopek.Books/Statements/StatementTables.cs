using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Books.Statements;

/// <summary>The rows of the statements as the one writer finds and writes them.</summary>
internal sealed class StatementTables
{
    private readonly BooksStatement findLine;
    private readonly BooksStatement putLine;
    private readonly BooksStatement findOpen;
    private readonly BooksStatement addOpen;
    private readonly BooksStatement removeOpen;
    private readonly BooksStatement addSession;
    private readonly BooksStatement growSession;
    private readonly BooksStatement addPart;
    private readonly BooksStatement addEntry;
    private readonly BooksStatement putBucket;
    private long next;

    public StatementTables(BooksDatabase database)
    {
        findLine = database.Prepare("SELECT operator, balance, last FROM lines WHERE line = ?1");
        putLine = database.Prepare("INSERT INTO lines (line, operator, balance, last) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (line) DO UPDATE SET balance = ?3, last = ?4");
        findOpen = database.Prepare("SELECT id FROM open_sessions WHERE session = ?1");
        addOpen = database.Prepare("INSERT INTO open_sessions (session, id) VALUES (?1, ?2)");
        removeOpen = database.Prepare("DELETE FROM open_sessions WHERE session = ?1");
        addSession = database.Prepare("""
            INSERT INTO sessions (id, previous, line, session, opened, closed, ended, country, granted, reserved, used, free, paid, charged, uncovered, balance)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?8, 0), ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
            """);
        growSession = database.Prepare("""
            UPDATE sessions SET closed = ?6, ended = ?7, country = coalesce(?8, country), granted = granted + ?9, reserved = reserved + ?10, used = used + ?11,
              free = free + ?12, paid = paid + ?13, charged = charged + ?14, uncovered = uncovered + ?15, balance = ?16 WHERE id = ?1
            """);
        addPart = database.Prepare("""
            INSERT INTO session_buckets (session, bucket, octets) VALUES (?1, ?2, ?3) ON CONFLICT (session, bucket) DO UPDATE SET octets = octets + ?3
            """);
        addEntry = database.Prepare("""
            INSERT INTO entries (id, previous, line, at, kind, amount, balance, octets, bucket, placed, reference)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        putBucket = database.Prepare("INSERT OR REPLACE INTO buckets (line, bucket, kind, name) VALUES (?1, ?2, ?3, ?4)");
        AddToLedger = database.Prepare("""
            INSERT INTO ledger (operator, account, debit, credit) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (operator, account) DO UPDATE SET debit = debit + ?3, credit = credit + ?4
            """);
        next = Math.Max(database.Number("SELECT max(id) FROM sessions"), database.Number("SELECT max(id) FROM entries")) / 2 + 1;
    }

    public BooksStatement AddToLedger { get; }

    /// <summary>Sessions are even, entries odd, and both share one order.</summary>
    public long NextSession() => next++ * 2;

    public long NextEntry() => next++ * 2 + 1;

    /// <summary>A line as the books have it; where they do not have it, one that begins.</summary>
    public void Read(LineId id, LineDraft line)
    {
        line.Begin(id);
        if (findLine.Bind(1, id.Value).Step())
        {
            line.Operator = string.Intern(findLine.Text(0));
            line.Balance = new Money(findLine.Long(1));
            line.Last = findLine.Long(2);
            findLine.Reset();
        }
    }

    public long? FindOpen(SessionKey key)
    {
        if (!findOpen.Bind(1, key.High, key.Low).Step())
        {
            return null;
        }

        var id = findOpen.Long(0);
        findOpen.Reset();
        return id;
    }

    public void Write(LineDraft line) => putLine.Bind(1, line.Line.Value).Bind(2, line.Operator).Bind(3, line.Balance.Kopeks).Bind(4, line.Last).Run();

    public void Write(SessionDraft session)
    {
        var row = session.IsNew ? addSession : growSession;
        row.Bind(1, session.Id);
        if (session.IsNew)
        {
            row.Bind(2, session.Previous).Bind(3, session.Line.Value).Bind(4, session.Key.High, session.Key.Low).Bind(5, session.OpenedAt.UnixMilliseconds);
        }

        row.Bind(6, session.ClosedAt?.UnixMilliseconds).Bind(7, (long)session.End).Bind(8, session.Country).Bind(9, session.Granted)
            .Bind(10, session.Reserved.Kopeks).Bind(11, session.Used).Bind(12, session.Free).Bind(13, session.Paid)
            .Bind(14, session.Charged.Kopeks).Bind(15, session.Uncovered).Bind(16, session.Balance.Kopeks).Run();
        for (var index = 0; index < session.Parts.Count; index++)
        {
            addPart.Bind(1, session.Id).Bind(2, session.Parts[index].Bucket).Bind(3, session.Parts[index].Octets).Run();
        }

        if (session.IsNew && session.ClosedAt is null)
        {
            addOpen.Bind(1, session.Key.High, session.Key.Low).Bind(2, session.Id).Run();
        }
        else if (!session.IsNew && session.ClosedAt is not null)
        {
            removeOpen.Bind(1, session.Key.High, session.Key.Low).Run();
        }
    }

    public void Write(long id, LineDraft line, Moment at, in EntryDraft entry) =>
        addEntry.Bind(1, id).Bind(2, line.Last).Bind(3, line.Line.Value).Bind(4, at.UnixMilliseconds).Bind(5, (long)entry.Kind)
            .Bind(6, entry.Amount.Kopeks).Bind(7, line.Balance.Kopeks).Bind(8, entry.Octets).Bind(9, entry.Bucket)
            .Bind(10, entry.Order.High, entry.Order.Low).Bind(11, entry.Reference).Run();

    public void Write(LineId line, LineEvent.BucketGranted bucket) =>
        putBucket.Bind(1, line.Value).Bind(2, bucket.Bucket).Bind(3, (long)bucket.Kind).Bind(4, bucket.Name).Run();
}
