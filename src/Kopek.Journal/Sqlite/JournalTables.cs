using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Commits;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Kopek.Journal.Sqlite;

/// <summary>The one connection that writes journal.db. What it writes is durable after <see cref="MakeDurable"/>, and consistent at any time (synchronous=NORMAL).</summary>
internal sealed class JournalTables : IDisposable
{
    /// <summary>
    /// Pages (4 KB) of SQLite's write-ahead log after which it moves them into journal.db, at the end of a transaction. No commit waits for that, but what it
    /// writes must not crowd the commits' own writes (docs/performance.md).
    /// </summary>
    private const int PagesAPass = 500;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement insertBatch;
    private readonly SqliteStatement insertDirectory;
    private readonly SqliteStatement insertCheckpoint;
    private readonly SqliteStatement insertCovered;
    private readonly SqliteStatement deleteBatches;
    private readonly SqliteStatement insertAnchor;
    private readonly SqliteStatement insertMoved;
    private readonly SafeFileHandle writeAheadLog;
    private readonly Lock gate = new();

    public JournalTables(string folder, int? shardCount, TimeProvider clock)
    {
        database = new SqliteDatabase(folder, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Meta = JournalSchema.Open(database, shardCount, clock);
            database.Execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;");
            database.Execute($"PRAGMA wal_autocheckpoint = {PagesAPass}");
            begin = database.Prepare("BEGIN IMMEDIATE");
            commit = database.Prepare("COMMIT");
            insertBatch = database.Prepare("INSERT INTO journal (shard, sequence, count, earliest, latest, hash, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
            insertDirectory = database.Prepare(DirectoryRows.Write);
            insertCheckpoint = database.Prepare(CheckpointRows.Write);
            insertCovered = database.Prepare(CheckpointRows.WriteCovered);
            deleteBatches = database.Prepare("DELETE FROM journal WHERE shard = ?1 AND sequence <= ?2");
            insertAnchor = database.Prepare("INSERT OR REPLACE INTO anchor (shard, sequence, hash, latest, totals) VALUES (?1, ?2, ?3, ?4, ?5)");
            insertMoved = database.Prepare(JournalSchema.WriteMoved);
            Moved = JournalSchema.Moved(database);
            writeAheadLog = File.OpenHandle(SqliteDatabase.PathOf(folder) + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            database.Dispose();
            throw CommitLogFault.Of(SqliteDatabase.PathOf(folder), failed, outcomeUnknown: false);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public JournalMeta Meta { get; }

    /// <summary>The number of the last commit that was here at the opening.</summary>
    public long Moved { get; }

    /// <summary>One transaction, all of it or nothing; it waits for another one that is under way.</summary>
    public void Write(Action<JournalTables> work)
    {
        lock (gate)
        {
            begin.Run();
            try
            {
                work(this);
                commit.Run();
            }
            catch
            {
                database.TryExecute("ROLLBACK");
                throw;
            }
        }
    }

    /// <summary>Returns when all that was written is durable: what is not in journal.db for good is in SQLite's own write-ahead log.</summary>
    public void MakeDurable()
    {
        try
        {
            DataSync.Of(writeAheadLog);
        }
        catch (IOException failed)
        {
            throw CommitLogFault.Of(SqliteDatabase.PathOf(database.Folder), failed, outcomeUnknown: true);
        }
    }

    /// <summary>
    /// As <see cref="MakeDurable"/>, also where a wait for the disk failed in an earlier opening: after that the system may call durable what it never wrote, so
    /// all is written once more, into journal.db itself. Who reads journal.db at this moment is waited for; one who goes on for seconds keeps it from that.
    /// </summary>
    public void WriteAgain()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(database.Handle, "main", raw.SQLITE_CHECKPOINT_FULL, out var pages, out var written);
        if (code == raw.SQLITE_BUSY || written < pages)
        {
            MakeDurable();
        }
        else
        {
            database.Check(code);
        }
    }

    /// <summary>The batches of one record of the commit log, their directory rows, and its number: what is here, in one transaction with it. Within <see cref="Write"/>.</summary>
    public void Insert(ReadOnlySpan<byte> record)
    {
        insertMoved.Bind(1, CommitReader.NumberOf(record)).Run();
        var reader = new CommitReader(record);
        while (reader.NextBatch())
        {
            insertBatch.Bind(1, reader.Shard).Bind(2, reader.Sequence).Bind(3, reader.Count).Bind(4, reader.Earliest.UnixMilliseconds)
                .Bind(5, reader.Latest.UnixMilliseconds).Bind(6, reader.Hash).Bind(7, reader.Blob).Run();
            while (reader.NextRow(out var row))
            {
                DirectoryRows.Bind(insertDirectory, row!);
                insertDirectory.Run();
            }
        }
    }

    /// <summary>States of accounts and how far they cover their shard, within <see cref="Write"/>.</summary>
    public void Insert(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        var sorted = changed.ToArray();
        Array.Sort(sorted, static (left, right) => (left.Kind, left.Id).CompareTo((right.Kind, right.Id)));
        foreach (var checkpoint in sorted)
        {
            insertCheckpoint.Bind(1, shard).Bind(2, (long)checkpoint.Kind).Bind(3, checkpoint.Id).Bind(4, checkpoint.Sequence).Bind(5, checkpoint.State.Span).Run();
        }

        insertCovered.Bind(1, shard).Bind(2, coveredThrough).Run();
    }

    /// <summary>See <see cref="SqliteJournal.Forget"/>.</summary>
    public void Forget(StoredBatch through, byte[] totals) => Write(tables =>
    {
        tables.deleteBatches.Bind(1, through.Shard).Bind(2, through.LastSequence).Run();
        tables.insertAnchor.Bind(1, through.Shard).Bind(2, through.LastSequence).Bind(3, through.Hash).Bind(4, through.Latest.UnixMilliseconds).Bind(5, totals).Run();
    });

    /// <summary>The ends of all chains; the last batch of each is checked against the one before it.</summary>
    public ShardHeads LoadHeads()
    {
        var heads = new ShardHeads(Meta.ShardCount);
        var rows = new BatchRows(database);
        for (var shard = 0; shard < Meta.ShardCount; shard++)
        {
            var (sequence, hash, latest) = rows.Beginning(shard, Meta.Deployment);
            if (rows.AtOrBefore(shard, long.MaxValue) is { } last)
            {
                var before = rows.AtOrBefore(shard, last.Sequence - 1);
                if (last.FaultAfter(before?.LastSequence ?? sequence, before?.Hash ?? hash) is { } fault)
                {
                    throw StoredBatch.Damaged(shard, last.Sequence, fault);
                }

                (sequence, hash, latest) = (last.LastSequence, last.Hash, last.Latest);
            }

            heads.Set(shard, sequence, hash, latest);
        }

        return heads;
    }

    /// <summary>The last connection to be closed moves the write-ahead log into journal.db, waits for the disk, and deletes it.</summary>
    public void Dispose()
    {
        writeAheadLog.Dispose();
        database.TryExecute("ROLLBACK");
        database.Dispose();
    }
}
