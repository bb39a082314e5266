using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>
/// Batches of vouchers, from their events: each has one maker, no serial twice and no more vouchers than were asked for; and what was printed after the batch was
/// made void is void, and no void voucher comes back on sale. Code that is not the rules'.
/// </summary>
internal sealed class VoucherAccounts
{
    /// <summary>Batches from before makers were journalled are not among them.</summary>
    private readonly Dictionary<string, int> asked = [];
    private readonly Dictionary<AccountKey, Moment> voided = [];
    private readonly Dictionary<string, Dictionary<int, AccountKey>> printed = [];
    private readonly Dictionary<AccountKey, Voucher> vouchers = [];

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(Moment at, AccountEntry entry)
    {
        switch (entry.Event)
        {
            case VoucherBatchEvent.Begun e:
                return asked.TryAdd(e.Name, e.Count) ? null : $"batch {e.Name} is begun by a second maker, {e.Maker}";
            case VoucherBatchEvent.MadeVoid:
                return voided.TryAdd(entry.Key, at) ? null : $"{entry.Key} is made void twice";
            case VoucherEvent.Issued e:
                vouchers[entry.Key] = new Voucher(e.Batch, e.Serial, at, IsOnSale: true, IsVoid: false);
                return SerialsOf(e.Batch).TryAdd(e.Serial, entry.Key) ? null : $"batch {e.Batch} has serial {e.Serial} twice";
            case VoucherEvent e when vouchers.TryGetValue(entry.Key, out var voucher):
                vouchers[entry.Key] = voucher.After(e);
                return null;
            default:
                return null;
        }
    }

    /// <summary>
    /// What does not fit when all is read. Vouchers and their batch lie on different shards, whose order only moments tell: what was printed in the moment of the void
    /// itself is taken for printed before it.
    /// </summary>
    public IEnumerable<string> Unmatched()
    {
        foreach (var key in voided.Keys.Except(asked.Keys.Select(VoucherBatch.KeyOf)))
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

            if (voided.TryGetValue(VoucherBatch.KeyOf(name), out var from)
                && serials.Where(voucher => vouchers[voucher.Value] is { IsOnSale: true } found && found.PrintedAt > from).Select(voucher => voucher.Key).ToArray() is { Length: > 0 } left)
            {
                yield return $"batch {name} was made void, and vouchers printed after that are on sale: {left.Length}, the first with serial {left.Min()}; if its printing broke off, make it void again";
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

    private readonly record struct Voucher(string Batch, int Serial, Moment PrintedAt, bool IsOnSale, bool IsVoid)
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
