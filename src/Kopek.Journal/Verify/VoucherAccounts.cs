using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>
/// Vouchers, from their events: each goes only ways that a voucher can go; each batch has one maker, no serial twice and no more vouchers than were asked for;
/// nothing of a batch that was made void is on sale. Code that is not the rules'. Stories are kept for the shard that is being read, 52 bytes a
/// voucher; of the shards before stay a bit for each serial, and 36 bytes for each order that took a voucher (both up to twice that while a table grows).
/// </summary>
internal sealed class VoucherAccounts
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<VoucherBatchAccount> batches = [];
    private readonly HashSet<AccountKey> voided = [];

    /// <summary>Of this shard: a voucher's id is its key, the kind left out.</summary>
    private readonly Dictionary<OrderId, VoucherStory> stories = [];
    private readonly List<string> cameBackVoid = [];

    /// <summary>Orders that took a voucher, and whether it came back from them.</summary>
    private readonly Dictionary<OrderId, bool> orders = [];

    /// <summary>What vouchers on sale are worth, of all shards that were read to their end.</summary>
    public Money OnSale { get; private set; }

    /// <summary>What the event breaks where it stands, or null.</summary>
    /// <param name="isWhole">Every event of this shard since its first was seen.</param>
    public string? Add(AccountEntry entry, Moment at, bool isWhole) => entry.Event switch
    {
        VoucherBatchEvent.Begun e => batches[NumberOf(e.Name)].Begin(e, at),
        VoucherBatchEvent.MadeVoid => voided.Add(entry.Key) ? null : $"{entry.Key} is made void twice",
        VoucherEvent e => Follow(entry.Key, e, at, isWhole),
        _ => null,
    };

    /// <summary>After a batch of entries that cannot be read: what it did to vouchers of this shard is not known.</summary>
    public void Forget() => stories.Clear();

    public void EndShard()
    {
        foreach (var (id, story) in stories)
        {
            if (story.Stage == VoucherStage.BackToBeVoid)
            {
                cameBackVoid.Add($"{NameOf(id, story)} was made void and is on sale again");
            }

            if (story.IsOnSale)
            {
                OnSale += story.Value;
                if (story.Batch != VoucherStory.NoBatch)
                {
                    batches[story.Batch].AddOnSale(story.Serial);
                }
            }
        }

        stories.Clear();
    }

    /// <summary>What does not fit when all is read.</summary>
    /// <param name="paid">Orders that say they were paid by a voucher, and whether they say it was given back. Vouchers are ahead of them.</param>
    public IEnumerable<string> Unmatched(IEnumerable<(OrderId Order, bool IsGivenBack)> paid)
    {
        foreach (var key in voided.Except(batches.Where(batch => batch.IsBegun).Select(batch => VoucherBatch.KeyOf(batch.Name))))
        {
            yield return $"{key} is made void, and nobody began it";
        }

        foreach (var fault in cameBackVoid.Concat(batches.Select(batch => batch.TooMany()).OfType<string>()))
        {
            yield return fault;
        }

        foreach (var batch in batches.Where(batch => voided.Contains(VoucherBatch.KeyOf(batch.Name))))
        {
            if (batch.LeftOnSale() is { } left)
            {
                yield return left;
            }
        }

        foreach (var (order, isGivenBack) in paid)
        {
            if (!orders.TryGetValue(order, out var cameBack))
            {
                yield return $"order {order} is paid by a voucher, and none was taken for it";
            }
            else if (isGivenBack && !cameBack)
            {
                yield return $"order {order} gave its voucher back, and none came back from it";
            }
        }
    }

    private string? Follow(AccountKey key, VoucherEvent happened, Moment at, bool isWhole)
    {
        var isKnown = stories.TryGetValue(key.Id, out var story);
        var broken = isKnown ? story.FaultOf(happened) : happened is not VoucherEvent.Issued && isWhole ? "it was never issued" : null;
        var fault = broken is null ? null : $"{(isKnown ? NameOf(key.Id, story) : key)}: {broken}";
        if (happened is VoucherEvent.Issued e)
        {
            var number = NumberOf(e.Batch);
            stories[key.Id] = new VoucherStory(number, e.Serial, e.Value, 0, VoucherStage.OnSale);
            return batches[number].Print(e.Serial, at) is { } twice ? fault ?? twice : fault;
        }

        stories[key.Id] = isKnown ? story.After(happened) : VoucherStory.Since(happened);
        switch (happened)
        {
            case VoucherEvent.Taken taken: return !orders.TryAdd(taken.Order, false) ? fault ?? $"order {taken.Order} takes a second voucher" : fault;
            case VoucherEvent.GivenBack back: orders[back.Order] = true; break;
            default: break;
        }

        return fault;
    }

    private int NumberOf(string batch)
    {
        if (!numbers.TryGetValue(batch, out var number))
        {
            numbers[batch] = number = batches.Count;
            batches.Add(new VoucherBatchAccount(batch));
        }

        return number;
    }

    private string NameOf(OrderId id, in VoucherStory story) =>
        story.Batch == VoucherStory.NoBatch ? new AccountKey(AccountKind.Voucher, id).ToString() : $"batch {batches[story.Batch].Name}, serial {story.Serial}";
}
