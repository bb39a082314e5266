using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Notices;

/// <summary>
/// The tables of notices.db. Unlike books.db it cannot be built again: what was sent, and what holders want, is nowhere else. A version that it does not
/// know is refused.
/// <code>
/// meta         told_from, name                  nothing before told_from is told; name is part of every key
/// position     shard, sequence                  how far the journal is looked at; written with the notices that follow from it
/// watch        line, sequence, mark, looked, due, state   each line as of its last event (codec's form), and when to look at it next
/// preferences  line, ...                        what the holder wants; personal data (e-mail), erased by deleting the row
/// trips        id, line, ...                    trips that holders want to be reminded of; personal data, erased by deleting the row, gone 30 days after the trip
/// reminders    trip, day, due, ...              the days of a trip; told is written with the notice that follows from it
/// changes      key, digest, at                  idempotency keys of changes of preferences, 30 days
/// outbox       id, line, occasion, channel, ... one row a notice and channel, with what became of it: the record
/// auto_charges line, order, ...                 attempts of automatic renewal that are under way
/// receipts     reference, ...                   of messages whose acceptance is not stored yet
/// </code>
/// </summary>
internal static class NoticeSchema
{
    public const int Version = 2;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS meta (id INTEGER PRIMARY KEY CHECK (id = 1), told_from INTEGER NOT NULL, name TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS position (shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS watch (
          line INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, mark INTEGER NOT NULL, looked INTEGER NOT NULL, due INTEGER, state BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS watch_due ON watch (due) WHERE due IS NOT NULL;
        CREATE TABLE IF NOT EXISTS preferences (
          line INTEGER PRIMARY KEY, language INTEGER NOT NULL, low_balance TEXT NOT NULL, quiet_from INTEGER, quiet_until INTEGER,
          wakes INTEGER NOT NULL, email TEXT, sms INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS changes (key BLOB PRIMARY KEY, digest BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outbox (
          id INTEGER PRIMARY KEY AUTOINCREMENT, line INTEGER NOT NULL, occasion TEXT NOT NULL, channel INTEGER NOT NULL, kind INTEGER NOT NULL,
          language INTEGER NOT NULL, zone TEXT NOT NULL, made INTEGER NOT NULL, not_before INTEGER NOT NULL, state INTEGER NOT NULL,
          attempts INTEGER NOT NULL, changed INTEGER NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, reference TEXT, reason TEXT,
          UNIQUE (line, occasion, channel));
        CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (not_before) WHERE state = 1;
        CREATE INDEX IF NOT EXISTS outbox_sending ON outbox (id) WHERE state = 2;
        CREATE INDEX IF NOT EXISTS outbox_unknown ON outbox (id) WHERE state = 8;
        CREATE INDEX IF NOT EXISTS outbox_line ON outbox (line, id);
        CREATE INDEX IF NOT EXISTS outbox_made ON outbox (made);
        CREATE INDEX IF NOT EXISTS outbox_reference ON outbox (reference) WHERE reference IS NOT NULL;
        CREATE TABLE IF NOT EXISTS receipts (reference TEXT PRIMARY KEY, delivered INTEGER NOT NULL, reason TEXT, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS trips (
          id INTEGER PRIMARY KEY AUTOINCREMENT, line INTEGER NOT NULL, name TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, ends INTEGER NOT NULL,
          plan TEXT NOT NULL, octets INTEGER NOT NULL, fields TEXT NOT NULL, UNIQUE (line, name));
        CREATE INDEX IF NOT EXISTS trips_ends ON trips (ends);
        CREATE TABLE IF NOT EXISTS reminders (
          trip INTEGER NOT NULL, day TEXT NOT NULL, due INTEGER NOT NULL, tasks TEXT NOT NULL, lasts_until INTEGER, told INTEGER NOT NULL,
          PRIMARY KEY (trip, day)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS reminders_due ON reminders (due) WHERE told = 0;
        CREATE TABLE IF NOT EXISTS auto_charges (
          line INTEGER NOT NULL, "order" BLOB NOT NULL, amount INTEGER NOT NULL, label TEXT NOT NULL, told INTEGER NOT NULL,
          PRIMARY KEY (line, "order")) WITHOUT ROWID;
        PRAGMA user_version = 2;
        COMMIT;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.Notices);
        try
        {
            if (database.Number("PRAGMA user_version") is < 0 or > Version)
            {
                throw new BooksException($"notices.db in {folder} was written by another version of Kopek. Start that version, or move the file away: then nobody knows what was sent before.");
            }

            database.Execute(Tables);
            // FULL: an intent that is stored must survive the machine, or the message could go out twice.
            // 4000 pages, some passes: a page of lines is moved into the file once for several of them (a tenth of all processor time less than with 1000).
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
