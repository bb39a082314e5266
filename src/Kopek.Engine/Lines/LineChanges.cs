using System.Collections.Concurrent;
using System.Threading.Channels;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Engine.Lines;

/// <summary>One committed event of a watched line.</summary>
public sealed record LineChange(LineId Line, long Sequence, Moment At, LineEvent Event);

/// <summary>Live updates of lines, after the commit. Costs one read of a counter an event while nobody watches.</summary>
public sealed class LineChanges
{
    /// <summary>Changes that wait for a slow reader; older ones are dropped, and the reader sees the gap in the sequences.</summary>
    public const int Backlog = 256;

    private readonly ConcurrentDictionary<LineId, LineSubscription[]> watched = [];
    private readonly ConcurrentDictionary<LineId, Action<LineChange>> followed = [];
    private readonly Lock gate = new();
    private int count;

    public LineSubscription Subscribe(LineId line)
    {
        var subscription = new LineSubscription(this, line);
        lock (gate)
        {
            watched[line] = [.. watched.GetValueOrDefault(line) ?? [], subscription];
            Interlocked.Increment(ref count);
        }

        return subscription;
    }

    /// <summary>
    /// Hands every change of a line over, on the thread that published it: for whoever follows very many lines and needs no queue for each. One follower a
    /// line; the same again changes nothing.
    /// </summary>
    public void Follow(LineId line, Action<LineChange> told)
    {
        if (followed.TryAdd(line, told))
        {
            Interlocked.Increment(ref count);
        }
    }

    public void Unfollow(LineId line)
    {
        if (followed.TryRemove(line, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }

    internal bool IsWatched(LineId line) => Volatile.Read(ref count) != 0 && (watched.ContainsKey(line) || followed.ContainsKey(line));

    internal void Publish(LineChange change)
    {
        followed.GetValueOrDefault(change.Line)?.Invoke(change);
        foreach (var subscription in watched.GetValueOrDefault(change.Line) ?? [])
        {
            subscription.Write(change);
        }
    }

    internal void Remove(LineSubscription subscription)
    {
        lock (gate)
        {
            var rest = (watched.GetValueOrDefault(subscription.Line) ?? []).Where(other => other != subscription).ToArray();
            if (rest.Length == 0)
            {
                watched.TryRemove(subscription.Line, out _);
            }
            else
            {
                watched[subscription.Line] = rest;
            }

            Interlocked.Decrement(ref count);
        }
    }
}

/// <summary>A watch on one line; dispose it when the watcher goes.</summary>
public sealed class LineSubscription : IDisposable
{
    private readonly LineChanges hub;
    private readonly Channel<LineChange> channel =
        Channel.CreateBounded<LineChange>(new BoundedChannelOptions(LineChanges.Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private int disposed;

    internal LineSubscription(LineChanges hub, LineId line)
    {
        this.hub = hub;
        Line = line;
    }

    public LineId Line { get; }
    public ChannelReader<LineChange> Reader => channel.Reader;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            hub.Remove(this);
            channel.Writer.TryComplete();
        }
    }

    internal void Write(LineChange change) => channel.Writer.TryWrite(change);
}
