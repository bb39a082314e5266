using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Orders;

/// <summary>
/// Carries out a command on a line, once for ever. The same <see cref="Order"/> and <see cref="Digest"/> again: the same outcome, nothing new. Another
/// digest: a conflict. Keys are kept for <see cref="EngineOptions.KeyKeeping"/>.
/// </summary>
public abstract class OrderRequest : ShardRequest
{
    public OrderId Order { get; set; }
    public ContentDigest Digest { get; set; }
    public required LineCommand Command { get; set; }

    /// <summary>Set before <see cref="ShardRequest.Complete"/>.</summary>
    public OrderAnswer Answer { get; internal set; }

    internal override int Home(int shardCount) => Order.Shard(shardCount);

    internal override bool Run(Shard shard) => OrderSteps.Place(shard, this);
}

/// <summary>An order for a caller that awaits. Its task throws <see cref="ShardFailedException"/> where the shard gave no answer.</summary>
public sealed class AwaitedOrder : OrderRequest
{
    private readonly TaskCompletionSource<OrderAnswer> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<OrderAnswer> Task => source.Task;

    public override void Complete(Completions batch) => source.SetResult(Answer);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
