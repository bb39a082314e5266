using Microsoft.Data.Sqlite;

namespace Kopek.Books.Storage;

/// <summary>
/// The tables of books.db. Everything in it follows from the journal, so another version is not migrated but built again. It holds no number, name or
/// document: those stand in the directory, where they can be erased.
/// <code>
/// position       shard, sequence, at                     how far the journal is taken in; written with the rows that follow from it
/// lines          line, operator, balance, last           last: the newest statement item of the line
/// sessions       id (even), previous, line, ...          one row a credit-control session
/// entries        id (odd), previous, line, ...           one row a fee, top-up, pack, change
/// session_buckets session, bucket, octets                what a session took out of which bucket
/// buckets        line, bucket, kind, name                names of the buckets that a line ever had
/// open_sessions  session, id                             where the next report of an open session is added
/// ledger         operator, account, debit, credit        totals of all postings
/// </code>
/// A line's items are a chain from the newest to the oldest (previous), so that both tables only grow at their end: writing costs no index, and a
/// page of a statement is as many look-ups as it has items. What is pruned is simply no longer found, and the chain ends there.
/// </summary>
internal static class BooksSchema
{
    public const int Version = 1;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS position (shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS lines (line INTEGER PRIMARY KEY, operator TEXT NOT NULL, balance INTEGER NOT NULL, last INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS sessions (
          id INTEGER PRIMARY KEY, previous INTEGER NOT NULL, line INTEGER NOT NULL, session BLOB NOT NULL, opened INTEGER NOT NULL,
          closed INTEGER, ended INTEGER NOT NULL, country INTEGER NOT NULL, granted INTEGER NOT NULL, reserved INTEGER NOT NULL,
          used INTEGER NOT NULL, free INTEGER NOT NULL, paid INTEGER NOT NULL, charged INTEGER NOT NULL, uncovered INTEGER NOT NULL,
          balance INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS entries (
          id INTEGER PRIMARY KEY, previous INTEGER NOT NULL, line INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL,
          amount INTEGER NOT NULL, balance INTEGER NOT NULL, octets INTEGER NOT NULL, bucket INTEGER NOT NULL, placed BLOB, reference TEXT);
        CREATE TABLE IF NOT EXISTS session_buckets (
          session INTEGER NOT NULL, bucket INTEGER NOT NULL, octets INTEGER NOT NULL, PRIMARY KEY (session, bucket)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS buckets (
          line INTEGER NOT NULL, bucket INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (line, bucket)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS open_sessions (session BLOB PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ledger (
          operator TEXT NOT NULL, account INTEGER NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL,
          PRIMARY KEY (operator, account)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        COMMIT;
        """;

    /// <summary>Opens the folder's books for the one writer; books of another version are deleted and will be built again.</summary>
    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate);
        if (database.Number("PRAGMA user_version") is not (0 or Version))
        {
            database.Dispose();
            Delete(folder);
            database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate);
        }

        database.Execute(Tables);
        // A crash of the machine may lose the last commits, position included: they are projected again.
        database.Execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;");
        return database;
    }

    public static void Delete(string folder)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(BooksDatabase.PathOf(folder) + suffix);
        }
    }
}
