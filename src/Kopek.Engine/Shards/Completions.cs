namespace Kopek.Engine.Shards;

/// <summary>Whoever gathers answers and sends them together: a connection.</summary>
public interface IFlushable
{
    void Flush();
}

/// <summary>The requests that one commit completes. Answers written meanwhile are sent once, at its end.</summary>
public sealed class Completions
{
    private readonly List<IFlushable> waiting = [];

    /// <summary>Asks for one <see cref="IFlushable.Flush"/> when this commit's requests are all completed. The caller remembers that it asked.</summary>
    public void FlushLater(IFlushable target) => waiting.Add(target);

    internal void FlushAll()
    {
        for (var index = 0; index < waiting.Count; index++)
        {
            waiting[index].Flush();
        }

        waiting.Clear();
    }
}
