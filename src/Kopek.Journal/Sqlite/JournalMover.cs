using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Puts what is durable in the commit log into journal.db, on a thread of its own: many commits in one transaction, in their order, and checkpoints between
/// them in theirs. So journal.db always holds all that happened up to some commit. Whoever reads it waits here until it holds what was committed by then.
/// </summary>
internal sealed class JournalMover
{
    /// <summary>So much is worth a transaction at once: some tenths of a millisecond. A longer one would keep a core from those who answer.</summary>
    private const long EnoughBytes = 128 << 10;

    /// <summary>No transaction is larger than this, except for one record.</summary>
    private const long BytesATransaction = 4 << 20;

    /// <summary>Commits wait where so much waits to be moved: the disk is slower than they are.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>Checkpoints that may wait: each holds at most some 64 KB.</summary>
    public const int MostPortions = 16;

    /// <summary>More than wait while each is a page: in the long run a commit makes no garbage.</summary>
    private const int MostKeptRecords = 4 * (int)(EnoughBytes / CommitRecord.PageBytes);

    /// <summary>The longest that a commit waits for company, where nobody reads.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(100);

    private readonly JournalTables tables;
    private readonly CommitLog log;
    private readonly TimeSpan rest;
    private readonly object gate = new();
    private readonly Queue<Work> waiting = new();
    private readonly List<Work> moving = [];
    private readonly Stack<CommitRecord> kept = new();
    private readonly Thread thread;
    private long waitingBytes;
    private int waitingPortions;
    private long added;
    private long moved;
    private bool isAsked;
    private bool isEnding;
    private JournalException? fault;

    public JournalMover(JournalTables tables, CommitLog log, TimeSpan rest)
    {
        (this.tables, this.log, this.rest) = (tables, log, rest);
        thread = new Thread(Run) { IsBackground = true, Name = "kopek journal mover" };
        thread.Start();
    }

    /// <summary>An empty record, as soon as there is room for what it will hold. Throws where moving failed: the journal must be opened again.</summary>
    public CommitRecord Rent()
    {
        lock (gate)
        {
            if (fault is not null || waitingBytes >= MostBytes)
            {
                Await(() => waitingBytes < MostBytes);
            }

            return kept.TryPop(out var record) ? record : new CommitRecord();
        }
    }

    public void Add(CommitRecord durable)
    {
        lock (gate)
        {
            Add(new Work(durable, null));
            waitingBytes += durable.PagesLength;
            if (waiting.Count == 1 || waitingBytes >= EnoughBytes && waitingBytes - durable.PagesLength < EnoughBytes)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Written after all commits so far; lost where the process ends before, and then only replayed.</summary>
    public void Add(CheckpointWork portion)
    {
        lock (gate)
        {
            Await(() => waitingPortions < MostPortions);
            if (isEnding)
            {
                throw new JournalException("The journal was closed.", outcomeUnknown: false);
            }

            Add(new Work(null, portion));
            waitingPortions++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Returns when journal.db holds everything that was added before the call.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            var wanted = added;
            Await(() => moved >= wanted);
        }
    }

    /// <summary>Moves the rest and ends. True: all is durable in journal.db, and the commit log is no longer needed.</summary>
    public bool End()
    {
        lock (gate)
        {
            isEnding = true;
            Monitor.PulseAll(gate);
        }

        thread.Join();
        return fault is null;
    }

    private void Add(Work work)
    {
        waiting.Enqueue(work);
        added++;
    }

    /// <summary>Under the gate. What is waited for is asked for.</summary>
    private void Await(Func<bool> isThere)
    {
        if (fault is null && !isThere())
        {
            isAsked = true;
            Monitor.PulseAll(gate);
        }

        while (fault is null && !isThere())
        {
            Monitor.Wait(gate);
        }

        if (fault is not null)
        {
            throw new JournalException(fault.Message, outcomeUnknown: false, fault);
        }
    }

    private void Run()
    {
        BackgroundThread.StepBack();
        try
        {
            while (Take())
            {
                tables.Write(Move);
                Finish();
            }

            tables.MakeDurable();
        }
        catch (JournalException failed)
        {
            lock (gate)
            {
                fault = failed;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Takes what the next transaction holds; false where all is moved and no more comes.</summary>
    private bool Take()
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (isEnding)
                {
                    return false;
                }

                isAsked = false;
                Monitor.Wait(gate);
            }

            while (!isAsked && !isEnding && waitingBytes < EnoughBytes && Monitor.Wait(gate, rest))
            {
            }

            var bytes = 0L;
            while (bytes < BytesATransaction && waiting.TryDequeue(out var work))
            {
                moving.Add(work);
                bytes += work.Record?.PagesLength ?? 0;
            }

            isAsked = isAsked && waiting.Count > 0;
            return true;
        }
    }

    private void Move(JournalTables into)
    {
        foreach (var work in moving)
        {
            if (work.Record is { } record)
            {
                into.Insert(record.Content);
            }
            else
            {
                into.Insert(work.Portion!.Shard, work.Portion.Changed, work.Portion.CoveredThrough);
            }
        }
    }

    private void Finish()
    {
        var last = 0L;
        lock (gate)
        {
            foreach (var work in moving)
            {
                last = Math.Max(last, work.Record?.Number ?? 0);
                waitingBytes -= work.Record?.PagesLength ?? 0;
                waitingPortions -= work.Portion is null ? 0 : 1;
                if (work.Record is { IsKept: true } record && kept.Count < MostKeptRecords)
                {
                    kept.Push(record);
                }
            }

            moved += moving.Count;
            moving.Clear();
            Monitor.PulseAll(gate);
        }

        if (log.MayFree(last))
        {
            tables.MakeDurable();
            log.Free(last);
        }
    }

    private readonly record struct Work(CommitRecord? Record, CheckpointWork? Portion);
}

/// <summary>Newest states of some accounts of a shard, and how far recovery need not replay it once they are written.</summary>
internal sealed record CheckpointWork(int Shard, IReadOnlyList<Checkpoint> Changed, long CoveredThrough);
