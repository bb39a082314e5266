using Kopek.Core;
using Kopek.Engine.Recovery;

namespace Kopek.Engine.Shards;

/// <summary>
/// Who does the work of a <see cref="ShardWriter"/>, one at a time (<see cref="WriterTurn"/>): the thread that brings requests decides them itself while
/// they are in its cache; the committer takes its unit and answers; a thread of its own does what nobody brings: due things, checkpoints, what was left.
/// </summary>
internal sealed class WriterRounds
{
    /// <summary>Requests that one thread decides before it goes back to its connection and leaves the rest to the writer's own thread.</summary>
    private const int MostInOneRound = 1024;

    /// <summary>Due lines and checkpoints done in one turn: 0.1 ms in which nobody else gets in.</summary>
    private const int DueSlice = 64;
    private const int CheckpointSlice = 32;

    /// <summary>
    /// Where a commit answered so many and the next would have fewer than enough, it waits a little for more (<see cref="GatherMicroseconds"/>): a commit of few
    /// takes as much of the processor as one of many, and on a busy machine that is what everybody waits for.
    /// </summary>
    private const int Busy = 16;
    private const int Enough = 96;
    public const uint GatherMicroseconds = 100;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    private readonly EngineParts parts;
    private readonly ShardWriter writer;
    private readonly CommitSlot slot;
    private readonly Committer committer;
    private readonly WriterTurn turn = new();
    private readonly Sleeper sleeper = new();
    private readonly Thread thread;
    private long sleepsUntil = long.MaxValue;

    /// <summary>The open unit is held back for more to come. Touched by who has the turn.</summary>
    private bool gathers;
    private bool stands;
    private volatile bool ended;

    public WriterRounds(EngineParts parts, CommitSlot slot, Committer committer)
    {
        this.parts = parts;
        this.slot = slot;
        this.committer = committer;
        writer = slot.Writer;
        Checkpointer = new Checkpointer(parts, writer);
        thread = new Thread(Run) { Name = $"kopek writer {writer.Number}", IsBackground = true };
        writer.Inbox.Posted = OnPosted;
        slot.Rounds = this;
    }

    public Checkpointer Checkpointer { get; }

    public void Start() => thread.Start();

    /// <summary>Returns when nobody touches the shards any more, and nobody will.</summary>
    public void End()
    {
        Stand();
        ended = true;
        turn.End();
        sleeper.Wake();
        thread.Join();
    }

    /// <summary>Nobody touches the shards until <see cref="GoOn"/>, save the caller: the committer's thread, or the one that stops the engine after it.</summary>
    public void Stand() => stands = stands || turn.Take();

    public void GoOn()
    {
        stands = false;
        turn.GiveBack();
        sleeper.Wake();
        OnPosted();
    }

    /// <summary>
    /// On the committer's thread: the unit in flight is durable. The next is handed over, then everybody is answered: the disk waits for the answers a
    /// little, which costs less than handing them to another thread.
    /// </summary>
    /// <returns>The next is a small one and is held back: after a rest of <see cref="GatherMicroseconds"/> comes <see cref="Gathered"/>.</returns>
    public bool Committed()
    {
        turn.Take();
        var durable = writer.FinishUnit();
        gathers = ShortRest.IsKnown && durable.Waiters.Count >= Busy && writer.OpenUnit.Waiters.Count + writer.Inbox.Count < Enough;
        var willGather = gathers;
        Decide();
        var waitsForThis = Checkpointer.IsWaiting;
        turn.GiveBack();
        if (waitsForThis)
        {
            sleeper.Wake();
        }

        OnPosted();
        writer.Answer(durable);
        return willGather;
    }

    /// <summary>On the committer's thread: what was held back is handed over, with what came meanwhile.</summary>
    public void Gathered()
    {
        turn.Take();
        gathers = false;
        Decide();
        turn.GiveBack();
        OnPosted();
    }

    /// <summary>On the committer's thread: the portion of checkpoints is written.</summary>
    public void PortionWritten() => sleeper.Wake();

    /// <summary>On any thread, after something was put into the inbox.</summary>
    private void OnPosted()
    {
        // Who finds the turn taken leaves its requests to the holder, who looks again after giving it back.
        while (writer.Inbox.Count > 0 && !writer.IsFull && turn.TryTake())
        {
            var (hasMore, due) = DecideOrDie();
            turn.GiveBack();
            if (hasMore || due.UnixMilliseconds < Volatile.Read(ref sleepsUntil))
            {
                sleeper.Wake();
            }

            if (hasMore)
            {
                return;
            }
        }
    }

    /// <summary>
    /// On a thread that is not the engine's an exception would end a connection and leave the turn taken for ever. What a rule throws stops its shard before;
    /// what gets here is a broken machine, and a start from the journal is the way out.
    /// </summary>
    private (bool HasMore, Moment Due) DecideOrDie()
    {
        try
        {
            return (Decide(), writer.NextDue());
        }
        catch (Exception broken)
        {
            Environment.FailFast("A writer of shards broke; nothing that was not committed has been answered.", broken);
            throw;
        }
    }

    /// <summary>Everything that waits, up to a limit (true: there is more), and off to the committer with it.</summary>
    private bool Decide()
    {
        writer.Now = parts.ReadClock();
        var count = 0;
        int decided;
        do
        {
            decided = writer.Decide(MostInOneRound - count);
            count += decided;
        }
        while (decided > 0 && count < MostInOneRound);

        HandOver();
        return writer.HasTaken || count == MostInOneRound;
    }

    private void HandOver()
    {
        if (!gathers && writer.TakeUnit() is { } unit)
        {
            slot.Hand(unit);
            committer.Sleeper.Wake();
        }
    }

    private void Run()
    {
        while (!ended)
        {
            if (!turn.Take())
            {
                return;
            }

            var hasMore = Decide() && !writer.IsFull;
            hasMore |= writer.Sweep(DueSlice) == DueSlice;
            HandOver();
            hasMore |= Checkpoint();
            var due = writer.NextDue();
            if (!hasMore)
            {
                // Before the turn is given back: who schedules something earlier, or leaves something behind, then wakes us.
                Volatile.Write(ref sleepsUntil, due.UnixMilliseconds);
                sleeper.Prepare();
            }

            turn.GiveBack();
            OnPosted();
            if (!hasMore)
            {
                Rest(due);
            }
        }
    }

    private bool Checkpoint()
    {
        if (slot.TakeWrittenPortion())
        {
            Checkpointer.Written();
        }

        var worked = Checkpointer.Step(CheckpointSlice);
        if (Checkpointer.TakePortion() is { } portion)
        {
            slot.Hand(portion);
            committer.Sleeper.Wake();
        }

        return worked;
    }

    private void Rest(Moment due)
    {
        if (ended || slot.IsPortionDone)
        {
            sleeper.StayAwake();
        }
        else
        {
            var now = parts.ReadClock();
            var wait = due.IsNever ? LongestSleep : due - Moment.Min(due, now);
            sleeper.Sleep(wait < LongestSleep ? wait + TimeSpan.FromMilliseconds(1) : LongestSleep);
        }

        Volatile.Write(ref sleepsUntil, long.MaxValue);
    }
}
