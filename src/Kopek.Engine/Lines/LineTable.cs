using Kopek.Core.Lines;

namespace Kopek.Engine.Lines;

/// <summary>
/// The lines of one shard by number: a LineId is (number x shard count + shard), numbers are given in order from 1, so an array of pages finds a line
/// in two steps at 17 bytes each. One thread.
/// </summary>
internal sealed class LineTable(int shard, int shardCount)
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private readonly int shardBits = System.Numerics.BitOperations.Log2((uint)shardCount);
    private readonly List<Page?> pages = [];
    private long highest;

    public int Count { get; private set; }

    /// <summary>The id that the next new line gets; the same until a line is added.</summary>
    public LineId NextId => new(((highest + 1) << shardBits) | (uint)shard);

    public Line? Find(LineId id)
    {
        var number = (ulong)id.Value >> shardBits;
        return number >> PageBits < (ulong)pages.Count ? pages[(int)(number >> PageBits)]?.Lines[number & (PageSize - 1)] : null;
    }

    public Line? At(int number) => pages[number >> PageBits]?.Lines[number & (PageSize - 1)];

    public int NumberOf(LineId id) => checked((int)(id.Value >> shardBits));

    public void Add(Line line)
    {
        var number = NumberOf(line.Id);
        var index = number >> PageBits;
        while (pages.Count <= index)
        {
            pages.Add(null);
        }

        var page = pages[index] ??= new Page();
        if (page.Lines[number & (PageSize - 1)] is null)
        {
            Count++;
        }

        page.Lines[number & (PageSize - 1)] = line;
        page.Due[number & (PageSize - 1)] = long.MaxValue;
        highest = Math.Max(highest, number);
    }

    /// <summary>No line up to this id may be given out again, even if it was never made.</summary>
    public void Skip(LineId id) => highest = Math.Max(highest, NumberOf(id));

    /// <summary>When the time index will next look at the line (Unix milliseconds).</summary>
    public ref long Due(int number) => ref pages[number >> PageBits]!.Due[number & (PageSize - 1)];

    /// <summary>Marks a line as changed since its last checkpoint.</summary>
    public void MarkDirty(int number) => pages[number >> PageBits]!.Dirty[(number & (PageSize - 1)) >> 6] |= 1UL << (number & 63);

    /// <summary>The first changed line at or after a number; -1 where there is none.</summary>
    public int NextDirty(int from)
    {
        for (var index = from >> PageBits; index < pages.Count; index++)
        {
            var first = index == from >> PageBits ? from & (PageSize - 1) : 0;
            for (var word = first >> 6; pages[index] is { } page && word < page.Dirty.Length; word++)
            {
                var bits = page.Dirty[word] & (word == first >> 6 ? ulong.MaxValue << (first & 63) : ulong.MaxValue);
                if (bits != 0)
                {
                    return (index << PageBits) + (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                }
            }
        }

        return -1;
    }

    public void ClearDirty(int number) => pages[number >> PageBits]!.Dirty[(number & (PageSize - 1)) >> 6] &= ~(1UL << (number & 63));

    public IEnumerable<Line> All()
    {
        foreach (var page in pages)
        {
            if (page is null)
            {
                continue;
            }

            foreach (var line in page.Lines)
            {
                if (line is not null)
                {
                    yield return line;
                }
            }
        }
    }

    private sealed class Page
    {
        public readonly Line?[] Lines = new Line?[PageSize];
        public readonly long[] Due = new long[PageSize];
        public readonly ulong[] Dirty = new ulong[PageSize / 64];
    }
}
