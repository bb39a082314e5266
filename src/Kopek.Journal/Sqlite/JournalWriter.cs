using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// The one writing connection. A commit goes before a checkpoint: checkpoints are written in small transactions, and each lets a waiting commit pass.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    /// <summary>Rows of one checkpoint transaction: it holds the write lock for about a millisecond.</summary>
    private const int CheckpointRowsAtATime = 64;

    private const int PageBytes = 4096;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement insertBatch;
    private readonly SqliteStatement insertDirectory;
    private readonly SqliteStatement insertCheckpoint;
    private readonly SqliteStatement insertCovered;
    private readonly SqliteStatement deleteBatches;
    private readonly SqliteStatement insertAnchor;
    private readonly ShardHeads next;
    private readonly Lock gate = new();
    private readonly WriteAheadLog log;
    private readonly LogSync sync;
    private byte[] scratch = new byte[64 << 10];
    private int commitsWaiting;
    private bool broken;

    public JournalWriter(string folder, int? shardCount, TimeProvider clock)
    {
        database = new SqliteDatabase(folder, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Meta = JournalSchema.Open(database, shardCount, clock);
            database.Execute("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;");
            begin = database.Prepare("BEGIN IMMEDIATE");
            commit = database.Prepare("COMMIT");
            insertBatch = database.Prepare("INSERT INTO journal (shard, sequence, count, earliest, latest, hash, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
            insertDirectory = database.Prepare(DirectoryRows.Write);
            insertCheckpoint = database.Prepare(CheckpointRows.Write);
            insertCovered = database.Prepare(CheckpointRows.WriteCovered);
            deleteBatches = database.Prepare("DELETE FROM journal WHERE shard = ?1 AND sequence <= ?2");
            insertAnchor = database.Prepare("INSERT OR REPLACE INTO anchor (shard, sequence, hash, latest, totals) VALUES (?1, ?2, ?3, ?4, ?5)");
            Heads = LoadHeads();
            next = new ShardHeads(Meta.ShardCount);
            log = new WriteAheadLog(folder);
            sync = new LogSync(folder);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public JournalMeta Meta { get; }

    public ShardHeads Heads { get; }

    /// <summary>See <see cref="IJournal.Commit"/>. After a failure only a new writer tells what is committed.</summary>
    public void Commit(IReadOnlyList<PendingBatch> batches)
    {
        Interlocked.Increment(ref commitsWaiting);
        lock (gate)
        {
            Interlocked.Decrement(ref commitsWaiting);
            if (broken)
            {
                throw new JournalException($"The journal in {database.Folder} failed before and was not opened again.", outcomeUnknown: false);
            }

            log.FinishWhereDue();
            broken = true;
            next.CopyFrom(Heads);
            var pages = batches.Count;
            begin.Run();
            for (var i = 0; i < batches.Count; i++)
            {
                Insert(batches[i]);
                pages += 1 + batches[i].Bytes.Length / PageBytes;
            }

            End();
            Heads.CopyFrom(next);
            broken = false;
            log.Added(pages);
        }
    }

    /// <summary>
    /// Durable with the next commit, not before: a checkpoint that is lost is only replayed. Covered-through goes last, when all states are there.
    /// </summary>
    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        var sorted = changed.ToArray();
        Array.Sort(sorted, static (left, right) => (left.Kind, left.Id).CompareTo((right.Kind, right.Id)));
        foreach (var part in sorted.Chunk(CheckpointRowsAtATime))
        {
            Aside(() => Insert(shard, part));
        }

        Aside(() => insertCovered.Bind(1, shard).Bind(2, coveredThrough).Run());
    }

    /// <summary>See <see cref="SqliteJournal.Forget"/>.</summary>
    public void Forget(StoredBatch through, byte[] totals) => Aside(() =>
    {
        deleteBatches.Bind(1, through.Shard).Bind(2, through.LastSequence).Run();
        insertAnchor.Bind(1, through.Shard).Bind(2, through.LastSequence).Bind(3, through.Hash).Bind(4, through.Latest.UnixMilliseconds).Bind(5, totals).Run();
    });

    public void Dispose()
    {
        broken = true;
        log.Dispose();
        sync.Dispose();

        // The last connection to be closed moves the log into journal.db and deletes it: journal.db must be on the disk before that.
        database.TryExecute("ROLLBACK");
        database.TryExecute("PRAGMA synchronous = FULL");
        database.Dispose();
    }

    private void Insert(PendingBatch batch)
    {
        var (shard, sequence) = (batch.Shard, batch.FirstSequence);
        if (sequence != next.Sequence(shard) + 1)
        {
            throw new InvalidOperationException($"Shard {shard}: a batch begins at sequence {sequence}, but {next.Sequence(shard) + 1} is next; nothing was committed.");
        }

        var length = BatchSeal.PrefixBytes + BatchSeal.HeaderBytes + batch.Bytes.Length;
        if (scratch.Length < length)
        {
            scratch = new byte[length * 2];
        }

        Span<byte> hash = stackalloc byte[BatchSeal.HashBytes];
        BatchSeal.Seal(scratch, next.Hash(shard), shard, sequence, batch.Count, batch.Bytes.Span, hash);
        var latest = Moment.Max(next.Latest(shard), batch.Latest);
        insertBatch.Bind(1, shard).Bind(2, sequence).Bind(3, batch.Count).Bind(4, batch.Earliest.UnixMilliseconds).Bind(5, latest.UnixMilliseconds)
            .Bind(6, hash).Bind(7, scratch.AsSpan(BatchSeal.PrefixBytes, length - BatchSeal.PrefixBytes)).Run();
        next.Set(shard, sequence + batch.Count - 1, hash, latest);
        foreach (var row in batch.Directory)
        {
            DirectoryRows.Bind(insertDirectory, row);
            insertDirectory.Run();
        }
    }

    private void Insert(int shard, Checkpoint[] checkpoints)
    {
        foreach (var checkpoint in checkpoints)
        {
            insertCheckpoint.Bind(1, shard).Bind(2, (long)checkpoint.Kind).Bind(3, checkpoint.Id).Bind(4, checkpoint.Sequence).Bind(5, checkpoint.State.Span).Run();
        }
    }

    private void End()
    {
        try
        {
            commit.Run();
            sync.Wait();
        }
        catch (JournalException failed)
        {
            throw new JournalException(failed.Message, outcomeUnknown: true, failed);
        }
    }

    /// <summary>One small transaction beside the commits: it waits while one wants in, and leaves the waiting for the disk to the next of them.</summary>
    private void Aside(Action work)
    {
        while (Volatile.Read(ref commitsWaiting) > 0)
        {
            Thread.Yield();
        }

        lock (gate)
        {
            log.FinishWhereDue();
            try
            {
                begin.Run();
                work();
                commit.Run();
                log.Added(CheckpointRowsAtATime);
            }
            catch
            {
                database.TryExecute("ROLLBACK");
                throw;
            }
        }
    }

    /// <summary>The ends of all chains; the last batch of each is checked against the one before it.</summary>
    private ShardHeads LoadHeads()
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
}
