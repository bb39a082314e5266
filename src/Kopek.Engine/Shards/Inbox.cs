namespace Kopek.Engine.Shards;

/// <summary>
/// The requests that wait for one writer: many threads put in, one takes out everything at once. Bounded, because a queue that only grows turns a busy
/// server into a dead one.
/// </summary>
internal sealed class Inbox
{
    /// <summary>Most requests that wait: a tenth of a second of work at full rate, after which a core has long asked again.</summary>
    public const int Limit = 32_768;

    private const int SmallestBuffer = 256;

    private readonly Lock gate = new();
    private ShardRequest[] filling = new ShardRequest[SmallestBuffer];
    private int count;
    private ShardFailure? closed;

    /// <summary>Called after something was put in, on the thread that did.</summary>
    public Action? Posted { get; set; }

    public int Count => Volatile.Read(ref count);

    /// <summary>From now on every request from outside is failed with this reason; null opens again.</summary>
    public void Close(ShardFailure? reason)
    {
        lock (gate)
        {
            closed = reason;
        }
    }

    public void Post(ShardRequest request)
    {
        ShardFailure? refused;
        lock (gate)
        {
            refused = closed ?? (count >= Limit ? ShardFailure.Busy : null);
            if (refused is null)
            {
                request.Resumed = false;
                Add(request);
            }
        }

        if (refused is { } reason)
        {
            request.Fail(reason);
        }
        else
        {
            Posted?.Invoke();
        }
    }

    /// <summary>Takes those of the requests whose home is one of the writer's shards.</summary>
    public void Post(ReadOnlySpan<ShardRequest> requests, int writer, int writerCount, int shardCount)
    {
        var index = 0;
        ShardFailure refused;
        lock (gate)
        {
            refused = closed ?? ShardFailure.Busy;
            for (; index < requests.Length && closed is null && count < Limit; index++)
            {
                if (writerCount == 1 || requests[index].Home(shardCount) % writerCount == writer)
                {
                    requests[index].Resumed = false;
                    Add(requests[index]);
                }
            }
        }

        Posted?.Invoke();
        for (; index < requests.Length; index++)
        {
            if (writerCount == 1 || requests[index].Home(shardCount) % writerCount == writer)
            {
                requests[index].Fail(refused);
            }
        }
    }

    /// <summary>For the engine's own messages and for what is run again: they were admitted before, so no limit refuses them.</summary>
    public void PostAdmitted(ShardRequest request)
    {
        lock (gate)
        {
            Add(request);
        }

        Posted?.Invoke();
    }

    /// <summary>Swaps the gathered requests for an empty array of the same kind; the number of them.</summary>
    public int Take(ref ShardRequest[] emptied)
    {
        if (Volatile.Read(ref count) == 0)
        {
            return 0;
        }

        lock (gate)
        {
            (filling, emptied) = (emptied, filling);
            var taken = count;
            count = 0;
            return taken;
        }
    }

    private void Add(ShardRequest request)
    {
        if (count == filling.Length)
        {
            Array.Resize(ref filling, Math.Max(SmallestBuffer, filling.Length * 2));
        }

        filling[count++] = request;
    }
}
