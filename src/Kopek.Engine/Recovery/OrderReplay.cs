using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Recovery;

/// <summary>Applies journalled order events to a shard's book. Each may be applied on top of a checkpoint that holds it already.</summary>
internal sealed class OrderReplay(Shard shard)
{
    private readonly long[] lastGiven = new long[shard.Count];

    public void Apply(long sequence, Moment at, OrderEvent happened)
    {
        var orders = shard.Orders;
        switch (happened)
        {
            case OrderEvent.Placed placed:
                Place(sequence, at, placed);
                break;
            case OrderEvent.PromiseKept kept:
                orders.Kept[kept.FromShard].Keep(kept.Promise, kept.Outcome);
                break;
            case OrderEvent.Settled settled:
                orders.Open.Remove(settled.Order);
                if (orders.Log.TryFind(settled.Order, out var place))
                {
                    orders.Log[place].Outcome = settled.Outcome;
                    orders.Log.Touch(place);
                }

                break;
            case OrderEvent.Forgotten forgotten:
                orders.Log.Forget(forgotten.Order);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Call at the end: what is still open now is sent again.</summary>
    public void Finish()
    {
        for (var taker = 0; taker < shard.Count; taker++)
        {
            var toTaker = taker;
            shard.Orders.Given[taker].Restore(lastGiven[taker], shard.Orders.Open.Values.Where(promise => promise.ToShard == toTaker).Select(promise => promise.Number));
        }
    }

    private void Place(long sequence, Moment at, OrderEvent.Placed placed)
    {
        lastGiven[placed.ToShard] = Math.Max(lastGiven[placed.ToShard], placed.Promise);
        var log = shard.Orders.Log;
        if (!log.TryFind(placed.Order, out var place))
        {
            log.Add(new OrderRecord
            {
                Order = placed.Order,
                Digest = new ContentDigest(placed.DigestHigh, placed.DigestLow),
                PlacedAt = at,
                Line = placed.Line,
                State = OrderState.Open,
            });
        }
        else if (log[place].State != OrderState.Open)
        {
            return;
        }

        if (placed.Promise != 0)
        {
            shard.Orders.Open[placed.Order] = new Promise(shard.Post, placed.Order, placed.Line, placed.Command, shard.Number, placed.ToShard, placed.Promise) { PlacedSequence = sequence };
        }
    }
}
