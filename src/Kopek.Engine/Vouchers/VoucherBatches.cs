using Kopek.Engine.Accounts;

namespace Kopek.Engine.Vouchers;

/// <summary>
/// Which vouchers of a shard's table were made together: nobody need look through all of them for one batch. 8 octets a voucher and 12 a batch, in structs.
/// A batch is known by a hash of 32 bits of its name, so two may very rarely share a chain: who reads looks at the name in each voucher. One writer; a
/// voucher's batch never changes.
/// </summary>
internal sealed class VoucherBatches
{
    public const int None = -1;

    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;

    private readonly List<Link[]> pages = [];

    /// <summary>The voucher of each batch that came last; it leads to the one before.</summary>
    private readonly NumberIndex last = new();
    private int count;

    /// <param name="number">What the voucher is in the table.</param>
    public void Add(string batch, int number)
    {
        if (pages.Count <= count >> PageBits)
        {
            pages.Add(new Link[PageSize]);
        }

        var before = LastOf(batch);
        this[count] = new Link(number, before);
        if (before == None)
        {
            last.Add(HashOf(batch), count);
        }
        else
        {
            last.Replace(HashOf(batch), before, count);
        }

        count++;
    }

    /// <summary>Where its chain begins; <see cref="None"/> where no voucher is of it.</summary>
    public int LastOf(string batch)
    {
        foreach (var link in last.Of(HashOf(batch)))
        {
            return link;
        }

        return None;
    }

    /// <summary>A voucher's number in the table, and the next place of its chain.</summary>
    public (int Number, int Before) At(int place) => (this[place].Number, this[place].Before);

    /// <summary>Of this process only: it is stored nowhere.</summary>
    internal static uint HashOf(string batch) => unchecked((uint)batch.GetHashCode(StringComparison.Ordinal));

    private ref Link this[int place] => ref pages[place >> PageBits][place & (PageSize - 1)];

    private readonly record struct Link(int Number, int Before);
}
