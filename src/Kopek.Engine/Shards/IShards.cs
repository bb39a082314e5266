namespace Kopek.Engine.Shards;

/// <summary>The way to the shards: in this process now, on a cluster later. Never blocks; safe from any thread.</summary>
public interface IShards
{
    /// <summary>Number of logical shards, fixed for a deployment; a power of two.</summary>
    int Count { get; }

    /// <summary>Puts a request into its shard's inbox. It will be completed or failed once; failed perhaps before this returns.</summary>
    void Post(ShardRequest request);

    /// <summary>The same for many, with one lock and one wake-up. Requests of one line keep their order.</summary>
    void Post(ReadOnlySpan<ShardRequest> requests);
}
