using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Shards;

/// <summary>
/// What one writer hands to the committer at a time: its shards' batches, and what is to happen once they are durable. Who has the writer's turn fills
/// it; from then on the committer reads the batches, and in the end the rest. Reused.
/// </summary>
internal sealed class CommitUnit
{
    public List<PendingBatch> Batches { get; } = [];

    /// <summary>Requests to complete, in the order in which they ran.</summary>
    public List<ShardRequest> Waiters { get; } = [];

    /// <summary>Promises between shards that go their next step: that touches shards, and so happens within the writer's turn.</summary>
    public List<Promise> Promises { get; } = [];

    /// <summary>Lines whose open sessions should be asked to come back, because something was added from outside.</summary>
    public List<Line> Reauthorizations { get; } = [];

    /// <summary>Their open sessions when the unit was durable.</summary>
    public List<(LineId Line, SessionKey[] Sessions)> OpenSessions { get; } = [];

    /// <summary>What watchers of lines are to see.</summary>
    public List<LineChange> Changes { get; } = [];

    /// <summary>Small accounts as they were left by what happened to them.</summary>
    public List<Account> ChangedAccounts { get; } = [];

    /// <summary>Shards with steps of each other in this unit: what one of them did makes no sense without the others.</summary>
    public HashSet<int> Joined { get; } = [];

    public bool IsEmpty => Batches.Count == 0;

    public void Clear()
    {
        Batches.Clear();
        Waiters.Clear();
        Promises.Clear();
        OpenSessions.Clear();
        Reauthorizations.Clear();
        Changes.Clear();
        ChangedAccounts.Clear();
        Joined.Clear();
    }
}
