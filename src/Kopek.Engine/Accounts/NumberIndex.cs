namespace Kopek.Engine.Accounts;

/// <summary>
/// Finds numbers by a hash of what they stand for: open addressing, 8 bytes a slot, nothing in it that the garbage collector must walk. Several numbers may
/// have one hash; the caller knows which of them it means. In segments that grow each by itself, so that nobody waits until a million entries have moved.
/// Numbers stay for ever. One thread.
/// </summary>
internal sealed class NumberIndex
{
    private const int SegmentBits = 8;
    private const int HashBits = 32 - SegmentBits;
    private const int SmallestSegment = 8;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Hash in the upper half, number + 1 in the lower; 0 is free.</summary>
    private readonly ulong[][] segments = new ulong[1 << SegmentBits][];
    private readonly int[] counts = new int[1 << SegmentBits];

    /// <summary>Ids may also be counted up by whoever makes them, so each is mixed once more.</summary>
    public static uint HashOf(ulong high, ulong low)
    {
        var hash = unchecked((high ^ low * Golden) * Golden);
        return (uint)(unchecked((hash ^ hash >> 32) * Golden) >> 32);
    }

    public void Add(uint hash, int number)
    {
        ref var slots = ref segments[hash >> HashBits];
        ref var count = ref counts[hash >> HashBits];
        slots ??= new ulong[SmallestSegment];
        if (count >= slots.Length - slots.Length / 4)
        {
            slots = Grown(slots);
        }

        Put(slots, SlotOf(hash, number));
        count++;
    }

    /// <summary>Another number for the same thing. The one before is there.</summary>
    public void Replace(uint hash, int number, int with)
    {
        var slots = segments[hash >> HashBits];
        var at = Start(hash, slots.Length);
        while (slots[at] != SlotOf(hash, number))
        {
            at = Next(at, slots.Length);
        }

        slots[at] = SlotOf(hash, with);
    }

    public Numbers Of(uint hash) => new(segments[hash >> HashBits] ?? [], hash);

    private static ulong[] Grown(ulong[] slots)
    {
        var larger = new ulong[slots.Length + slots.Length / 2];
        foreach (var slot in slots)
        {
            if (slot != 0)
            {
                Put(larger, slot);
            }
        }

        return larger;
    }

    private static void Put(ulong[] slots, ulong slot)
    {
        var at = Start((uint)(slot >> 32), slots.Length);
        while (slots[at] != 0)
        {
            at = Next(at, slots.Length);
        }

        slots[at] = slot;
    }

    private static ulong SlotOf(uint hash, int number) => (ulong)hash << 32 | (uint)(number + 1);

    private static int Start(uint hash, int length) => (int)((ulong)(hash & ((1 << HashBits) - 1)) * (uint)length >> HashBits);

    private static int Next(int at, int length) => at + 1 == length ? 0 : at + 1;

    /// <summary>The numbers of one hash, without a copy: nothing may be added meanwhile.</summary>
    public ref struct Numbers(ulong[] slots, uint hash)
    {
        private int at = slots.Length == 0 ? 0 : Start(hash, slots.Length);

        public int Current { get; private set; }

        public readonly Numbers GetEnumerator() => this;

        public bool MoveNext()
        {
            while (at < slots.Length && slots[at] != 0)
            {
                var slot = slots[at];
                at = Next(at, slots.Length);
                if ((uint)(slot >> 32) == hash)
                {
                    Current = (int)(slot & uint.MaxValue) - 1;
                    return true;
                }
            }

            return false;
        }
    }
}
