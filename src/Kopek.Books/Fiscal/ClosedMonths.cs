using Kopek.Books.Storage;
using Kopek.Core.Fiscal;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Fiscal;

/// <summary>
/// fiscal-months.db: where in each shard's journal a month ended for the offsets. What stands after that place counts in a later month, whatever its time. It is
/// apart from receipts.db, because the journal does not have it: so that receipts.db, when it is built again, counts late use in the month that the register
/// has it in. Rows are only added. Only used inside the store's gate; all throw <see cref="BooksException"/>.
/// <code>
/// months    operator, month, shard, sequence    the last entry of the shard that could still count in the month, and in those before it that had no row
/// </code>
/// </summary>
internal sealed class ClosedMonths : IDisposable
{
    private const int Version = 1;

    private const string Tables = """
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS months (
          operator TEXT NOT NULL, month TEXT NOT NULL, shard INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (operator, month, shard)) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS months_stay BEFORE UPDATE ON months BEGIN SELECT raise(ABORT, 'a closed month is never changed'); END;
        CREATE TRIGGER IF NOT EXISTS months_are_kept BEFORE DELETE ON months BEGIN SELECT raise(ABORT, 'a closed month is never deleted'); END;
        PRAGMA user_version = 1;
        COMMIT;
        PRAGMA synchronous = FULL;
        """;

    private readonly Dictionary<string, List<(FiscalMonth Month, long[] Through)>> closed = [];
    private readonly BooksDatabase database;
    private readonly BooksStatement insert;

    /// <param name="mayBegin">False: a file was there and could not be read. Where it is away or empty now, somebody is about to put another in its place.</param>
    public ClosedMonths(string folder, bool mayBegin)
    {
        database = new BooksDatabase(folder, mayBegin ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, BooksFile.Months);
        try
        {
            var version = database.Number("PRAGMA user_version");
            if (version is not (0 or Version))
            {
                throw new BooksException($"{BooksFile.Months.Name} in {folder} was written by another version of Kopek. Start that version.");
            }

            if (version == 0 && !mayBegin)
            {
                throw Damaged(folder, "is empty");
            }

            database.Execute(Tables);
            insert = database.Prepare("INSERT INTO months (operator, month, shard, sequence) VALUES (?1, ?2, ?3, ?4)");
            Read(folder);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Durable when it returns. The first place stays: a month that is closed already, or one before it, is passed over.</summary>
    /// <param name="through">By shard, the last entry that was taken in.</param>
    public void Close(string operatorCode, FiscalMonth month, IReadOnlyList<long> through)
    {
        var months = Of(operatorCode);
        if (months is [.., var last] && last.Month >= month)
        {
            return;
        }

        database.Transaction(() =>
        {
            for (var shard = 0; shard < through.Count; shard++)
            {
                insert.Bind(1, operatorCode).Bind(2, month.ToString()).Bind(3, shard).Bind(4, through[shard]).Run();
            }

            return true;
        });
        months.Add((month, [.. through]));
    }

    /// <summary>In which month an entry of one counts: the first that was open when the entry was read for the first time.</summary>
    public FiscalMonth Counted(string operatorCode, FiscalMonth month, int shard, long sequence)
    {
        var months = Of(operatorCode);
        // The newest first: nearly every entry is of a month that no place was kept for.
        for (var index = months.Count - 1; index >= 0 && months[index].Month >= month; index--)
        {
            if (sequence > months[index].Through[shard])
            {
                return months[index].Month.Next;
            }
        }

        return month;
    }

    public void Dispose() => database.Dispose();

    private List<(FiscalMonth Month, long[] Through)> Of(string operatorCode)
    {
        if (!closed.TryGetValue(operatorCode, out var months))
        {
            closed.Add(operatorCode, months = []);
        }

        return months;
    }

    private static BooksException Damaged(string folder, string what) =>
        new($"{BooksFile.Months.Name} in {folder} {what}. Stop the server, put the file of the backup in its place, and start it again.");

    private void Read(string folder)
    {
        using var rows = database.Prepare("SELECT operator, month, sequence FROM months ORDER BY operator, month, shard");
        while (rows.Step())
        {
            var months = Of(rows.Text(0));
            var month = FiscalMonth.Read(rows.Text(1)) ?? throw Damaged(folder, $"names a month {rows.Text(1)}");
            if (months is [.., var last] && last.Month == month)
            {
                months[^1] = (month, [.. last.Through, rows.Long(2)]);
            }
            else
            {
                months.Add((month, [rows.Long(2)]));
            }
        }
    }
}
