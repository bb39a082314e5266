namespace Kopek.Diameter.Peers;

/// <summary>
/// How many requests of a peer wait for our answers, and how many octets they had; reading pauses while they are too many.
/// Owned by the read loop, save <see cref="Wake"/>. Answers come in any order, so octets are freed in the order of arrival:
/// wrong by a message or two, right in sum.
/// </summary>
/// <param name="answered">How many answers have been given since the connection began.</param>
internal sealed class UnansweredRequests(int maxRequests, long maxOctets, Func<long> answered)
{
    private readonly int[] lengths = new int[maxRequests];
    private int head;
    private int tail;
    private long freed;
    private long octets;
    private TaskCompletionSource? waiter;

    /// <summary>Since the connection began.</summary>
    public long Received { get; private set; }

    public long Count => Received - freed;

    public bool IsFull
    {
        get
        {
            if (Count < maxRequests && octets < maxOctets)
            {
                return false;
            }

            Free();
            return Count >= maxRequests || octets >= maxOctets;
        }
    }

    /// <summary>The read loop waits for answers at this moment. Any thread may ask.</summary>
    public bool IsWaiting => Volatile.Read(ref waiter) is not null;

    public void Add(int length)
    {
        lengths[head] = length;
        head = Next(head);
        Received++;
        octets += length;
    }

    /// <summary>Ends one wait, after which the waiter looks again. From any thread.</summary>
    public void Wake() => Volatile.Read(ref waiter)?.TrySetResult();

    /// <summary>Waits until at most a quarter of either limit is in use, so that pauses are few and long.</summary>
    /// <param name="isStopped">True ends the wait; whoever makes it true calls <see cref="Wake"/>.</param>
    public Task WaitForRoomAsync(Func<bool> isStopped) =>
        WaitAsync(() => Count <= maxRequests / 4 && octets <= maxOctets / 4 || isStopped(), deadline: null);

    /// <summary>Waits until no more than these are unanswered, or the deadline has passed.</summary>
    public Task WaitForAnswersAsync(int left, Task deadline) => WaitAsync(() => Count <= left || deadline.IsCompleted, deadline);

    private async Task WaitAsync(Func<bool> isDone, Task? deadline)
    {
        while (true)
        {
            // The waiter is set before the count is looked at: an answer between the two wakes it.
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref waiter, next);
            Free();
            if (isDone())
            {
                break;
            }

            await (deadline is null ? next.Task : Task.WhenAny(next.Task, deadline));
        }

        Volatile.Write(ref waiter, null);
    }

    private void Free()
    {
        // An application that answers twice must not make room that is not there.
        long until = Math.Min(answered(), Received);
        while (freed < until)
        {
            octets -= lengths[tail];
            tail = Next(tail);
            freed++;
        }
    }

    private int Next(int place) => place + 1 == lengths.Length ? 0 : place + 1;
}
