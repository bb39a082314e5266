using Kopek.Core;
using Kopek.Core.Accounts;

namespace Kopek.Engine.Payments;

/// <summary>Wakes orders at their moments: one timer for all of them.</summary>
internal sealed class DriverAlarm : IDisposable
{
    /// <summary>Looked at least so often, so that a clock that was set is followed.</summary>
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly PriorityQueue<AccountKey, long> waiting = new();
    private readonly TimeProvider time;
    private readonly Action<AccountKey> wake;
    private readonly ITimer timer;
    private bool isOver;

    public DriverAlarm(TimeProvider time, Action<AccountKey> wake)
    {
        this.time = time;
        this.wake = wake;
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>No effect for <see cref="Moment.Never"/>.</summary>
    public void Set(AccountKey key, Moment at)
    {
        if (at.IsNever)
        {
            return;
        }

        lock (gate)
        {
            waiting.Enqueue(key, at.UnixMilliseconds);
            Arm();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            timer.Dispose();
        }
    }

    private void Ring()
    {
        var due = new List<AccountKey>();
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            while (waiting.TryPeek(out var key, out var at) && at <= now)
            {
                waiting.Dequeue();
                due.Add(key);
            }

            Arm();
        }

        foreach (var key in due)
        {
            wake(key);
        }
    }

    private void Arm()
    {
        if (isOver || !waiting.TryPeek(out _, out var at))
        {
            return;
        }

        var left = TimeSpan.FromMilliseconds(Math.Max(0, at - time.GetUtcNow().ToUnixTimeMilliseconds()));
        timer.Change(left > longest ? longest : left, Timeout.InfiniteTimeSpan);
    }
}
