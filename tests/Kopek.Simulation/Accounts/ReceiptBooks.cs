using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Accounts;

/// <summary>Receipt numbers: from 1 without a gap in each series, one for each wish, and the order has the one that its series gave.</summary>
internal sealed class ReceiptBooks
{
    private readonly Dictionary<AccountKey, long> last = [];
    private readonly Dictionary<ReceiptWish, long> given = [];
    private readonly Dictionary<ReceiptWish, long> kept = [];

    public void Take(AccountEntry entry)
    {
        if (entry.Event is ReceiptSeriesEvent.Numbered e)
        {
            Claim.Same(last.GetValueOrDefault(entry.Key) + 1, e.Number, () => $"Receipts of {e.Operator}: the next number");
            last[entry.Key] = e.Number;
            Claim.That(given.TryAdd(e.Wish, e.Number), () => $"{e.Wish} is given a second number, {e.Number}.");
        }
    }

    public void Take(OrderId order, TopUpOrderEvent happened)
    {
        if (happened is TopUpOrderEvent.ReceiptNumbered e)
        {
            Claim.That(kept.TryAdd(new ReceiptWish(order, e.Kind), e.Number), () => $"Order {order} has two receipts {e.Kind}.");
        }
    }

    public void Check(bool isOver)
    {
        foreach (var (wish, number) in kept)
        {
            Claim.That(given.TryGetValue(wish, out var own) && own == number, () => $"{wish} has receipt {number}, and its series gave it {given.GetValueOrDefault(wish)}.");
        }

        Claim.That(!isOver || given.Count == kept.Count, () => $"{given.Count} receipts were numbered, and {kept.Count} stand in orders at the end of the world.");
    }
}
