using Kopek.Core.Sessions;
using Kopek.Engine.Accounts;
using Kopek.Engine.Lines;

namespace Kopek.Engine;

/// <summary>What a deployment may choose. The defaults are meant for a small machine.</summary>
public sealed record EngineOptions
{
    public QuotaPolicy Quota { get; init; } = QuotaPolicy.Default;
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Writer threads; the shards are dealt out among them. The other cores are for the network and the disk.</summary>
    public int Writers { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// Steps between shards of one writer, an order's and a promise's, go into one commit. False: each waits for the commit of the one before, as between writers.
    /// </summary>
    public bool JoinsSteps { get; init; } = true;

    public ILineReactions? Reactions { get; init; }
    public IAccountReactions? AccountReactions { get; init; }
    public IReadOnlyList<ICommittedListener> Listeners { get; init; } = [];

    /// <summary>How long the key of an order is known.</summary>
    public TimeSpan KeyKeeping { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Answers of ended sessions that a shard remembers, about 200 bytes each.</summary>
    public int EndedAnswersPerShard { get; init; } = 32_768;

    /// <summary>Sessions for which a start makes room ahead, about 1.5 KB each, over all shards; more are made when they come.</summary>
    public int PreparedSessions { get; init; }

    /// <summary>Events of a shard after which its changed lines are checkpointed: bounds what a recovery replays (4 shards replay 4 million in 2-3 s).</summary>
    public int CheckpointEvents { get; init; } = 1_048_576;

    /// <summary>Time after which changed lines are checkpointed even if little happened.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(5);
}
