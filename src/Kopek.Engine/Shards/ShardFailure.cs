namespace Kopek.Engine.Shards;

/// <summary>Why a request got no answer from its shard. Whether it happened is unknown to the caller; sending it again is always safe.</summary>
public enum ShardFailure : byte
{
    /// <summary>The inbox is full: the caller is to slow down.</summary>
    Busy = 1,

    /// <summary>The journal cannot be written now (disk full, for instance). It is tried again with growing pauses.</summary>
    Unavailable = 2,

    /// <summary>The engine is shutting down.</summary>
    Stopping = 3,

    /// <summary>The rules broke on this shard, and it doubts its state: a person has to look. The others go on.</summary>
    ShardStopped = 4,
}

/// <summary>What an awaited request throws when it was failed.</summary>
public sealed class ShardFailedException(ShardFailure reason) : Exception($"The shard gave no answer: {reason}.")
{
    public ShardFailure Reason { get; } = reason;
}
