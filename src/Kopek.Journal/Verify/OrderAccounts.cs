using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Journal.Verify;

/// <summary>
/// Orders and promises of all shards: each placed once, kept once, settled once, with one outcome; and each top-up's money came in once. An order whose
/// line is at home has promise 0 and is settled in the batch that places it.
/// </summary>
internal sealed class OrderAccounts(int shardCount)
{
    private readonly Dictionary<OrderId, OrderEvent.Placed> placed = [];
    private readonly Dictionary<OrderId, OrderEvent.Settled> settled = [];
    private readonly Dictionary<(int From, int To, long Promise), OrderEvent.PromiseKept> kept = [];
    private readonly Dictionary<OrderId, Money> paidIn = [];

    public long Count { get; private set; }

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(int shard, OrderEvent happened) => happened switch
    {
        OrderEvent.Placed e => Place(shard, e),
        OrderEvent.PromiseKept e => kept.TryAdd((e.FromShard, shard, e.Promise), e) ? null : $"promise {e.Promise} of shard {e.FromShard} is kept twice",
        OrderEvent.Settled e => Settle(e),
        OrderEvent.Forgotten e => placed.Remove(e.Order) & settled.Remove(e.Order) ? null : $"order {e.Order} is forgotten and was not placed and settled before",
        _ => null,
    };

    public string? Add(LineEvent.MoneyAdded e) =>
        e.Kind != LotKind.TopUp || e.Order == OrderId.None || paidIn.TryAdd(e.Order, e.Amount) ? null : $"the money of order {e.Order} comes in twice";

    /// <summary>What does not fit between the shards, when all is read.</summary>
    public IEnumerable<(int Shard, string Fault)> Unmatched()
    {
        foreach (var order in placed.Values)
        {
            var home = order.Order.Shard(shardCount);
            settled.TryGetValue(order.Order, out var end);
            kept.TryGetValue((home, order.ToShard, order.Promise), out var done);
            if (order.Promise == 0 && end is null)
            {
                yield return (home, $"order {order.Order} is at home and has no outcome");
            }
            else if (order.Promise != 0 && end is not null && end.Outcome != done?.Outcome)
            {
                yield return (home, $"order {order.Order} is settled, but shard {order.ToShard} gave it {(done is null ? "no" : "another")} outcome");
            }

            if (MoneyMissing(order, order.Promise == 0 ? end?.Outcome : done?.Outcome) is { } fault)
            {
                yield return (order.ToShard, fault);
            }
        }
    }

    private string? Place(int shard, OrderEvent.Placed e)
    {
        Count++;
        // A line that was refused its opening has no id.
        var to = e.Line == default ? e.ToShard : e.Line.Shard(shardCount);
        if (e.Order.Shard(shardCount) != shard || to != e.ToShard)
        {
            return $"order {e.Order} stands on shard {shard} for shard {e.ToShard}, where it or its line does not belong";
        }

        return placed.TryAdd(e.Order, e) ? null : $"order {e.Order} is placed twice";
    }

    private string? Settle(OrderEvent.Settled e) =>
        !placed.TryGetValue(e.Order, out var order) ? $"order {e.Order} is settled and was never placed"
        : (order.ToShard, order.Promise) != (e.ToShard, e.Promise) ? $"order {e.Order} is settled under another promise than it was placed with"
        : settled.TryAdd(e.Order, e) ? null
        : $"order {e.Order} is settled twice";

    private string? MoneyMissing(OrderEvent.Placed order, LineOutcome? outcome)
    {
        if (order.Command is not LineCommand.TopUp topUp)
        {
            return null;
        }

        var came = paidIn.TryGetValue(order.Order, out var amount) ? amount : Money.Zero;
        var expected = outcome is { IsDone: true } ? topUp.Amount : Money.Zero;
        return came == expected ? null : $"order {order.Order} tops up {expected}, but {came} came in";
    }
}
