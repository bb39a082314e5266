using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Receipts;

/// <summary>
/// The tables of receipts.db. Receipts follow from the journal and the receipt-key, byte for byte, but the journal's old batches may be archived elsewhere
/// while receipts are for ever: so the file is never thrown away by itself, and a version that it does not know is refused.
/// <code>
/// receipts    id, operator, number, ...  what was signed, with its signature; unique by operator and number, by token
/// fiscal      key, ...                   fiscal documents that are due, and what the register made of them (see FiscalOutbox)
/// advance_*                              lines as the journal had them at a place, and what they used of their advances by month (see AdvanceBooks)
/// </code>
/// A receipt is 350 to 500 bytes with its indexes. No number, name or address: a line is its LineId.
/// </summary>
internal static class ReceiptSchema
{
    public const int Version = 1;

    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS receipts (
          id INTEGER PRIMARY KEY, operator TEXT NOT NULL, number INTEGER NOT NULL, token BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, "order" BLOB NOT NULL,
          refers_to INTEGER, line INTEGER NOT NULL, issued INTEGER NOT NULL, method INTEGER NOT NULL, provider TEXT NOT NULL, paid INTEGER NOT NULL,
          fee INTEGER NOT NULL, debt_repaid INTEGER NOT NULL, bonus INTEGER NOT NULL, received INTEGER NOT NULL, pack TEXT, balance_after INTEGER NOT NULL,
          currency TEXT NOT NULL, salt BLOB NOT NULL, seal BLOB NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL, UNIQUE (operator, number));
        CREATE INDEX IF NOT EXISTS receipts_line ON receipts (line, id);
        CREATE INDEX IF NOT EXISTS receipts_order ON receipts ("order");
        CREATE TABLE IF NOT EXISTS fiscal (
          key TEXT PRIMARY KEY, operator TEXT NOT NULL, number INTEGER, line INTEGER NOT NULL, month TEXT, amount INTEGER NOT NULL, made INTEGER NOT NULL,
          not_before INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL, changed INTEGER NOT NULL, reason TEXT, total INTEGER, drive TEXT,
          register TEXT, document TEXT, sign TEXT, shift INTEGER, in_shift INTEGER, at INTEGER, qr TEXT, UNIQUE (operator, number));
        DROP INDEX IF EXISTS fiscal_waiting;
        CREATE INDEX IF NOT EXISTS fiscal_waiting_receipts ON fiscal (not_before) WHERE state = 1 AND month IS NULL;
        CREATE INDEX IF NOT EXISTS fiscal_waiting_offsets ON fiscal (not_before) WHERE state = 1 AND month IS NOT NULL;
        CREATE INDEX IF NOT EXISTS fiscal_sending ON fiscal (key) WHERE state = 2;
        CREATE INDEX IF NOT EXISTS fiscal_failed ON fiscal (key) WHERE state = 4;
        CREATE INDEX IF NOT EXISTS fiscal_offsets ON fiscal (operator, month) WHERE month IS NOT NULL;
        CREATE TABLE IF NOT EXISTS advance_lines (line INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, carry INTEGER NOT NULL, state BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS advance_use (
          operator TEXT NOT NULL, month TEXT NOT NULL, line INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (operator, month, line)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS advance_months (operator TEXT PRIMARY KEY, closed TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS advance_position (shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.Receipts);
        try
        {
            if (database.Number("PRAGMA user_version") is not (0 or Version))
            {
                throw new BooksException($"receipts.db in {folder} was written by another version of Kopek. Start that version, or move the file away where the whole journal and fiscal-months.db are there: it is built again.");
            }

            database.Execute(Tables);
            // FULL: a fiscal intent that is stored must survive the machine.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -16384;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
