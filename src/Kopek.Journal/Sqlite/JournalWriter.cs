using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Commits;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Writes one journal from one opening to the next: a commit is durable in the commit log, and <see cref="JournalMover"/> puts it into journal.db behind it.
/// What the log of an earlier opening still holds is in journal.db before anybody reads.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly string folder;
    private readonly JournalTables tables;
    private readonly CommitLog log;
    private readonly JournalMover mover;
    private readonly ShardHeads next;
    private readonly Lock gate = new();
    private bool broken;
    private bool isOver;

    /// <param name="rest">See <see cref="JournalMover.LongestRest"/>.</param>
    public JournalWriter(string folder, int? shardCount, TimeProvider clock, TimeSpan rest)
    {
        this.folder = folder;
        tables = new JournalTables(folder, shardCount, clock);
        try
        {
            Heads = tables.LoadHeads();
            var last = CommitLogRecovery.Run(folder, tables, Heads);
            next = new ShardHeads(Meta.ShardCount);
            log = new CommitLog(folder, last);
            log.Prepare();
            mover = new JournalMover(tables, log, rest);
        }
        catch
        {
            log?.Dispose();
            tables.Dispose();
            throw;
        }
    }

    public JournalMeta Meta => tables.Meta;

    public ShardHeads Heads { get; }

    /// <summary>See <see cref="IJournal.Commit"/>. After a failure only a new writer tells what is committed.</summary>
    public void Commit(IReadOnlyList<PendingBatch> batches)
    {
        lock (gate)
        {
            if (broken)
            {
                throw new JournalException($"The journal in {folder} failed before and was not opened again.", outcomeUnknown: false);
            }

            broken = true;
            var record = mover.Rent();
            next.CopyFrom(Heads);
            record.Begin();
            for (var i = 0; i < batches.Count; i++)
            {
                record.Add(batches[i], next);
            }

            log.Append(record);
            Heads.CopyFrom(next);
            broken = false;
            mover.Add(record);
        }
    }

    /// <summary>Written behind the commits so far. The states' memory belongs to the journal from here on.</summary>
    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) =>
        mover.Add(new CheckpointWork(shard, changed, coveredThrough));

    /// <summary>Returns when journal.db holds everything that was written before the call.</summary>
    public void CatchUp() => mover.CatchUp();

    /// <summary>See <see cref="SqliteJournal.Forget"/>.</summary>
    public void Forget(StoredBatch through, byte[] totals) => tables.Forget(through, totals);

    /// <summary>The commit log stays where it may hold what journal.db does not.</summary>
    public void Dispose()
    {
        bool isMoved;
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            isOver = true;
            isMoved = mover.End() && !broken;
            broken = true;
        }

        log.Dispose();
        tables.Dispose();
        if (isMoved)
        {
            CommitLog.Delete(folder);
        }
    }
}
