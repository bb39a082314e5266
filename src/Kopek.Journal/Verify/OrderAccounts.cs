using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Journal.Verify;

/// <summary>
/// Orders and promises of all shards: each placed once, kept once, settled once, with one outcome; and what an order paid in came in once. An order whose
/// line is at home has promise 0 and is settled in the batch that places it.
/// </summary>
internal sealed class OrderAccounts(int shardCount)
{
    private readonly Dictionary<OrderId, OrderEvent.Placed> placed = [];
    private readonly Dictionary<OrderId, OrderEvent.Settled> settled = [];
    private readonly Dictionary<(int From, int To, long Promise), OrderEvent.PromiseKept> kept = [];
    private readonly Dictionary<OrderId, Money> paidIn = [];

    /// <summary>Orders whose keys were forgotten: a caller may use such a key again, for another order.</summary>
    private readonly List<(OrderEvent.Placed Order, OrderEvent.Settled? End)> forgotten = [];

    public long Count { get; private set; }

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(int shard, OrderEvent happened) => happened switch
    {
        OrderEvent.Placed e => Place(shard, e),
        OrderEvent.PromiseKept e => kept.TryAdd((e.FromShard, shard, e.Promise), e) ? null : $"promise {e.Promise} of shard {e.FromShard} is kept twice",
        OrderEvent.Settled e => Settle(e),
        OrderEvent.Forgotten e => Forget(e),
        _ => null,
    };

    public void Add(LineEvent.MoneyAdded e)
    {
        if (e.Kind == LotKind.TopUp && e.Order != OrderId.None)
        {
            paidIn[e.Order] = paidIn.GetValueOrDefault(e.Order) + e.Amount;
        }
    }

    /// <summary>What does not fit between the shards, when all is read.</summary>
    public IEnumerable<(int Shard, string Fault)> Unmatched()
    {
        var wished = new Dictionary<OrderId, Money>();
        foreach (var (order, end) in forgotten.Concat(placed.Values.Select(order => (order, settled.GetValueOrDefault(order.Order)))))
        {
            var done = kept.GetValueOrDefault((order.Order.Shard(shardCount), order.ToShard, order.Promise));
            if (OutcomeFault(order, end, done) is { } fault)
            {
                yield return (order.Order.Shard(shardCount), fault);
            }

            var outcome = order.Promise == 0 ? end?.Outcome : done?.Outcome;
            wished[order.Order] = wished.GetValueOrDefault(order.Order) + (outcome is { IsDone: true } ? PaidInBy(order.Command) : Money.Zero);
        }

        foreach (var order in wished.Keys.Union(paidIn.Keys))
        {
            var (wish, came) = (wished.GetValueOrDefault(order), paidIn.GetValueOrDefault(order));
            if (wish != came)
            {
                yield return (order.Shard(shardCount), $"order {order} pays in {wish}, but {came} came in");
            }
        }
    }

    private static string? OutcomeFault(OrderEvent.Placed order, OrderEvent.Settled? end, OrderEvent.PromiseKept? done) => (order.Promise, end) switch
    {
        (0, null) => $"order {order.Order} is at home and has no outcome",
        (0, _) or (_, null) => null,
        _ => end.Outcome == done?.Outcome ? null : $"order {order.Order} is settled, but shard {order.ToShard} gave it {(done is null ? "no" : "another")} outcome",
    };

    private static Money PaidInBy(LineCommand command) => command switch
    {
        LineCommand.TopUp c => c.Amount,
        LineCommand.ReceiveTransfer c => c.Amount,
        LineCommand.ReturnTransfer c => c.Amount + c.Fee,
        LineCommand.Open c => c.OpeningBalance,
        _ => Money.Zero,
    };

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

    private string? Forget(OrderEvent.Forgotten e)
    {
        if (!placed.Remove(e.Order, out var order) | !settled.Remove(e.Order, out var end))
        {
            return $"order {e.Order} is forgotten and was not placed and settled before";
        }

        forgotten.Add((order!, end));
        return null;
    }
}
