using Microsoft.Data.Sqlite;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>sandbox.db cannot be used; the message says what to do.</summary>
public sealed class SandboxException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The sandbox's own file in the data folder. It plays the outside world: what it "took" outlives a restart of Kopek, and is not part of the journal.
/// <code>
/// meta       secret                          signs webhooks where the configuration has no secret
/// movements  id, kind, key, digest, ...      payments, refunds, chargebacks
/// methods    id, label, year, month          what payers have bound
/// events     id, movement, at, due, attempts webhooks that nobody took yet
/// </code>
/// Only used under the bank's gate.
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private const string Name = "sandbox.db";
    private const int Version = 1;

    private const string Tables = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS meta (id INTEGER PRIMARY KEY CHECK (id = 1), secret TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS movements (
          id TEXT PRIMARY KEY, kind INTEGER NOT NULL, key TEXT UNIQUE, digest BLOB NOT NULL, payment TEXT NOT NULL, amount INTEGER NOT NULL,
          currency TEXT NOT NULL, status INTEGER NOT NULL, reason INTEGER NOT NULL, created INTEGER NOT NULL, next INTEGER NOT NULL, due INTEGER,
          order_number TEXT NOT NULL, description TEXT NOT NULL, return_url TEXT, saves INTEGER NOT NULL, method TEXT);
        CREATE INDEX IF NOT EXISTS movements_due ON movements (due) WHERE due IS NOT NULL;
        CREATE INDEX IF NOT EXISTS movements_payment ON movements (payment);
        CREATE INDEX IF NOT EXISTS movements_created ON movements (created, id);
        CREATE TABLE IF NOT EXISTS methods (id TEXT PRIMARY KEY, label TEXT NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS events (
          id INTEGER PRIMARY KEY AUTOINCREMENT, movement TEXT NOT NULL, at INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    private readonly SqliteConnection connection;

    /// <summary>Opens or creates it. Throws <see cref="SandboxException"/>.</summary>
    public SandboxDatabase(string folder)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, Name), Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            if (Convert.ToInt64(Scalar("PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture) is not (0 or Version))
            {
                throw new SandboxException($"{Name} in {folder} was written by another version of Kopek. It holds no real money: it may be deleted.");
            }

            Run(Tables);
        }
        catch (Exception failed) when (failed is SqliteException or SandboxException)
        {
            connection.Dispose();
            throw failed as SandboxException ?? new SandboxException($"{Name} in {folder} could not be used ({failed.Message}). Check the disk; it holds no real money and may be deleted.", failed);
        }
    }

    /// <summary>Parameters are $1, $2, ... in the order of <paramref name="values"/>.</summary>
    public int Run(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public object? Scalar(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>All of it, durably, or nothing.</summary>
    public T Transaction<T>(Func<T> work)
    {
        using var transaction = connection.BeginTransaction();
        var result = work();
        transaction.Commit();
        return result;
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this folder; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"${index + 1}", values[index] ?? DBNull.Value);
        }

        return command;
    }
}
