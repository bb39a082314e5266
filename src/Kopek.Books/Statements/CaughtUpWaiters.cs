namespace Kopek.Books.Statements;

/// <summary>Those who wait until the books have reached a place in the journal.</summary>
internal sealed class CaughtUpWaiters
{
    private readonly Lock gate = new();
    private readonly List<(int Shard, long Sequence, TaskCompletionSource Source)> waiting = [];

    public bool Any
    {
        get
        {
            lock (gate)
            {
                return waiting.Count > 0;
            }
        }
    }

    public Task Add(int shard, long sequence)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((shard, sequence, source));
        }

        return source.Task;
    }

    /// <summary>Forgets one who went away.</summary>
    public void Remove(Task task)
    {
        lock (gate)
        {
            waiting.RemoveAll(waiter => waiter.Source.Task == task);
        }
    }

    /// <summary>Completes those whose place is reached, and forgets them.</summary>
    public void Reached(long[] positions)
    {
        lock (gate)
        {
            for (var index = waiting.Count - 1; index >= 0; index--)
            {
                if (positions[waiting[index].Shard] >= waiting[index].Sequence)
                {
                    waiting[index].Source.TrySetResult();
                    waiting.RemoveAt(index);
                }
            }
        }
    }
}
