using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Tickets;

/// <summary>
/// The tables of tickets.db. They are nowhere else: back it up. What people wrote can be erased, so nothing here is chained or kept from change. A version that it
/// does not know is refused.
/// <code>
/// tickets  id, number, operator, line, language, contact, diagnosis, state, changed   diagnosis: SnapshotJson. state, changed: of the newest entry
/// entries  ticket, position, at, kind, by, text, answer_by                            1 is the opening
/// changes  key, digest, ticket, position                                              ids of wishes, as long as their ticket
/// </code>
/// </summary>
internal static class TicketSchema
{
    public const int Version = 1;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS tickets (
          id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL UNIQUE, operator TEXT NOT NULL, line INTEGER NOT NULL, language INTEGER NOT NULL,
          contact TEXT, diagnosis TEXT NOT NULL, state INTEGER NOT NULL, changed INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS tickets_line ON tickets (line);
        CREATE INDEX IF NOT EXISTS tickets_state ON tickets (state, id);
        CREATE TABLE IF NOT EXISTS entries (
          ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE, position INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, by TEXT NOT NULL,
          text TEXT NOT NULL, answer_by INTEGER, PRIMARY KEY (ticket, position)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS changes (
          key BLOB PRIMARY KEY, digest BLOB NOT NULL, ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS changes_ticket ON changes (ticket);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.Tickets);
        try
        {
            if (database.Number("PRAGMA user_version") is not (0 or Version))
            {
                throw new BooksException($"tickets.db in {folder} was written by another version of Kopek. Start that version.");
            }

            database.Execute(Tables);
            // What is erased is overwritten.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
