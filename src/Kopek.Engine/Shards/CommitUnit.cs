using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;

namespace Kopek.Engine.Shards;

/// <summary>
/// What one writer hands to the committer at a time: its shards' batches, and what is to happen once they are durable. Only the writer's thread touches
/// anything but the batches, which the committer reads. Reused.
/// </summary>
internal sealed class CommitUnit
{
    public List<PendingBatch> Batches { get; } = [];

    /// <summary>Requests to complete, in the order in which they ran.</summary>
    public List<ShardRequest> Waiters { get; } = [];

    /// <summary>Lines whose open sessions should be asked to come back, because something was added from outside.</summary>
    public List<Line> Reauthorizations { get; } = [];

    /// <summary>What watchers of lines are to see.</summary>
    public List<LineChange> Changes { get; } = [];

    public bool IsEmpty => Batches.Count == 0;

    public void Clear()
    {
        Batches.Clear();
        Waiters.Clear();
        Reauthorizations.Clear();
        Changes.Clear();
    }
}
