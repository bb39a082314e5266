using Kopek.Core.Lines;

namespace Kopek.Simulation.Holders;

/// <summary>Everything that readers were shown, and how far the line's shard was durable then.</summary>
internal sealed class Peeks
{
    public List<(LineId Line, Shown Shown, long DurableThrough)> All { get; } = [];

    public void Add(LineId line, Shown shown, long durableThrough) => All.Add((line, shown, durableThrough));
}
