using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.People;

/// <summary>
/// The tables of people.db. It cannot be built again from anything: back it up with people.key. A version that it does not know is refused.
/// <code>
/// staff         id, name, password (Identity's hash), stamp, role, operator, shop, disabled; failed, locked_until
/// sessions      id, staff, stamp, until            who is signed in
/// holders       id, name, issuing_state, number_hash, number_tail, birth_hash, expiry   no document number, no birth date
/// holder_lines  line, holder                       who holds a line; erased with the holder
/// accounts      id, line                           a holder's sign-in: the line that opens it
/// account_lines account, line                      other lines that he showed to be his
/// account_sessions token (hash), account, line, began, seen, passkey   who is signed in, which line the pages are about, and the passkey that opened it
/// favourites    id, account, line, number (keyed hash), name   lines of others that a holder often pays for; no number
/// confirmed_emails line, email (keyed hash)        addresses that answered a code
/// sign_in_codes id, number, code (keyed hashes), use, account, line, at, guesses, state   of one day
/// passkeys      id, account, credential, public_key, counter, name, made, used   as devices made them: browsers are told which exist, so there is no hash
/// passkey_challenges browser (keyed hash), use, account, challenge, at   of minutes
/// audit         id, ..., hash                      append-only: each row's hash is over its words and the hash of the row before
/// </code>
/// </summary>
internal static class PeopleSchema
{
    /// <summary>2 since passkeys; of 1 everything is kept.</summary>
    public const int Version = 2;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS staff (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, normalized TEXT NOT NULL UNIQUE, password TEXT, stamp TEXT NOT NULL, role INTEGER NOT NULL,
          operator TEXT NOT NULL, shop TEXT NOT NULL, disabled INTEGER NOT NULL, failed INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0)
          WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, staff TEXT NOT NULL, stamp TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS holders (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, issuing_state TEXT NOT NULL, number_hash BLOB NOT NULL, number_tail TEXT NOT NULL,
          birth_hash BLOB NOT NULL, expiry TEXT NOT NULL, recorded INTEGER NOT NULL, UNIQUE (issuing_state, number_hash));
        CREATE TABLE IF NOT EXISTS holder_lines (line INTEGER PRIMARY KEY, holder INTEGER NOT NULL REFERENCES holders (id) ON DELETE CASCADE);
        CREATE INDEX IF NOT EXISTS holder_lines_holder ON holder_lines (holder);
        CREATE TABLE IF NOT EXISTS accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, line INTEGER NOT NULL UNIQUE, made INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS account_lines (
          account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, line INTEGER NOT NULL, added INTEGER NOT NULL, PRIMARY KEY (account, line))
          WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS account_lines_line ON account_lines (line);
        CREATE TABLE IF NOT EXISTS account_sessions (
          token BLOB PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, line INTEGER NOT NULL, began INTEGER NOT NULL,
          seen INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS account_sessions_account ON account_sessions (account);
        CREATE TABLE IF NOT EXISTS favourites (
          id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, line INTEGER NOT NULL, number BLOB NOT NULL,
          name TEXT NOT NULL, kept INTEGER NOT NULL, UNIQUE (account, line));
        CREATE TABLE IF NOT EXISTS confirmed_emails (line INTEGER PRIMARY KEY, email BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS sign_in_codes (
          id BLOB PRIMARY KEY, number BLOB NOT NULL, use INTEGER NOT NULL, account INTEGER, line INTEGER, code BLOB NOT NULL, at INTEGER NOT NULL,
          guesses INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sign_in_codes_number ON sign_in_codes (number, at);
        CREATE INDEX IF NOT EXISTS sign_in_codes_at ON sign_in_codes (at);
        CREATE TABLE IF NOT EXISTS audit (
          id INTEGER PRIMARY KEY, at INTEGER NOT NULL, staff TEXT NOT NULL, name TEXT NOT NULL, operator TEXT NOT NULL, act TEXT NOT NULL,
          place TEXT NOT NULL, line TEXT NOT NULL, orders TEXT NOT NULL, outcome TEXT NOT NULL, amount INTEGER NOT NULL, detail TEXT NOT NULL, hash BLOB NOT NULL);
        CREATE TRIGGER IF NOT EXISTS audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """;

    private const string Passkeys = """
        CREATE TABLE passkeys (
          id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, credential BLOB NOT NULL UNIQUE,
          public_key BLOB NOT NULL, counter INTEGER NOT NULL, name TEXT NOT NULL, made INTEGER NOT NULL, used INTEGER);
        CREATE INDEX passkeys_account ON passkeys (account);
        CREATE TABLE passkey_challenges (
          id INTEGER PRIMARY KEY AUTOINCREMENT, browser BLOB NOT NULL UNIQUE, use INTEGER NOT NULL, account INTEGER, challenge BLOB NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX passkey_challenges_at ON passkey_challenges (at);
        ALTER TABLE account_sessions ADD COLUMN passkey INTEGER REFERENCES passkeys (id) ON DELETE CASCADE;
        CREATE INDEX account_sessions_passkey ON account_sessions (passkey);
        PRAGMA user_version = 2;
        """;

    public static BooksDatabase Open(string folder)
    {
        var database = new BooksDatabase(folder, SqliteOpenMode.ReadWriteCreate, BooksFile.People);
        try
        {
            if (database.Number("PRAGMA user_version") is < 0 or > Version)
            {
                throw new BooksException($"people.db in {folder} was written by another version of Kopek. Start that version.");
            }

            database.Execute("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;");
            // The version is asked again inside: a command line may open the file beside the server.
            database.Transaction(() =>
            {
                database.Execute(Tables);
                if (database.Number("PRAGMA user_version") < Version)
                {
                    database.Execute(Passkeys);
                }

                return true;
            });
            // FULL: an act is shown as done only when the trail has it, also after the machine failed.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
