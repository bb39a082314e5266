using Kopek.Core.Lines;

namespace Kopek.Engine.Shards;

/// <summary>
/// Something that a shard is asked. It is completed or failed exactly once, after which the engine does not touch it and its owner may use it again.
/// Requests carry their identity (session and CC-Request-Number, or an order's id), so that asking again is always safe.
/// </summary>
public abstract class ShardRequest
{
    /// <summary>The line it is about; the shard follows from it, save for orders.</summary>
    public LineId Line { get; set; }

    /// <summary>It was already running when the shards were thrown away and reloaded, and is now run again.</summary>
    internal bool Resumed { get; set; }

    /// <summary>False where the journal itself brings it back after a reload.</summary>
    internal virtual bool SurvivesReload => true;

    internal virtual int Home(int shardCount) => Line.Shard(shardCount);

    /// <summary>Runs within the writer's turn. True: complete it when all that the shard has done is committed; false: something else will complete it.</summary>
    internal abstract bool Run(Shard shard);

    /// <summary>
    /// Called once, when everything that the request saw is committed: on the committer's thread, or on the one that posted it where nothing had to be
    /// committed. Write the answer into a buffer and return, wait for nothing; an exception here ends the process.
    /// </summary>
    public abstract void Complete(Completions batch);

    /// <summary>Called once instead of <see cref="Complete"/>, on any thread, perhaps before Post returns.</summary>
    public abstract void Fail(ShardFailure reason);
}
