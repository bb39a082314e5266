using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Accounts;

/// <summary>Batches of vouchers: one maker each, no serial twice, no more than were asked for, and in the end nothing of a void one on sale.</summary>
internal sealed class BatchBooks
{
    private readonly Dictionary<string, VoucherBatchEvent.Begun> begun = [];
    private readonly HashSet<AccountKey> voids = [];
    private readonly Dictionary<(string Batch, int Serial), AccountKey> serials = [];
    private readonly HashSet<AccountKey> onSale = [];

    public void Take(AccountEntry entry)
    {
        switch (entry.Event)
        {
            case VoucherBatchEvent.Begun e: Claim.That(begun.TryAdd(e.Name, e), () => $"Batch {e.Name} is begun twice."); break;
            case VoucherBatchEvent.MadeVoid: Claim.That(voids.Add(entry.Key), () => $"{entry.Key} is made void twice."); break;
            case VoucherEvent.Issued e:
                Claim.That(serials.TryAdd((e.Batch, e.Serial), entry.Key), () => $"Batch {e.Batch} has serial {e.Serial} twice.");
                onSale.Add(entry.Key);
                break;
            case VoucherEvent.Taken or VoucherEvent.MadeVoid: onSale.Remove(entry.Key); break;
            case VoucherEvent.GivenBack: onSale.Add(entry.Key); break;
        }
    }

    public void Check(bool isOver)
    {
        foreach (var batch in serials.GroupBy(voucher => voucher.Key.Batch))
        {
            Claim.That(!begun.TryGetValue(batch.Key, out var wish) || batch.Count() <= wish.Count, () => $"Batch {batch.Key} has {batch.Count()} vouchers, and {begun[batch.Key].Count} were asked for.");
            Claim.That(!isOver || !voids.Contains(VoucherBatch.KeyOf(batch.Key)) || !batch.Any(voucher => onSale.Contains(voucher.Value)), () => $"Batch {batch.Key} is void, and some of it is on sale at the end of the world.");
        }

        Claim.That(voids.SetEquals(voids.Intersect(begun.Keys.Select(VoucherBatch.KeyOf))), () => "A batch that nobody began is void.");
    }
}
