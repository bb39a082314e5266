using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Disputes;

/// <summary>
/// The tables of cases.db. They are nowhere else: back it up. A version that it does not know is refused.
/// <code>
/// disputes   id, operator, number, reason, evidence    evidence: JSON as it was put together at the opening
/// entries    dispute, position, at, kind, ...          1 is the opening; rows are added and never changed
/// changes    key, digest, dispute, position, at        idempotency keys, for ever: disputes are few
/// </code>
/// </summary>
internal static class CaseSchema
{
    public const int Version = 1;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS disputes (
          id INTEGER PRIMARY KEY AUTOINCREMENT, operator TEXT NOT NULL, number INTEGER NOT NULL, reason INTEGER NOT NULL, evidence TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS disputes_receipt ON disputes (operator, number);
        CREATE TABLE IF NOT EXISTS entries (
          dispute INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL,
          decision INTEGER, refund BLOB, PRIMARY KEY (dispute, position)) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;
        CREATE TRIGGER IF NOT EXISTS entries_are_kept BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END;
        CREATE TRIGGER IF NOT EXISTS disputes_stay BEFORE UPDATE ON disputes BEGIN SELECT raise(ABORT, 'a dispute is never changed'); END;
        CREATE TABLE IF NOT EXISTS changes (key BLOB PRIMARY KEY, digest BLOB NOT NULL, dispute INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        PRAGMA user_version = 1;
        COMMIT;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.Cases);
        try
        {
            if (database.Number("PRAGMA user_version") is not (0 or Version))
            {
                throw new BooksException($"cases.db in {folder} was written by another version of Kopek. Start that version.");
            }

            database.Execute(Tables);
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
