using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Partners;

/// <summary>
/// The tables of partners.db. It cannot be built again: who may sell, and which of our orders is which of theirs, is nowhere else. A version that it does
/// not know is refused.
/// <code>
/// meta          seen                            outcomes of orders are recorded up to about here
/// partners      code, name, status, ...         profiles; commission and credit limit are mirrored into the float's account
/// keys          id, partner, hash, ...          API keys; revoked ones end (valid_until)
/// secrets       partner, secret, ...            what webhooks are signed with
/// numbers       kind, code, number              numbers of operators and products, given once for ever
/// transactions  id, partner, shape, external_id one row a wish; the order in the journal is found by order_id
/// deposits      id, partner, amount, at, note   what the operator booked into a float
/// callbacks     id, tx, outcome, kind, ...      what is to be told, and what came of it
/// </code>
/// </summary>
internal static class PartnerSchema
{
    public const int Version = 1;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS meta (id INTEGER PRIMARY KEY CHECK (id = 1), seen INTEGER NOT NULL);
        INSERT OR IGNORE INTO meta (id, seen) VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS partners (
          code TEXT PRIMARY KEY, name TEXT NOT NULL, status INTEGER NOT NULL, operators TEXT NOT NULL, currency TEXT NOT NULL, contact TEXT,
          commission INTEGER NOT NULL, credit_limit INTEGER NOT NULL, per_second INTEGER NOT NULL, lookups INTEGER NOT NULL, networks TEXT NOT NULL,
          webhook TEXT, changed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS keys (
          id TEXT PRIMARY KEY, partner TEXT NOT NULL, hash BLOB NOT NULL, valid_from INTEGER NOT NULL, valid_until INTEGER NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS secrets (
          partner TEXT NOT NULL, secret TEXT NOT NULL, made INTEGER NOT NULL, valid_until INTEGER NOT NULL, PRIMARY KEY (partner, secret)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS numbers (
          kind INTEGER NOT NULL, number INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (kind, number), UNIQUE (kind, code)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS transactions (
          id INTEGER PRIMARY KEY AUTOINCREMENT, partner TEXT NOT NULL, shape INTEGER NOT NULL, external_id TEXT NOT NULL, order_id BLOB NOT NULL UNIQUE,
          digest BLOB NOT NULL, product TEXT NOT NULL, pack TEXT, operator TEXT NOT NULL, msisdn TEXT NOT NULL, line INTEGER NOT NULL, currency TEXT NOT NULL,
          amount INTEGER NOT NULL, commission INTEGER NOT NULL, callback TEXT, two_phase INTEGER NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL,
          outcome INTEGER, refused TEXT, figure INTEGER NOT NULL DEFAULT 0, confirmed INTEGER, finished INTEGER, receipt INTEGER NOT NULL DEFAULT 0,
          returned INTEGER NOT NULL DEFAULT 0, returned_at INTEGER, pack_dropped INTEGER NOT NULL DEFAULT 0);
        CREATE UNIQUE INDEX IF NOT EXISTS transactions_external ON transactions (partner, shape, external_id);
        CREATE INDEX IF NOT EXISTS transactions_partner ON transactions (partner, created);
        CREATE INDEX IF NOT EXISTS transactions_open ON transactions (id) WHERE outcome IS NULL;
        CREATE TABLE IF NOT EXISTS deposits (
          id BLOB PRIMARY KEY, partner TEXT NOT NULL, amount INTEGER NOT NULL, at INTEGER NOT NULL, note TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS deposits_partner ON deposits (partner, at);
        CREATE TABLE IF NOT EXISTS callbacks (
          id INTEGER PRIMARY KEY AUTOINCREMENT, tx INTEGER NOT NULL, outcome INTEGER NOT NULL, kind INTEGER NOT NULL, partner TEXT NOT NULL, url TEXT NOT NULL,
          state INTEGER NOT NULL, attempts INTEGER NOT NULL, not_before INTEGER NOT NULL, made INTEGER NOT NULL, changed INTEGER NOT NULL, answer TEXT,
          UNIQUE (tx, outcome, kind));
        CREATE INDEX IF NOT EXISTS callbacks_waiting ON callbacks (not_before) WHERE state = 1;
        CREATE INDEX IF NOT EXISTS callbacks_sending ON callbacks (id) WHERE state = 2;
        CREATE INDEX IF NOT EXISTS callbacks_partner ON callbacks (partner, id);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.Partners);
        try
        {
            if (database.Number("PRAGMA user_version") is not (0 or Version))
            {
                throw new BooksException($"partners.db in {folder} was written by another version of Kopek. Start that version.");
            }

            database.Execute(Tables);
            // FULL: a number that a partner was given must survive the machine.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -32768;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
