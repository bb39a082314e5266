namespace Kopek.Engine.Shards;

/// <summary>Lets all writer threads stand still while their memory is replaced, or go home.</summary>
internal sealed class PauseGate(int threads)
{
    private readonly object gate = new();
    private bool closed;
    private bool ended;
    private int waiting;

    /// <summary>True: pause or end as soon as you can.</summary>
    public bool IsClosed => Volatile.Read(ref closed);

    /// <summary>Called by each thread between two rounds. False: go home.</summary>
    public bool Pass()
    {
        if (!IsClosed)
        {
            return true;
        }

        lock (gate)
        {
            waiting++;
            Monitor.PulseAll(gate);
            while (closed && !ended)
            {
                Monitor.Wait(gate);
            }

            waiting--;
            return !ended;
        }
    }

    /// <summary>Returns when every thread stands still; false where they go home instead. <paramref name="wake"/> wakes those that sleep.</summary>
    public bool Close(Action wake)
    {
        Volatile.Write(ref closed, true);
        wake();
        lock (gate)
        {
            while (waiting < threads && !ended)
            {
                Monitor.Wait(gate);
            }

            return !ended;
        }
    }

    public void Open()
    {
        lock (gate)
        {
            Volatile.Write(ref closed, false);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Sends all threads home, from wherever they stand.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Volatile.Write(ref closed, true);
            Monitor.PulseAll(gate);
        }
    }
}
