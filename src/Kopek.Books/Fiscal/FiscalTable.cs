using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;

namespace Kopek.Books.Fiscal;

/// <summary>A row that is due: a receipt's document where it has a number, the offset of a line's month otherwise.</summary>
internal sealed record FiscalRow(string Key, string Operator, long? Number, LineId Line, string? Month, Money Amount, int Attempts);

/// <summary>The rows of fiscal documents in receipts.db. Only used inside the store's gate.</summary>
internal sealed class FiscalTable
{
    private readonly BooksStatement add;
    private readonly BooksStatement amount;
    private readonly BooksStatement dueReceipts;
    private readonly BooksStatement dueOffsets;
    private readonly BooksStatement begin;
    private readonly BooksStatement settle;
    private readonly BooksStatement register;
    private readonly BooksStatement interrupted;
    private readonly BooksStatement changes;
    private readonly BooksStatement retry;
    private readonly BooksStatement find;
    private readonly BooksStatement count;

    public FiscalTable(BooksDatabase database)
    {
        add = database.Prepare("""
            INSERT OR IGNORE INTO fiscal (key, operator, number, line, month, amount, made, not_before, state, attempts, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 1, 0, ?7)
            """);
        amount = database.Prepare("SELECT amount FROM fiscal WHERE key = ?1");
        dueReceipts = database.Prepare(Due("month IS NULL"));
        dueOffsets = database.Prepare(Due("month IS NOT NULL"));
        begin = database.Prepare("UPDATE fiscal SET state = 2, attempts = attempts + 1, changed = ?2, reason = NULL, total = ?3 WHERE key = ?1");
        settle = database.Prepare("UPDATE fiscal SET state = ?2, reason = ?3, not_before = ?4, changed = ?5 WHERE key = ?1 AND state IN (1, 2)");
        register = database.Prepare("""
            UPDATE fiscal SET state = 3, reason = NULL, changed = ?2, drive = ?3, register = ?4, document = ?5, sign = ?6, shift = ?7, in_shift = ?8, at = ?9, qr = ?10
            WHERE key = ?1 AND state <> 3
            """);
        interrupted = database.Prepare("UPDATE fiscal SET state = 1, reason = 'interrupted', not_before = ?1, changed = ?1 WHERE state = 2");
        changes = database.Prepare("SELECT changes()");
        retry = database.Prepare("UPDATE fiscal SET state = 1, not_before = ?2, changed = ?2 WHERE key = ?1 AND state = 4");
        find = database.Prepare("""
            SELECT key, state, attempts, reason, changed, drive, register, document, sign, shift, in_shift, at, qr FROM fiscal WHERE operator = ?1 AND number = ?2
            """);
        count = database.Prepare("SELECT count(*) FROM fiscal WHERE state = ?1");
    }

    public void Add(FiscalRow row, Moment now) =>
        add.Bind(1, row.Key).Bind(2, row.Operator).Bind(3, row.Number).Bind(4, row.Line.Value).Bind(5, row.Month).Bind(6, row.Amount.Kopeks).Bind(7, now.UnixMilliseconds).Run();

    public Money? AmountOf(string key)
    {
        Money? found = amount.Bind(1, key).Step() ? new Money(amount.Long(0)) : null;
        amount.Reset();
        return found;
    }

    /// <summary>Receipts before offsets: a payer waits for his, and a month brings an offset for each line at once.</summary>
    public List<FiscalRow> Due(Moment now, int most)
    {
        var rows = new List<FiscalRow>();
        Read(dueReceipts, now, most, rows);
        Read(dueOffsets, now, most - rows.Count, rows);
        return rows;
    }

    // In the order of an index, so that nothing is sorted; what was added first stands first.
    private static string Due(string which) =>
        $"SELECT key, operator, number, line, month, amount, attempts FROM fiscal WHERE state = 1 AND not_before <= ?1 AND {which} ORDER BY not_before, rowid LIMIT ?2";

    private static void Read(BooksStatement due, Moment now, int most, List<FiscalRow> rows)
    {
        due.Bind(1, now.UnixMilliseconds).Bind(2, most);
        while (due.Step())
        {
            rows.Add(new FiscalRow(due.Text(0), due.Text(1), due.IsNull(2) ? null : due.Long(2), new LineId(due.Long(3)), due.TextOrNull(4), new Money(due.Long(5)), (int)due.Long(6)));
        }
    }

    public void Begin(string key, Money total, Moment now) => begin.Bind(1, key).Bind(2, now.UnixMilliseconds).Bind(3, total.Kopeks).Run();

    public void Settle(string key, FiscalState state, string reason, Moment notBefore, Moment now) =>
        settle.Bind(1, key).Bind(2, (long)state).Bind(3, reason).Bind(4, notBefore.UnixMilliseconds).Bind(5, now.UnixMilliseconds).Run();

    public void Register(string key, FiscalRegistration made, string qr, Moment now) =>
        register.Bind(1, key).Bind(2, now.UnixMilliseconds).Bind(3, made.Drive).Bind(4, made.Register).Bind(5, made.Document).Bind(6, made.Sign).Bind(7, made.Shift)
            .Bind(8, made.NumberInShift).Bind(9, made.At.UnixMilliseconds).Bind(10, qr).Run();

    public int SettleInterrupted(Moment now)
    {
        interrupted.Bind(1, now.UnixMilliseconds).Run();
        return Changes();
    }

    public bool Retry(string key, Moment now)
    {
        retry.Bind(1, key).Bind(2, now.UnixMilliseconds).Run();
        return Changes() > 0;
    }

    public FiscalRecord? Find(string operatorCode, long number)
    {
        FiscalRecord? found = null;
        if (find.Bind(1, operatorCode).Bind(2, number).Step())
        {
            var registration = find.IsNull(5) ? null : new FiscalRegistration(find.Text(5), find.Text(6), find.Text(7), find.Text(8), (int)find.Long(9), (int)find.Long(10), new Moment(find.Long(11)));
            found = new FiscalRecord(find.Text(0), (FiscalState)find.Long(1), (int)find.Long(2), find.TextOrNull(3), new Moment(find.Long(4)), registration, find.TextOrNull(12));
        }

        find.Reset();
        return found;
    }

    public long Count(FiscalState state)
    {
        var found = count.Bind(1, (long)state).Step() ? count.Long(0) : 0;
        count.Reset();
        return found;
    }

    private int Changes()
    {
        changes.Step();
        var changed = (int)changes.Long(0);
        changes.Reset();
        return changed;
    }
}
