using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Faults;

/// <summary>Keeps everything and does not tell all of it to an engine that starts.</summary>
internal sealed class ForgetfulJournal(MemoryJournal kept) : LyingJournal(kept)
{
    public bool ForgetsOrders { get; init; }
    public bool ForgetsAnswers { get; init; }
    public bool CheckpointsLag { get; init; }

    public override IEnumerable<JournalEntry> Read(int shard, long afterSequence) =>
        Kept.Read(shard, afterSequence).Select(entry => ForgetsOrders && OrderOf(entry.Event) is { } order ? entry with { Event = new OrderEvent.Forgotten(order) } : entry);

    public override long FirstSequenceSince(int shard, Moment moment) => ForgetsAnswers ? LastSequence(shard) + 1 : base.FirstSequenceSince(shard, moment);

    public override void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        var lag = CheckpointsLag ? 1 : 0;
        base.WriteCheckpoints(shard, [.. changed.Select(checkpoint => checkpoint with { Sequence = checkpoint.Sequence - lag })], coveredThrough - lag);
    }

    private static OrderId? OrderOf(object happened) => happened switch
    {
        OrderEvent.Placed e => e.Order,
        OrderEvent.Settled e => e.Order,
        _ => null,
    };
}
