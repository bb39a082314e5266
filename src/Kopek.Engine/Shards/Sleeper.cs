namespace Kopek.Engine.Shards;

/// <summary>
/// Lets one thread sleep until another has something for it, without a wake-up being lost and without a system call while it is awake:
/// <see cref="Prepare"/>, look once more for work, then <see cref="Sleep"/> or <see cref="StayAwake"/>.
/// </summary>
internal sealed class Sleeper
{
    private const int Awake = 0;
    private const int Asleep = 1;

    private readonly object gate = new();
    private int state;

    public void Prepare()
    {
        Volatile.Write(ref state, Asleep);
        Interlocked.MemoryBarrier();
    }

    public void StayAwake() => Volatile.Write(ref state, Awake);

    public void Sleep(TimeSpan most)
    {
        lock (gate)
        {
            if (Volatile.Read(ref state) == Asleep)
            {
                Monitor.Wait(gate, most);
            }
        }

        StayAwake();
    }

    /// <summary>Call after the work is visible.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref state) == Asleep && Interlocked.Exchange(ref state, Awake) == Asleep)
        {
            lock (gate)
            {
                Monitor.Pulse(gate);
            }
        }
    }
}
