using System.Diagnostics;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Shards;

/// <summary>
/// The thread that writes the journal: all units that wait go into one commit, and what arrives meanwhile into the next. Portions of checkpoints
/// stand back: one at a time, with a pause, unless the journal has nothing else to do.
/// </summary>
internal sealed class Committer
{
    /// <summary>Rounds of looking before the thread sleeps: the writer hands the next unit over within microseconds, or has none.</summary>
    private const int SpinRounds = 10;

    private static readonly TimeSpan PortionPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    private readonly IJournal journal;
    private readonly CommitSlot[] slots;
    private readonly Action<JournalException> failed;
    private readonly Thread thread;
    private readonly List<PendingBatch> batches = [];
    private readonly List<CommitSlot> committing = [];
    private long lastPortion;
    private int nextPortion;
    private volatile bool ended;
    private long commits;
    private long commitTicks;
    private long lastCommitTicks;
    private long portions;

    /// <param name="failed">Called on the committer's thread: brings the journal and the shards back, however long that takes.</param>
    public Committer(IJournal journal, CommitSlot[] slots, Action<JournalException> failed)
    {
        this.journal = journal;
        this.slots = slots;
        this.failed = failed;
        thread = new Thread(Run) { Name = "kopek committer", IsBackground = true };
    }

    public Sleeper Sleeper { get; } = new();
    public long Commits => Volatile.Read(ref commits);
    public long CommitMicroseconds => (long)Stopwatch.GetElapsedTime(0, Volatile.Read(ref commitTicks)).TotalMicroseconds;
    public long LastCommitMicroseconds => (long)Stopwatch.GetElapsedTime(0, Volatile.Read(ref lastCommitTicks)).TotalMicroseconds;
    public long Portions => Volatile.Read(ref portions);

    public void Start() => thread.Start();

    /// <summary>Returns when the thread is gone; what waits is not written.</summary>
    public void End()
    {
        ended = true;
        Sleeper.Wake();
        thread.Join();
    }

    private void Run()
    {
        while (!ended)
        {
            try
            {
                var worked = CommitAll();
                if (!WritePortion(isIdle: !worked) && !worked)
                {
                    Rest();
                }
            }
            catch (JournalException exception)
            {
                failed(exception);
            }
        }
    }

    private bool CommitAll()
    {
        batches.Clear();
        committing.Clear();
        foreach (var slot in slots)
        {
            if (slot.Unit is { } unit)
            {
                batches.AddRange(unit.Batches);
                committing.Add(slot);
            }
        }

        if (committing.Count == 0)
        {
            return false;
        }

        var begun = Stopwatch.GetTimestamp();
        journal.Commit(batches);
        lastCommitTicks = Stopwatch.GetTimestamp() - begun;
        commitTicks += lastCommitTicks;
        commits++;
        for (var index = committing.Count - 1; index >= 0; index--)
        {
            committing[index].FinishUnit();
            if (!committing[index].Rounds.Committed())
            {
                committing.RemoveAt(index);
            }
        }

        // One rest for all writers, when everybody is answered.
        if (committing.Count > 0)
        {
            ShortRest.Sleep(WriterRounds.GatherMicroseconds);
            committing.ForEach(slot => slot.Rounds.Gathered());
        }

        return true;
    }

    private bool WritePortion(bool isIdle)
    {
        if (!isIdle && Stopwatch.GetElapsedTime(lastPortion) < PortionPause)
        {
            return false;
        }

        for (var count = 0; count < slots.Length; count++)
        {
            var slot = slots[nextPortion++ % slots.Length];
            if (slot.Portion is { } portion)
            {
                journal.WriteCheckpoints(portion.Shard, portion.Accounts, portion.CoveredThrough);
                portions++;
                lastPortion = Stopwatch.GetTimestamp();
                slot.FinishPortion();
                slot.Rounds.PortionWritten();
                return true;
            }
        }

        return false;
    }

    private void Rest()
    {
        for (var round = 0; round < SpinRounds; round++)
        {
            if (HasNews())
            {
                return;
            }

            Thread.SpinWait(20);
        }

        Sleeper.Prepare();
        if (HasNews())
        {
            Sleeper.StayAwake();
        }
        else
        {
            Sleeper.Sleep(LongestSleep);
        }
    }

    private bool HasNews()
    {
        foreach (var slot in slots)
        {
            if (slot.Unit is not null || slot.Portion is not null)
            {
                return true;
            }
        }

        return ended;
    }
}
