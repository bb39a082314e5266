using Kopek.Core;

namespace Kopek.Simulation.Worlds;

/// <summary>What the server's machine believes the time is: the world's time and an error that jumps.</summary>
internal sealed class SimulatedClock(Agenda agenda) : TimeProvider
{
    private long error;

    /// <summary>The latest that it ever showed: what the engine's memory of answers ages by.</summary>
    public long HighWater { get; private set; }

    public Moment Now
    {
        get
        {
            var now = agenda.Now + error;
            HighWater = Math.Max(HighWater, now);
            return new Moment(now);
        }
    }

    public void Jump(long milliseconds) => error += milliseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now.UnixMilliseconds);
}
