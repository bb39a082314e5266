namespace Kopek.Engine.Lines;

/// <summary>
/// Keys to line ids, 16 bytes an entry: open addressing, read by any thread without a lock, written by one at a time. An entry's line is written before
/// its key, and a key never leaves its place, so a reader sees a whole entry or none; growth publishes a new array.
/// </summary>
internal sealed class NumberTable
{
    private const int SmallestCapacity = 1024;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private Entry[] entries = new Entry[SmallestCapacity];
    private int used;

    /// <summary>The line of a key, or 0.</summary>
    public long Find(ulong key)
    {
        var table = Volatile.Read(ref entries);
        for (var at = Start(key, table.Length); ; at = at + 1 == table.Length ? 0 : at + 1)
        {
            var found = Volatile.Read(ref table[at].Key);
            if (found == key)
            {
                return Volatile.Read(ref table[at].Line);
            }

            if (found == 0)
            {
                return 0;
            }
        }
    }

    /// <summary>Lets a key lead to a line; 0 lets it lead nowhere.</summary>
    public void Set(ulong key, long line)
    {
        // Seven eighths full, a look-up that finds takes about 5 steps in one or two cache lines.
        if (used >= entries.Length - entries.Length / 8)
        {
            Grow();
        }

        if (Put(entries, key, line))
        {
            used++;
        }
    }

    private void Grow()
    {
        // A quarter more: a million lines should not pay for half a million empty places.
        var larger = new Entry[entries.Length + entries.Length / 4];
        foreach (var entry in entries)
        {
            if (entry.Key != 0)
            {
                Put(larger, entry.Key, entry.Line);
            }
        }

        Volatile.Write(ref entries, larger);
    }

    private static bool Put(Entry[] table, ulong key, long line)
    {
        for (var at = Start(key, table.Length); ; at = at + 1 == table.Length ? 0 : at + 1)
        {
            ref var entry = ref table[at];
            if (entry.Key == key)
            {
                Volatile.Write(ref entry.Line, line);
                return false;
            }

            if (entry.Key == 0)
            {
                entry.Line = line;
                Volatile.Write(ref entry.Key, key);
                return true;
            }
        }
    }

    private static int Start(ulong key, int length)
    {
        // The product's high half spreads consecutive numbers; the second multiplication maps it to any length without a division.
        var hash = unchecked(key * Golden);
        hash = unchecked((hash ^ hash >> 32) * Golden);
        return (int)Math.BigMul(hash, (ulong)length, out _);
    }

    private struct Entry
    {
        public ulong Key;
        public long Line;
    }
}
