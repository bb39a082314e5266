using Kopek.Core;

namespace Kopek.Simulation.Worlds;

/// <summary>What the server's machine believes the time is: the world's time and an error that jumps.</summary>
internal sealed class SimulatedClock(Agenda agenda) : TimeProvider
{
    private long error;
    private long forward;

    /// <summary>How far it went in all, not counting what it ran back: nothing that the engine remembers has aged by more between two readings of it.</summary>
    public long Travelled => agenda.Now + forward;

    /// <summary>How far it was set in all, forward and back: no two readings of it are further from the truth than that.</summary>
    public long Wandered { get; private set; }

    public Moment Now => new(agenda.Now + error);

    public void Jump(long milliseconds)
    {
        error += milliseconds;
        Wandered += Math.Abs(milliseconds);
        forward += Math.Max(0, milliseconds);
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now.UnixMilliseconds);
}
