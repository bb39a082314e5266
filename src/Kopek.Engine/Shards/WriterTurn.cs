namespace Kopek.Engine.Shards;

/// <summary>
/// Who may touch a writer's shards: one thread at a time, whichever has something for them. Threads that bring requests only try, and leave what they
/// brought in the inbox where somebody else is at it. Not re-entrant: who holds it and posts leaves it in the inbox too.
/// </summary>
internal sealed class WriterTurn
{
    private const int Free = 0;
    private const int Taken = 1;

    /// <summary>A turn ends within a few hundred microseconds; a longer wait means a reload, which is no reason to burn a core.</summary>
    private const int SpinsBeforeSleep = 200;

    private int state;
    private int wanted;
    private volatile bool ended;

    /// <summary>Whoever brings requests stands back while a thread waits that has other work for the shards, or it would never get in.</summary>
    public bool TryTake() => Volatile.Read(ref wanted) == 0 && Interlocked.CompareExchange(ref state, Taken, Free) == Free;

    /// <summary>Waits until it is free: some microseconds, or as long as the shards are being reloaded. False: it is over, and nobody gets it.</summary>
    public bool Take()
    {
        Interlocked.Increment(ref wanted);
        var spinner = new SpinWait();
        var taken = false;
        while (!ended && !(taken = Interlocked.CompareExchange(ref state, Taken, Free) == Free))
        {
            spinner.SpinOnce(SpinsBeforeSleep);
        }

        Interlocked.Decrement(ref wanted);
        return taken;
    }

    /// <summary>Ends the waiting of all: who holds it keeps it, and nobody gets it any more.</summary>
    public void End() => ended = true;

    /// <summary>A full fence: what was left in the inbox meanwhile is seen by whoever looks afterwards.</summary>
    public void GiveBack() => Interlocked.Exchange(ref state, Free);
}
