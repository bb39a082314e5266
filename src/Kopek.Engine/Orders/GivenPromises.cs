namespace Kopek.Engine.Orders;

/// <summary>The promises that one shard gave another: numbered from 1, settled nearly in order.</summary>
internal sealed class GivenPromises
{
    private readonly HashSet<long> settledAhead = [];

    public long Last { get; private set; }

    /// <summary>This one and all before it are settled, and that is committed: the taker may forget their outcomes.</summary>
    public long SettledThrough { get; private set; }

    public long Give() => ++Last;

    public void Settle(long number)
    {
        if (number > SettledThrough)
        {
            settledAhead.Add(number);
        }

        while (settledAhead.Remove(SettledThrough + 1))
        {
            SettledThrough++;
        }
    }

    /// <summary>After a reload: the highest number given, and the open ones.</summary>
    public void Restore(long last, IEnumerable<long> open)
    {
        Last = Math.Max(Last, last);
        settledAhead.Clear();
        var unsettled = open.ToHashSet();
        SettledThrough = unsettled.Count == 0 ? Last : unsettled.Min() - 1;
        for (var number = SettledThrough + 1; number <= Last; number++)
        {
            if (!unsettled.Contains(number))
            {
                settledAhead.Add(number);
            }
        }
    }
}
