using Kopek.Core.Sessions;

namespace Kopek.Simulation.Cores;

/// <summary>One rating group of a session, as its core keeps it: what it was granted and has used.</summary>
internal sealed class CoreUnit(UnitKey key)
{
    public UnitKey Key { get; } = key;
    public Grant Grant { get; set; }
    public bool IsOpen { get; set; } = true;
}
