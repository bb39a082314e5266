using Kopek.Core;
using Kopek.Engine.Recovery;

namespace Kopek.Engine.Shards;

/// <summary>The thread of a <see cref="ShardWriter"/>: decides while commits run, hands over, completes, and does what is due in between.</summary>
internal sealed class WriterLoop
{
    /// <summary>Requests decided before the loop looks whether a commit is done: about 0.1 ms.</summary>
    private const int RequestSlice = 128;

    /// <summary>Due lines and checkpoints done in one round: 0.1 ms of latency at most.</summary>
    private const int DueSlice = 64;
    private const int CheckpointSlice = 16;

    /// <summary>Rounds of looking before the thread sleeps: 7 microseconds, about what a wake-up costs.</summary>
    private const int SpinRounds = 10;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    private readonly EngineParts parts;
    private readonly ShardWriter writer;
    private readonly CommitSlot slot;
    private readonly Committer committer;
    private readonly PauseGate gate;
    private readonly Thread thread;
    private Moment swept = Moment.Beginning;

    public WriterLoop(EngineParts parts, ShardWriter writer, CommitSlot slot, Committer committer, PauseGate gate)
    {
        this.parts = parts;
        this.writer = writer;
        this.slot = slot;
        this.committer = committer;
        this.gate = gate;
        Checkpointer = new Checkpointer(parts, writer);
        thread = new Thread(Run) { Name = $"kopek writer {writer.Number}", IsBackground = true };
    }

    public Checkpointer Checkpointer { get; }

    public void Start() => thread.Start();

    public void Join() => thread.Join();

    private void Run()
    {
        while (gate.Pass())
        {
            if (!Round())
            {
                Rest();
            }
        }
    }

    private bool Round()
    {
        writer.Now = parts.ReadClock();
        var worked = TakeCommitted();
        worked |= writer.Decide(RequestSlice) > 0;
        if (writer.Now != swept)
        {
            // Once a millisecond, the clock's own step; a full slice means that more is due now.
            var done = writer.Sweep(DueSlice);
            worked |= done > 0;
            swept = done < DueSlice ? writer.Now : Moment.Beginning;
        }

        HandOver();
        return worked | Checkpoint();
    }

    private bool TakeCommitted()
    {
        if (!slot.IsUnitDone)
        {
            return false;
        }

        slot.UnitSeen();
        writer.FinishUnit();

        // What came meanwhile goes along with this hand-over: fewer and larger commits. Then the disk works while the answers are written.
        writer.Decide(RequestSlice);
        HandOver();
        writer.Complete();
        return true;
    }

    private void HandOver()
    {
        if (writer.TakeUnit() is { } unit)
        {
            slot.Hand(unit);
            committer.Sleeper.Wake();
        }
    }

    private bool Checkpoint()
    {
        if (slot.IsPortionDone)
        {
            slot.PortionSeen();
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

        writer.Inbox.Sleeper.Prepare();
        if (HasNews())
        {
            writer.Inbox.Sleeper.StayAwake();
            return;
        }

        var due = writer.NextDue();
        var wait = due.IsNever ? LongestSleep : due - Moment.Min(due, writer.Now);
        writer.Inbox.Sleeper.Sleep(wait < LongestSleep ? wait + TimeSpan.FromMilliseconds(1) : LongestSleep);
    }

    private bool HasNews() => slot.IsUnitDone || slot.IsPortionDone || (writer.Inbox.Count > 0 && !writer.IsFull) || gate.IsClosed;
}
