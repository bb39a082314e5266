using Kopek.Engine.Journalling;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kopek.Journal.Sqlite;

/// <summary>One connection to a data folder's journal.db, below ADO.NET: statements are prepared once, and a commit allocates nothing.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>How long a statement waits for another program's lock (a copy being made, a viewer): longer than any of ours holds one.</summary>
    private const int BusyMilliseconds = 5000;

    private readonly SqliteConnection connection;
    private readonly List<SqliteStatement> statements = [];

    public SqliteDatabase(string folder, SqliteOpenMode mode)
    {
        Folder = folder;
        var source = new SqliteConnectionStringBuilder { DataSource = PathOf(folder), Mode = mode, Pooling = false };
        connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
        }
        catch (SqliteException failed)
        {
            connection.Dispose();
            throw SqliteFault.Of(folder, failed.SqliteErrorCode, failed.Message);
        }

        _ = raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
    }

    public string Folder { get; }

    public sqlite3 Handle => connection.Handle!;

    public static string PathOf(string folder) => Path.Combine(folder, "journal.db");

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(Handle, sql, out var statement);
        Check(code);
        var prepared = new SqliteStatement(this, statement);
        statements.Add(prepared);
        return prepared;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>For what may already be so: a rollback after an error that SQLite rolled back itself.</summary>
    public void TryExecute(string sql) => _ = raw.sqlite3_exec(Handle, sql);

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Fault(code);
        }
    }

    public JournalException Fault(int code) => SqliteFault.Of(Folder, code, raw.sqlite3_errmsg(Handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
