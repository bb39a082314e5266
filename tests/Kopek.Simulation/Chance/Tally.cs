using System.Globalization;

namespace Kopek.Simulation.Chance;

/// <summary>How often each thing happened in a world or in many, so that a reader sees that they were exercised.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public long this[string what] => counts.GetValueOrDefault(what);

    public void Count(string what, long times = 1) => counts[what] = counts.GetValueOrDefault(what) + times;

    public void Add(Tally other)
    {
        foreach (var (what, times) in other.counts)
        {
            Count(what, times);
        }
    }

    public override string ToString() =>
        string.Join('\n', counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"  {pair.Key,-44} {pair.Value,12:N0}")));
}
