using Kopek.Engine.Recovery;

namespace Kopek.Engine.Shards;

/// <summary>Where one writer and the committer meet: a unit and a portion of checkpoints go in, and the word that they are durable comes back.</summary>
internal sealed class CommitSlot(ShardWriter writer)
{
    private CommitUnit? unit;
    private CheckpointPortion? portion;
    private bool portionDone;

    public ShardWriter Writer { get; } = writer;

    /// <summary>Who is told that something is durable.</summary>
    public WriterRounds Rounds { get; set; } = null!;

    public void Hand(CommitUnit open) => Volatile.Write(ref unit, open);

    public void Hand(CheckpointPortion full) => Volatile.Write(ref portion, full);

    public CommitUnit? Unit => Volatile.Read(ref unit);

    public CheckpointPortion? Portion => Volatile.Read(ref portion);

    public bool IsPortionDone => Volatile.Read(ref portionDone);

    /// <summary>Called by the committer.</summary>
    public void FinishUnit() => Volatile.Write(ref unit, null);

    /// <summary>Called by the committer.</summary>
    public void FinishPortion()
    {
        portion = null;
        Volatile.Write(ref portionDone, true);
    }

    /// <summary>True once for each portion that was written.</summary>
    public bool TakeWrittenPortion()
    {
        var wasDone = Volatile.Read(ref portionDone);
        Volatile.Write(ref portionDone, false);
        return wasDone;
    }

    /// <summary>After a failure, while both sides stand still.</summary>
    public void Reset()
    {
        unit = null;
        portion = null;
        portionDone = false;
    }
}
