using Kopek.Core.Lines;

namespace Kopek.Engine.Orders;

/// <summary>What one shard made of the promises that another gave it: the outcomes are kept until the giver says that it has them.</summary>
internal sealed class KeptPromises
{
    private readonly SortedDictionary<long, LineOutcome> outcomes = [];

    /// <summary>The giver has the outcomes up to here.</summary>
    public long SettledThrough { get; private set; }

    public IReadOnlyCollection<KeyValuePair<long, LineOutcome>> Outcomes => outcomes;

    public bool TryGet(long number, out LineOutcome? outcome) => outcomes.TryGetValue(number, out outcome);

    public void Keep(long number, LineOutcome outcome)
    {
        if (number > SettledThrough)
        {
            outcomes[number] = outcome;
        }
    }

    public void Forget(long settledThrough)
    {
        if (settledThrough <= SettledThrough)
        {
            return;
        }

        SettledThrough = settledThrough;
        while (outcomes.Count > 0 && outcomes.Keys.First() is var first && first <= settledThrough)
        {
            outcomes.Remove(first);
        }
    }
}
