using Kopek.Core.Orders;

namespace Kopek.Engine.Orders;

/// <summary>
/// Order ids to places in the log, 4 bytes a slot: the ids themselves stand in the log. Open addressing; a removal moves later entries up, so that no
/// marks are left. One thread.
/// </summary>
internal sealed class OrderIndex(OrderLog log)
{
    private const int SmallestCapacity = 256;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Place + 1; 0 is free.</summary>
    private int[] slots = new int[SmallestCapacity];

    public int Count { get; private set; }

    public bool TryFind(OrderId order, out int place)
    {
        for (var at = Start(order, slots.Length); slots[at] != 0; at = Next(at))
        {
            place = slots[at] - 1;
            if (log[place].Order == order)
            {
                return true;
            }
        }

        place = -1;
        return false;
    }

    /// <summary>The order at <paramref name="place"/> is in the log already, and not here.</summary>
    public void Add(int place)
    {
        if (Count >= slots.Length - slots.Length / 4)
        {
            Grow();
        }

        Put(slots, place);
        Count++;
    }

    /// <summary>Call while the order still stands in the log.</summary>
    public bool Remove(OrderId order, out int place)
    {
        if (!TryFind(order, out place))
        {
            return false;
        }

        var hole = Start(order, slots.Length);
        while (slots[hole] != place + 1)
        {
            hole = Next(hole);
        }

        for (var at = Next(hole); slots[at] != 0; at = Next(at))
        {
            // An entry may move up to the hole if its own start is not between the hole and where it stands.
            if (Distance(Start(log[slots[at] - 1].Order, slots.Length), at) >= Distance(hole, at))
            {
                slots[hole] = slots[at];
                hole = at;
            }
        }

        slots[hole] = 0;
        Count--;
        return true;
    }

    private void Grow()
    {
        var larger = new int[slots.Length + slots.Length / 2];
        foreach (var slot in slots)
        {
            if (slot != 0)
            {
                Put(larger, slot - 1);
            }
        }

        slots = larger;
    }

    private void Put(int[] into, int place)
    {
        var at = Start(log[place].Order, into.Length);
        while (into[at] != 0)
        {
            at = at + 1 == into.Length ? 0 : at + 1;
        }

        into[at] = place + 1;
    }

    private int Next(int at) => at + 1 == slots.Length ? 0 : at + 1;

    private int Distance(int from, int to) => to >= from ? to - from : to - from + slots.Length;

    /// <summary>Mixed once more, because ids may also be counted up by whoever makes many lines.</summary>
    private static int Start(OrderId order, int length)
    {
        var hash = unchecked((order.High ^ order.Low * Golden) * Golden);
        hash = unchecked((hash ^ hash >> 32) * Golden);
        return (int)Math.BigMul(hash, (ulong)length, out _);
    }
}
