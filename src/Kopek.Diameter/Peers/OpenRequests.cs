namespace Kopek.Diameter.Peers;

/// <summary>
/// Our requests that wait for an answer on one connection, by Hop-by-Hop Identifier. The low bits of an identifier are a slot,
/// the rest counts how often the slot was used, so that a late answer does not meet the slot's next request.
/// </summary>
internal sealed class OpenRequests
{
    private readonly Lock gate = new();
    private readonly Slot[] slots;
    private readonly int[] free;
    private int freeCount;
    private bool closed;

    /// <param name="capacity">A power of two.</param>
    /// <param name="firstHopByHop">Random, as RFC 6733 3 asks for.</param>
    public OpenRequests(int capacity, uint firstHopByHop)
    {
        if (capacity < 1 || (capacity & capacity - 1) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "Open requests of a connection are a power of two.");
        }

        slots = new Slot[capacity];
        free = new int[capacity];
        for (int i = 0; i < capacity; i++)
        {
            slots[i].HopByHop = firstHopByHop & ~(uint)(capacity - 1) | (uint)i;
            free[i] = capacity - 1 - i;
        }

        freeCount = capacity;
    }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return slots.Length - freeCount;
            }
        }
    }

    /// <summary>False where all slots are taken or the connection is closing.</summary>
    public bool TryAdd(IOutgoingRequest request, long deadline, out uint hopByHop)
    {
        lock (gate)
        {
            if (closed || freeCount == 0)
            {
                hopByHop = 0;
                return false;
            }

            ref Slot slot = ref slots[free[--freeCount]];
            slot.Request = request;
            slot.Deadline = deadline;
            hopByHop = slot.HopByHop;
            return true;
        }
    }

    /// <summary>The request that this answer belongs to, once; null where there is none.</summary>
    public IOutgoingRequest? Take(uint hopByHop)
    {
        int index = (int)(hopByHop & (uint)(slots.Length - 1));
        lock (gate)
        {
            return slots[index].HopByHop == hopByHop ? Free(index) : null;
        }
    }

    /// <summary>Takes those whose deadline has passed.</summary>
    public List<IOutgoingRequest> Expire(long now) => TakeWhere(slot => slot.Deadline <= now, close: false);

    /// <summary>Takes all and lets no more in.</summary>
    public List<IOutgoingRequest> Close() => TakeWhere(_ => true, close: true);

    private List<IOutgoingRequest> TakeWhere(Func<Slot, bool> isTaken, bool close)
    {
        List<IOutgoingRequest> taken = [];
        lock (gate)
        {
            closed |= close;
            for (int i = 0; i < slots.Length && freeCount < slots.Length; i++)
            {
                if (slots[i].Request is not null && isTaken(slots[i]) && Free(i) is { } request)
                {
                    taken.Add(request);
                }
            }
        }

        return taken;
    }

    private IOutgoingRequest? Free(int index)
    {
        ref Slot slot = ref slots[index];
        IOutgoingRequest? request = slot.Request;
        if (request is not null)
        {
            slot.Request = null;
            slot.HopByHop = unchecked(slot.HopByHop + (uint)slots.Length);
            free[freeCount++] = index;
        }

        return request;
    }

    private struct Slot
    {
        public IOutgoingRequest? Request;
        public long Deadline;
        public uint HopByHop;
    }
}
