using System.Globalization;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Sqlite;

/// <summary>What a journal says of itself.</summary>
internal sealed record JournalMeta(int ShardCount, Guid Deployment);

/// <summary>
/// The tables of journal.db. Only types that PostgreSQL has too: integers of 64 bits, text, bytes (bytea there).
/// <code>
/// meta        what, value                                                       format, shards, created, deployment, moved
/// journal     shard, sequence, count, earliest, latest, hash, events            one row a shard and batch, see BatchSeal
/// checkpoint  shard, kind, id, sequence, state                                  newest state of each account
/// covered     shard, through                                                    recovery replays what follows
/// directory   kind, key, valid_from, line, valid_until                          the only place of numbers; erasable, not in the chain
/// anchor      shard, sequence, hash, latest, totals                             where the chain goes on after an archive
/// </code>
/// </summary>
internal static class JournalSchema
{
    /// <summary>For a small machine: each shard is a row of its own in each commit, and 4 rows cost half of the processor time of 16 (ADR 0009).</summary>
    public const int DefaultShardCount = 4;

    /// <summary>Since 2 a commit log stands before these tables: who does not know of it must not open the folder. The tables are those of 1.</summary>
    private const int Format = 2;

    private const int FormatWithoutCommitLog = 1;

    /// <summary>The number of the last commit that was moved here from the commit log.</summary>
    public const string WriteMoved = "INSERT OR REPLACE INTO meta (what, value) VALUES ('moved', ?1)";

    /// <summary>4 KB: 8 and 16 KB were no faster and made waits longer (docs/performance.md); must be set before the first table.</summary>
    private const string Tables = """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = WAL;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS meta (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS journal (
          shard INTEGER NOT NULL, sequence INTEGER NOT NULL, count INTEGER NOT NULL, earliest INTEGER NOT NULL, latest INTEGER NOT NULL,
          hash BLOB NOT NULL, events BLOB NOT NULL, PRIMARY KEY (shard, sequence));
        CREATE TABLE IF NOT EXISTS checkpoint (
          shard INTEGER NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL, sequence INTEGER NOT NULL, state BLOB NOT NULL,
          PRIMARY KEY (shard, kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS covered (shard INTEGER PRIMARY KEY, through INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS directory (
          kind INTEGER NOT NULL, key TEXT NOT NULL, valid_from INTEGER NOT NULL, line INTEGER NOT NULL, valid_until INTEGER NOT NULL,
          PRIMARY KEY (kind, key, valid_from, line)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS anchor (
          shard INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, hash BLOB NOT NULL, latest INTEGER NOT NULL, totals BLOB NOT NULL);
        """;

    /// <summary>Makes the tables where they are not, and checks that this Kopek can use what is there.</summary>
    public static JournalMeta Open(SqliteDatabase database, int? shardCount, TimeProvider clock)
    {
        database.Execute(Tables);
        if (Read(database, "format") is null)
        {
            Write(database, "format", Format.ToString(CultureInfo.InvariantCulture));
            Write(database, "shards", (shardCount ?? DefaultShardCount).ToString(CultureInfo.InvariantCulture));
            Write(database, "created", clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            Write(database, "deployment", Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        }
        else if (Read(database, "format") == FormatWithoutCommitLog.ToString(CultureInfo.InvariantCulture))
        {
            database.Execute($"UPDATE meta SET value = '{Format}' WHERE what = 'format'");
        }

        database.Execute("COMMIT");
        var meta = Check(database);
        return shardCount is null || shardCount == meta.ShardCount
            ? meta
            : throw Refused(database, $"was made with {meta.ShardCount} shards, which is fixed for ever; it cannot be opened with {shardCount}");
    }

    /// <summary>Reads what the journal says of itself; a format of another Kopek throws <see cref="JournalException"/>.</summary>
    public static JournalMeta Check(SqliteDatabase database)
    {
        var format = Read(database, "format");
        if (!int.TryParse(format, CultureInfo.InvariantCulture, out var version) || version is not (Format or FormatWithoutCommitLog))
        {
            throw Refused(database, $"has format {format ?? "unknown"}, and this Kopek reads format {Format}");
        }

        return int.TryParse(Read(database, "shards"), CultureInfo.InvariantCulture, out var shards) && Guid.TryParse(Read(database, "deployment"), out var deployment)
            ? new JournalMeta(shards, deployment)
            : throw Refused(database, "has lost its table of contents (meta)");
    }

    /// <summary>See <see cref="WriteMoved"/>; 0 where there was none.</summary>
    public static long Moved(SqliteDatabase database) => long.TryParse(Read(database, "moved"), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Read(SqliteDatabase database, string what)
    {
        using var select = database.Prepare("SELECT value FROM meta WHERE what = ?1");
        return select.Bind(1, what).Step() ? select.Text(0) : null;
    }

    private static void Write(SqliteDatabase database, string what, string value)
    {
        using var insert = database.Prepare("INSERT INTO meta (what, value) VALUES (?1, ?2)");
        insert.Bind(1, what).Bind(2, value).Run();
    }

    private static JournalException Refused(SqliteDatabase database, string why) =>
        new($"The journal in {database.Folder} {why}.", outcomeUnknown: false);
}
