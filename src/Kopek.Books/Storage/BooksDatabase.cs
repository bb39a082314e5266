using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kopek.Books.Storage;

/// <summary>A database of the data folder beside the journal could not be read or written; the message says what to do. Charging goes on without them.</summary>
public sealed class BooksException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Another program held the file for long (a copy being made, a viewer): the same may succeed later, with nothing mended.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The same for whoever starts a server: it does not start with such a file, so nothing goes on.</summary>
    public string AtStart { get => field ?? Message; init; }
}

/// <summary>A database file of a data folder, and what its faults mean for whoever reads of them.</summary>
/// <param name="Meanwhile">What a server that runs does without it.</param>
/// <param name="Advice">What to do with a damaged one.</param>
internal sealed record BooksFile(string Name, string Meanwhile, string Advice)
{
    public static readonly BooksFile Books = new("books.db",
        "statements wait meanwhile.",
        "A damaged books.db may be deleted: it is built again from the journal and from archive/, where nothing of it was taken away.");

    public static readonly BooksFile Notices = new("notices.db",
        "notices are held back meanwhile.",
        "It holds what holders want and what they were told, which is nowhere else: restore a damaged one from its backup.");

    public static readonly BooksFile Receipts = new("receipts.db",
        "receipts wait meanwhile.",
        "Restore a damaged one from its backup, or move it away where the whole journal and fiscal-months.db are there: it is built again.");

    public static readonly BooksFile Months = new("fiscal-months.db",
        "fiscal offsets are not made meanwhile.",
        "It holds where each month of them ended, which is nowhere else: restore a damaged one from its backup.");

    public static readonly BooksFile Cases = new("cases.db",
        "disputes cannot be opened or decided meanwhile.",
        "Disputes are nowhere else: restore a damaged one from its backup.");

    public static readonly BooksFile Tickets = new("tickets.db",
        "nobody can write to support meanwhile.",
        "Tickets are nowhere else: restore a damaged one from its backup.");

    public static readonly BooksFile People = new("people.db",
        "nobody signs in meanwhile.",
        "It holds accounts of staff, holders and the audit trail, which are nowhere else: restore a damaged one from its backup, together with people.key.");
    public static readonly BooksFile Partners = new("partners.db",
        "partners are refused meanwhile.",
        "It holds who may sell, their keys and their transactions, which is nowhere else: restore a damaged one from its backup.");

    public string PathIn(string folder) => Path.Combine(folder, Name);
}

/// <summary>One connection to a database of a data folder, below ADO.NET: statements are prepared once, and a row costs no garbage.</summary>
internal sealed class BooksDatabase : IDisposable
{
    /// <summary>How long a statement waits for another program's lock (a copy being made, a viewer): longer than any of ours holds one.</summary>
    private const int BusyMilliseconds = 5000;

    /// <summary>The part of SQLite's code that is the same for all kinds of a fault.</summary>
    private const int PrimaryCode = 0xFF;

    private readonly string folder;
    private readonly BooksFile file;
    private readonly SqliteConnection connection;
    private readonly List<BooksStatement> statements = [];

    public BooksDatabase(string folder, SqliteOpenMode mode, BooksFile? file = null)
    {
        this.folder = folder;
        this.file = file ?? BooksFile.Books;
        var source = new SqliteConnectionStringBuilder { DataSource = this.file.PathIn(folder), Mode = mode, Pooling = false };
        connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
        }
        catch (SqliteException failed)
        {
            connection.Dispose();
            throw Fault(failed.SqliteErrorCode, failed.Message, failed);
        }

        _ = raw.sqlite3_busy_timeout(connection.Handle!, BusyMilliseconds);
    }

    public static string PathOf(string folder) => BooksFile.Books.PathIn(folder);

    public BooksStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out var statement));
        var prepared = new BooksStatement(this, statement);
        statements.Add(prepared);
        return prepared;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(connection.Handle!, sql));

    /// <summary>One transaction: all of the work, or nothing. The caller sees to it that nobody else uses the connection meanwhile.</summary>
    public T Transaction<T>(Func<T> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            TryExecute("ROLLBACK");
            throw;
        }
    }

    /// <summary>For what may already be so: a rollback after an error that SQLite rolled back itself.</summary>
    public void TryExecute(string sql) => _ = raw.sqlite3_exec(connection.Handle!, sql);

    public long Number(string sql)
    {
        using var query = Prepare(sql);
        return query.Step() ? query.Long(0) : 0;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Fault(code, raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), null);
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private BooksException Fault(int code, string message, Exception? inner)
    {
        var what = $"{file.Name} in {folder} could not be used (SQLite {code}: {message}).";
        var isBusy = (code & PrimaryCode) == raw.SQLITE_BUSY;
        return new BooksException($"{what} Charging goes on without it; {file.Meanwhile} Check the disk. {file.Advice}", inner)
        {
            IsBusy = isBusy,
            AtStart = isBusy ? $"{what} Another program holds it. The server does not start without it: end that program, then start again."
                : $"{what} The server does not start without it. Check the disk. {file.Advice}",
        };
    }
}
