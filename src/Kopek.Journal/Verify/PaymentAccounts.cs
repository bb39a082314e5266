using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>
/// Orders to pay in, added up from their events: what was taken is credited, given back or still under way, and never more; receipts are numbered without a
/// gap, each once. Code that is not the rules'.
/// </summary>
internal sealed class PaymentAccounts
{
    private readonly Dictionary<AccountKey, Story> stories = [];
    private readonly Dictionary<AccountKey, long> lastNumbers = [];
    private readonly Dictionary<(OrderId, ReceiptKind), long> given = [];
    private readonly Dictionary<(OrderId, ReceiptKind), long> kept = [];

    public long Count => stories.Count;

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(AccountEntry entry) => entry.Event switch
    {
        TopUpOrderEvent e => Add(entry.Key, e),
        ReceiptSeriesEvent.Numbered e => Number(entry.Key, e),
        _ => null,
    };

    /// <summary>What does not fit when all is read. <paramref name="inTransit"/>: what the ledger says is on its way.</summary>
    public IEnumerable<string> Unmatched(Money inTransit)
    {
        foreach (var (wish, number) in kept)
        {
            if (!given.TryGetValue(wish, out var own) || own != number)
            {
                yield return $"order {wish.Item1} has receipt {number}, which its series did not give it";
            }
        }

        var underWay = new Money(stories.Values.Sum(story => story.UnderWay.Kopeks));
        // Between an account's or a line's step and the order's own the two differ for a moment: so only what is at rest is held against each other.
        if (stories.Values.All(story => story.UnderWay.IsZero && story.IsOver) && !inTransit.IsZero)
        {
            yield return $"every order is over, but the ledger has {inTransit} on its way";
        }

        if (underWay.IsNegative)
        {
            yield return $"{underWay} is under way";
        }
    }

    /// <summary>Orders that say they were paid by a voucher, and whether they say it was given back.</summary>
    public IEnumerable<(OrderId Order, bool IsGivenBack)> PaidByVoucher() =>
        stories.Where(story => story.Value.IsPaidByVoucher).Select(story => (story.Key.Id, story.Value.IsGivenBack));

    private string? Number(AccountKey series, ReceiptSeriesEvent.Numbered e)
    {
        var expected = lastNumbers.GetValueOrDefault(series) + 1;
        lastNumbers[series] = e.Number;
        return e.Number != expected ? $"receipt {e.Number} of {e.Operator} follows {expected - 1}"
            : !given.TryAdd((e.Wish.Order, e.Wish.Kind), e.Number) ? $"order {e.Wish.Order} is given a second receipt of one kind, {e.Number}"
            : null;
    }

    private string? Add(AccountKey key, TopUpOrderEvent happened)
    {
        if (happened is TopUpOrderEvent.Requested requested)
        {
            return stories.TryAdd(key, new Story(requested.Request.Amount, requested.Request.Way == PaymentWay.Voucher)) ? null : $"order {key.Id} is requested twice";
        }

        if (!stories.TryGetValue(key, out var story))
        {
            return $"order {key.Id} was never requested";
        }

        if (happened is TopUpOrderEvent.ReceiptNumbered numbered && !kept.TryAdd((key.Id, numbered.Kind), numbered.Number))
        {
            return $"order {key.Id} has two receipts of one kind";
        }

        return story.Add(happened) is { } fault ? $"order {key.Id}: {fault}" : null;
    }

    private sealed class Story(Money wanted, bool isByVoucher)
    {
        private Money taken;
        private Money credited;
        private Money back;
        private Money refunded;

        public Money UnderWay => taken - credited + back - refunded;

        public bool IsOver { get; private set; }

        public bool IsPaidByVoucher => isByVoucher && !taken.IsZero;

        public bool IsGivenBack => !refunded.IsZero;

        public string? Add(TopUpOrderEvent happened)
        {
            IsOver = happened switch
            {
                TopUpOrderEvent.ReceiptNumbered or TopUpOrderEvent.Cancelled or TopUpOrderEvent.Expired or TopUpOrderEvent.PaymentDeclined or TopUpOrderEvent.UndoRefused => true,
                TopUpOrderEvent.PersonNeeded or TopUpOrderEvent.WentOn => IsOver,
                _ => false,
            };
            switch (happened)
            {
                case TopUpOrderEvent.PaymentTaken e when !taken.IsZero: return $"{e.Amount} is taken after {taken}";
                case TopUpOrderEvent.PaymentTaken e: taken = e.Amount; break;
                case TopUpOrderEvent.Credited when taken != wanted: return $"{wanted} is credited and {taken} was taken";
                case TopUpOrderEvent.Credited when !credited.IsZero: return "it is credited twice";
                case TopUpOrderEvent.Credited: credited = wanted; break;
                case TopUpOrderEvent.UndoTaken e when e.Amount > credited: return $"{e.Amount} is taken back of {credited}";
                case TopUpOrderEvent.UndoTaken e: back += e.Amount; break;
                case TopUpOrderEvent.Moved e: credited += e.Amount; break;
                case TopUpOrderEvent.RefundDone e: refunded += e.Amount; break;
                default: break;
            }

            return UnderWay.IsNegative ? $"{-UnderWay} more went out than came in" : null;
        }
    }
}
