namespace Kopek.Engine.Shards;

/// <summary>
/// Who may touch a writer's shards: one thread at a time, whichever has something for them. Threads that bring requests only try, and leave what they
/// brought in the inbox where somebody else is at it. Not re-entrant: who holds it and posts leaves it in the inbox too.
/// </summary>
internal sealed class WriterTurn
{
    private const int Free = 0;
    private const int Taken = 1;

    /// <summary>Looks before a thread sleeps, some ten microseconds: a turn is as short. Never a yield, which gives a whole time slice away.</summary>
    private const int MostLooks = 50;

    private readonly object gate = new();
    private int state;
    private int waiting;
    private volatile bool ended;

    /// <summary>Whoever brings requests stands back while a thread waits that has other work for the shards, or it would never get in.</summary>
    public bool TryTake() => Volatile.Read(ref waiting) == 0 && IsTakenNow();

    /// <summary>Waits until it is free: some microseconds, or as long as the shards are being reloaded. False: it is over, and nobody gets it.</summary>
    public bool Take()
    {
        for (var look = 0; look < MostLooks && !ended; look++)
        {
            if (IsTakenNow())
            {
                return true;
            }

            Thread.SpinWait(20);
        }

        lock (gate)
        {
            // Seen by whoever gives the turn back after it is free, or else the next look finds it free.
            Interlocked.Increment(ref waiting);
            var taken = false;
            while (!ended && !(taken = IsTakenNow()))
            {
                Monitor.Wait(gate);
            }

            Interlocked.Decrement(ref waiting);
            return taken;
        }
    }

    /// <summary>A full fence: what was left in the inbox meanwhile is seen by whoever looks afterwards.</summary>
    public void GiveBack()
    {
        Interlocked.Exchange(ref state, Free);
        if (Volatile.Read(ref waiting) > 0)
        {
            lock (gate)
            {
                Monitor.Pulse(gate);
            }
        }
    }

    /// <summary>Ends the waiting of all: who holds it keeps it, and nobody gets it any more.</summary>
    public void End()
    {
        ended = true;
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private bool IsTakenNow() => Interlocked.CompareExchange(ref state, Taken, Free) == Free;
}
