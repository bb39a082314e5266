using Kopek.Core;
using Kopek.Core.Vouchers;

namespace Kopek.Journal.Verify;

/// <summary>One batch of vouchers: its maker, and which serials were printed, a bit each.</summary>
internal sealed class VoucherBatchAccount(string name)
{
    /// <summary>64 serials in a word.</summary>
    private const int WordShift = 6;

    private readonly Dictionary<int, ulong> serials = [];
    private int? asked;
    private Moment begun;
    private Moment lastPrinted = Moment.Beginning;
    private int printed;
    private int onSale;
    private int firstOnSale = int.MaxValue;

    public string Name => name;

    /// <summary>False for batches from before makers were journalled, and where the beginning is archived elsewhere.</summary>
    public bool IsBegun => asked is not null;

    /// <summary>What a maker breaks, or null.</summary>
    public string? Begin(VoucherBatchEvent.Begun e, Moment at)
    {
        if (IsBegun)
        {
            return $"batch {name} is begun by a second maker, {e.Maker}";
        }

        (asked, begun) = (e.Count, at);
        return null;
    }

    /// <summary>What a voucher of it breaks, or null.</summary>
    public string? Print(int serial, Moment at)
    {
        lastPrinted = Moment.Max(lastPrinted, at);
        var (word, bit) = (serial >> WordShift, 1UL << (serial & ((1 << WordShift) - 1)));
        var before = serials.GetValueOrDefault(word);
        if ((before & bit) != 0)
        {
            return $"batch {name} has serial {serial} twice";
        }

        serials[word] = before | bit;
        printed++;
        return null;
    }

    /// <summary>A voucher of it is on sale when its shard is read.</summary>
    public void AddOnSale(int serial) => (onSale, firstOnSale) = (onSale + 1, Math.Min(firstOnSale, serial));

    /// <summary>
    /// More than were asked for, or null. A batch from before makers were journalled could be begun by a repeat that was refused afterwards, perhaps with another
    /// count: nothing of it is printed since, and it is left out.
    /// </summary>
    public string? TooMany() => printed > asked && lastPrinted >= begun ? $"batch {name} has {printed} vouchers, and {asked} were asked for" : null;

    /// <summary>What is on sale of a void batch, or null. Vouchers printed before the void and after it: those that were shown can be redeemed, so they are the worse half.</summary>
    public string? LeftOnSale() => onSale == 0 ? null
        : $"batch {name} was made void, and vouchers of it are on sale: {onSale}, the first with serial {firstOnSale}; if the void or the printing broke off, make it void again";
}
