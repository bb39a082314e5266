using Kopek.Core.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Orders;

/// <summary>
/// Looks up what became of an order, while its key is known. Null where the order is not known. Its task throws <see cref="ShardFailedException"/> where
/// the shard gave no answer.
/// </summary>
public sealed class OrderQuery(OrderId order) : ShardRequest
{
    private readonly TaskCompletionSource<OrderAnswer?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OrderAnswer? answer;

    public Task<OrderAnswer?> Task => source.Task;

    internal override int Home(int shardCount) => order.Shard(shardCount);

    internal override bool Run(Shard shard)
    {
        answer = null;
        if (shard.Orders.Log.TryFind(order, out var place))
        {
            ref var known = ref shard.Orders.Log[place];
            answer = known.State == OrderState.Settled
                ? new OrderAnswer(OrderStatus.Done, known.Outcome, known.Line, known.PlacedAt, Replayed: true)
                : new OrderAnswer(OrderStatus.InFlight, null, known.Line, known.PlacedAt, Replayed: false);
        }

        return true;
    }

    public override void Complete(Completions batch) => source.SetResult(answer);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
