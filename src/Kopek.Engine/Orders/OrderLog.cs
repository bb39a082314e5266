using Kopek.Core.Orders;

namespace Kopek.Engine.Orders;

/// <summary>
/// The orders of one home shard in the order of their placing, in pages of structs, with an index by id: about 105 bytes an order. The oldest are
/// forgotten first, so whole pages go. One thread.
/// </summary>
internal sealed class OrderLog
{
    public const int PageSize = 512;

    private readonly OrderIndex index;
    private readonly List<OrderRecord[]?> pages = [];
    private int oldest;
    private int next;

    public OrderLog() => index = new OrderIndex(this);

    /// <summary>Pages that differ from their last checkpoint.</summary>
    public HashSet<int> DirtyPages { get; } = [];

    public int Count => index.Count;

    public bool TryFind(OrderId order, out int place) => index.TryFind(order, out place);

    public ref OrderRecord this[int place] => ref pages[place / PageSize]![place % PageSize];

    public void Add(in OrderRecord record)
    {
        if (next / PageSize == pages.Count)
        {
            pages.Add(new OrderRecord[PageSize]);
        }

        this[next] = record;
        index.Add(next);
        DirtyPages.Add(next / PageSize);
        next++;
    }

    public void Touch(int place) => DirtyPages.Add(place / PageSize);

    /// <summary>The oldest order that is still known.</summary>
    public bool TryOldest(out OrderRecord record)
    {
        record = oldest < next ? this[oldest] : default;
        return oldest < next;
    }

    /// <summary>No effect on an order that is not known.</summary>
    public void Forget(OrderId order)
    {
        if (!index.Remove(order, out var place))
        {
            return;
        }

        this[place].State = OrderState.Forgotten;
        Touch(place);
        while (oldest < next && this[oldest].State == OrderState.Forgotten)
        {
            oldest++;
            if (oldest % PageSize == 0)
            {
                pages[oldest / PageSize - 1] = null;
            }
        }
    }

    /// <summary>The used part of a page; empty where all of it is forgotten.</summary>
    public ReadOnlySpan<OrderRecord> Page(int number) =>
        pages[number] is { } page ? page.AsSpan(0, Math.Min(PageSize, next - number * PageSize)) : [];

    /// <summary>Puts back a page of a checkpoint. Pages come in the order of their numbers; orders of a page that is cut short are found in the journal.</summary>
    public void Restore(int number, ReadOnlySpan<OrderRecord> records)
    {
        while (pages.Count < number)
        {
            pages.Add(null);
        }

        if (next < number * PageSize)
        {
            FillTo(number * PageSize);
        }

        foreach (var record in records)
        {
            if (record.State != OrderState.Forgotten && !index.TryFind(record.Order, out _))
            {
                Add(record);
            }
            else
            {
                FillTo(next + 1);
            }
        }

        DirtyPages.Clear();
    }

    private void FillTo(int place)
    {
        for (; next < place; next++)
        {
            if (next / PageSize == pages.Count)
            {
                pages.Add(new OrderRecord[PageSize]);
            }

            if (pages[next / PageSize] is { } page)
            {
                page[next % PageSize].State = OrderState.Forgotten;
            }
        }

        SkipForgotten();
    }

    private void SkipForgotten()
    {
        while (oldest < next && (pages[oldest / PageSize] is not { } page || page[oldest % PageSize].State == OrderState.Forgotten))
        {
            oldest++;
        }
    }
}
