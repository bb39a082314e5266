using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kopek.Books.Storage;

/// <summary>books.db could not be read or written; the message says what to do. Books are rebuilt from the journal, so nothing is lost with them.</summary>
public sealed class BooksException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One connection to a data folder's books.db, below ADO.NET: statements are prepared once, and a row costs no garbage.</summary>
internal sealed class BooksDatabase : IDisposable
{
    /// <summary>How long a statement waits for another program's lock (a copy being made, a viewer): longer than any of ours holds one.</summary>
    private const int BusyMilliseconds = 5000;

    private readonly string folder;
    private readonly SqliteConnection connection;
    private readonly List<BooksStatement> statements = [];

    public BooksDatabase(string folder, SqliteOpenMode mode)
    {
        this.folder = folder;
        var source = new SqliteConnectionStringBuilder { DataSource = PathOf(folder), Mode = mode, Pooling = false };
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

    public static string PathOf(string folder) => Path.Combine(folder, "books.db");

    public BooksStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out var statement));
        var prepared = new BooksStatement(this, statement);
        statements.Add(prepared);
        return prepared;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(connection.Handle!, sql));

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

    private BooksException Fault(int code, string message, Exception? inner) => new(
        $"books.db in {folder} could not be used (SQLite {code}: {message}). Charging goes on without it. Check the disk; a damaged books.db may be deleted, it is built again from a journal of which nothing was archived.",
        inner);
}
