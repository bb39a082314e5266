using Kopek.Core.Orders;

namespace Kopek.Engine.Orders;

/// <summary>What one shard knows of orders: those that live here, the promises it gave for them, and the promises it took from others.</summary>
internal sealed class OrderBook(int shardCount)
{
    public OrderLog Log { get; } = new();

    /// <summary>Orders placed here whose outcome is not journalled here yet.</summary>
    public Dictionary<OrderId, Promise> Open { get; } = [];

    public GivenPromises[] Given { get; } = [.. Enumerable.Range(0, shardCount).Select(_ => new GivenPromises())];

    public KeptPromises[] Kept { get; } = [.. Enumerable.Range(0, shardCount).Select(_ => new KeptPromises())];

    /// <summary>Recovery needs the journal from here on, because open orders are in no checkpoint.</summary>
    public long FirstOpenSequence => Open.Count == 0 ? long.MaxValue : Open.Values.Min(promise => promise.PlacedSequence);
}
