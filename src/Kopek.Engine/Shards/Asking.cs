using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Shards;

/// <summary>The awaited requests in one call each. All throw <see cref="ShardFailedException"/> where the shard gave no answer.</summary>
public static class Asking
{
    public static Task<LineRead<T>> Ask<T>(this IShards shards, LineId line, Func<Line, Moment, T> read)
    {
        var query = new AwaitedLineQuery<T>(line, read);
        shards.Post(query);
        return query.Task;
    }

    public static Task<OrderAnswer> Place(this IShards shards, OrderId order, ContentDigest digest, LineId line, LineCommand command)
    {
        var request = new AwaitedOrder { Order = order, Digest = digest, Line = line, Command = command };
        shards.Post(request);
        return request.Task;
    }

    public static Task<OrderAnswer> Open(this IShards shards, OrderId order, ContentDigest digest, LineNumbers numbers, LineCommand.Open command)
    {
        var request = new AwaitedOpenLine { Order = order, Digest = digest, Numbers = numbers, Command = command };
        shards.Post(request);
        return request.Task;
    }

    /// <summary>What became of an order; null where it is not known (any more).</summary>
    public static Task<OrderAnswer?> Find(this IShards shards, OrderId order)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var query = new OrderQuery(order);
        shards.Post(query);
        return query.Task;
    }

    public static Task<T> AskShard<T>(this IShards shards, int shard, Func<ShardView, T> read)
    {
        var query = new ShardQuery<T>(shard, read);
        shards.Post(query);
        return query.Task;
    }
}
