using Kopek.Engine.Recovery;

namespace Kopek.Engine.Shards;

/// <summary>Where one writer and the committer meet: a unit and a portion of checkpoints go in, and the word that they are durable comes back.</summary>
internal sealed class CommitSlot(ShardWriter writer)
{
    private CommitUnit? unit;
    private CheckpointPortion? portion;
    private bool unitDone;
    private bool portionDone;

    public ShardWriter Writer { get; } = writer;

    public void Hand(CommitUnit open) => Volatile.Write(ref unit, open);

    public void Hand(CheckpointPortion full) => Volatile.Write(ref portion, full);

    public CommitUnit? Unit => Volatile.Read(ref unit);

    public CheckpointPortion? Portion => Volatile.Read(ref portion);

    public bool IsUnitDone => Volatile.Read(ref unitDone);

    public bool IsPortionDone => Volatile.Read(ref portionDone);

    /// <summary>Called by the committer.</summary>
    public void FinishUnit()
    {
        unit = null;
        Volatile.Write(ref unitDone, true);
    }

    /// <summary>Called by the committer.</summary>
    public void FinishPortion()
    {
        portion = null;
        Volatile.Write(ref portionDone, true);
    }

    public void UnitSeen() => Volatile.Write(ref unitDone, false);

    public void PortionSeen() => Volatile.Write(ref portionDone, false);

    /// <summary>After a failure, while both sides stand still.</summary>
    public void Reset()
    {
        unit = null;
        portion = null;
        unitDone = false;
        portionDone = false;
    }
}
