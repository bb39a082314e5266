using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>
/// Batches of vouchers, from their events: each has one maker, no serial twice and no more vouchers than were asked for; nothing of a batch
/// that was made void is on sale, and no void voucher comes back on sale. Code that is not the rules'.
/// </summary>
internal sealed class VoucherAccounts
{
    /// <summary>Batches from before makers were journalled are not among them.</summary>
    private readonly Dictionary<string, int> asked = [];
    private readonly HashSet<AccountKey> voided = [];
    private readonly Dictionary<string, Dictionary<int, AccountKey>> printed = [];
    private readonly Dictionary<AccountKey, Voucher> vouchers = [];

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(AccountEntry entry)
    {
        switch (entry.Event)
        {
            case VoucherBatchEvent.Begun e:
                return asked.TryAdd(e.Name, e.Count) ? null : $"batch {e.Name} is begun by a second maker, {e.Maker}";
            case VoucherBatchEvent.MadeVoid:
                return voided.Add(entry.Key) ? null : $"{entry.Key} is made void twice";
            case VoucherEvent.Issued e:
                vouchers[entry.Key] = new Voucher(e.Batch, e.Serial, IsOnSale: true, IsVoid: false);
                return SerialsOf(e.Batch).TryAdd(e.Serial, entry.Key) ? null : $"batch {e.Batch} has serial {e.Serial} twice";
            case VoucherEvent e when vouchers.TryGetValue(entry.Key, out var voucher):
                vouchers[entry.Key] = voucher.After(e);
                return null;
            default:
                return null;
        }
    }

    /// <summary>What does not fit when all is read.</summary>
    public IEnumerable<string> Unmatched()
    {
        foreach (var key in voided.Except(asked.Keys.Select(VoucherBatch.KeyOf)))
        {
            yield return $"{key} is made void, and nobody began it";
        }

        foreach (var back in vouchers.Values.Where(voucher => voucher is { IsVoid: true, IsOnSale: true }))
        {
            yield return $"batch {back.Batch}, serial {back.Serial} was made void and is on sale again";
        }

        foreach (var (name, serials) in printed)
        {
            if (asked.TryGetValue(name, out var count) && serials.Count > count)
            {
                yield return $"batch {name} has {serials.Count} vouchers, and {count} were asked for";
            }

            // Vouchers printed before the void and after it: those that were shown can be redeemed, so they are the worse half.
            if (voided.Contains(VoucherBatch.KeyOf(name))
                && serials.Where(voucher => vouchers[voucher.Value].IsOnSale).Select(voucher => voucher.Key).ToArray() is { Length: > 0 } left)
            {
                yield return $"batch {name} was made void, and vouchers of it are on sale: {left.Length}, the first with serial {left.Min()}; if the void or the printing broke off, make it void again";
            }
        }
    }

    private Dictionary<int, AccountKey> SerialsOf(string batch)
    {
        if (!printed.TryGetValue(batch, out var serials))
        {
            printed[batch] = serials = [];
        }

        return serials;
    }

    private readonly record struct Voucher(string Batch, int Serial, bool IsOnSale, bool IsVoid)
    {
        public Voucher After(VoucherEvent happened) => happened switch
        {
            VoucherEvent.Taken => this with { IsOnSale = false },
            VoucherEvent.GivenBack => this with { IsOnSale = true },
            VoucherEvent.MadeVoid => this with { IsOnSale = false, IsVoid = true },
            VoucherEvent.VoidOnReturn => this with { IsVoid = true },
            _ => this,
        };
    }
}
