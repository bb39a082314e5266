using Kopek.Core.Lines;

namespace Kopek.Core.Orders;

/// <summary>
/// What a shard journals beside its lines' events: orders, the promises between shards that carry them out, and the making of lines. A closed set.
/// A promise is named by the shard that gives it, the shard that takes it, and a number that grows by one: so each step is idempotent.
/// </summary>
public abstract record OrderEvent
{
    private OrderEvent() { }

    /// <summary>An order was accepted at its home and a promise to the line's shard made. <paramref name="DigestHigh"/>/Low: hash of the request's content.</summary>
    public sealed record Placed(OrderId Order, ulong DigestHigh, ulong DigestLow, LineId Line, LineCommand Command, int ToShard, long Promise) : OrderEvent;

    /// <summary>The line's shard carried the promise out (or refused), in the same batch as the line's own events.</summary>
    public sealed record PromiseKept(int FromShard, long Promise, OrderId Order, LineOutcome Outcome) : OrderEvent;

    /// <summary>The order's home has the outcome.</summary>
    public sealed record Settled(OrderId Order, int ToShard, long Promise, LineOutcome Outcome) : OrderEvent;

    /// <summary>The order's home forgot a key that is older than the keeping time (30 days).</summary>
    public sealed record Forgotten(OrderId Order) : OrderEvent;
}
