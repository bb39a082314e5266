using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;

namespace Kopek.Books.Fiscal;

/// <summary>A fiscal document as staff see it: of a receipt where it has a number, else the offset of a line's month.</summary>
/// <param name="Amount">All that was paid or went back, or what was used in the month.</param>
public sealed record FiscalEntry(string Key, string Operator, long? Number, LineId Line, FiscalMonth? Month, Money Amount, FiscalState State, int Attempts, string? Reason, Moment Changed);

/// <summary>A page of documents. <paramref name="Next"/>: where the next page begins; null at the end.</summary>
public sealed record FiscalPage(IReadOnlyList<FiscalEntry> Documents, long? Next);

/// <summary>What staff look up of fiscal documents in receipts.db. Only used inside the store's gate.</summary>
internal sealed class FiscalList
{
    private const string Columns = "key, operator, number, line, month, amount, state, attempts, reason, changed, rowid";
    private const int RowColumn = 10;

    private readonly BooksStatement failures;
    private readonly BooksStatement failed;
    private readonly BooksStatement byKey;
    private readonly BooksStatement offsets;

    public FiscalList(BooksDatabase database)
    {
        // The index is named, because the planner would rather walk millions of rows by number than sort the few that failed.
        failures = database.Prepare($"SELECT {Columns} FROM fiscal INDEXED BY fiscal_failed WHERE state = 4 AND rowid < ?1 ORDER BY rowid DESC LIMIT ?2");
        failed = database.Prepare("SELECT count(*) FROM fiscal WHERE state = 4");
        byKey = database.Prepare($"SELECT {Columns} FROM fiscal WHERE key = ?1");
        offsets = database.Prepare("SELECT count(*), coalesce(sum(amount), 0) FROM fiscal WHERE operator = ?1 AND month = ?2 AND month IS NOT NULL");
    }

    public FiscalPage Failures(long? from, int most)
    {
        var rows = new List<(long Row, FiscalEntry Entry)>();
        failures.Bind(1, from ?? long.MaxValue).Bind(2, most + 1);
        while (failures.Step())
        {
            rows.Add((failures.Long(RowColumn), Row(failures)));
        }

        return new FiscalPage([.. rows.Take(most).Select(row => row.Entry)], rows.Count > most ? rows[most - 1].Row : null);
    }

    public long Failed()
    {
        var found = failed.Step() ? failed.Long(0) : 0;
        failed.Reset();
        return found;
    }

    public FiscalEntry? Find(string key)
    {
        var found = byKey.Bind(1, key).Step() ? Row(byKey) : null;
        byKey.Reset();
        return found;
    }

    public (long Documents, Money Sum) Offsets(string operatorCode, FiscalMonth month)
    {
        var found = offsets.Bind(1, operatorCode).Bind(2, month.ToString()).Step() ? (offsets.Long(0), new Money(offsets.Long(1))) : (0, Money.Zero);
        offsets.Reset();
        return found;
    }

    private static FiscalEntry Row(BooksStatement row) => new(row.Text(0), row.Text(1), row.IsNull(2) ? null : row.Long(2), new LineId(row.Long(3)),
        FiscalMonth.Read(row.TextOrNull(4)), new Money(row.Long(5)), (FiscalState)row.Long(6), (int)row.Long(7), row.TextOrNull(8), new Moment(row.Long(9)));
}
