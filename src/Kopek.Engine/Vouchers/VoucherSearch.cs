using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Vouchers;

/// <summary>Finds the vouchers of a batch.</summary>
public static class VoucherSearch
{
    /// <summary>
    /// All vouchers of a batch, each as it stood when its shard came to it; empty where there is no such batch. Costs what the batch is large, not how many
    /// vouchers there are: the shards find them by an index in turns of <see cref="AccountSearch.MostATurn"/>, and they are decoded on the caller's own thread.
    /// Throws <see cref="ShardFailedException"/> where a shard gave no answer; asking again is safe.
    /// </summary>
    public static async Task<IReadOnlyList<Voucher>> VouchersOf(this IShards shards, string batch)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var found = new List<Voucher>();
        for (var shard = 0; shard < shards.Count; shard++)
        {
            var before = found.Count;
            BatchPlace? from = null;
            do
            {
                var place = from;
                var page = await shards.AskShard(shard, view => view.VouchersOf(batch, place, AccountSearch.MostATurn)).ConfigureAwait(false);
                if (page.IsFirst)
                {
                    found.RemoveRange(before, found.Count - before);
                }

                found.AddRange(page.Vouchers.OfType<Voucher>().Where(voucher => voucher.Batch == batch));
                from = page.Next;
            }
            while (from is not null);
        }

        return found;
    }
}
