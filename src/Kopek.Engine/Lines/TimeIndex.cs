using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Engine.Lines;

/// <summary>
/// When something is due for which line of a shard. A line has at most one live entry, which may be too early, never too late: a due moment that moves
/// later costs nothing until its entry comes up and is put back. A line with nothing due has no entry.
/// </summary>
internal sealed class TimeIndex(LineTable lines)
{
    private readonly PriorityQueue<int, long> queue = new();

    public Moment Next => queue.TryPeek(out _, out var due) ? new Moment(due) : Moment.Never;

    /// <summary>Call after everything that happened to a line.</summary>
    public void Schedule(Line line, Moment due)
    {
        var number = lines.NumberOf(line.Id);
        ref var scheduled = ref lines.Due(number);
        if (due.UnixMilliseconds < scheduled)
        {
            scheduled = due.UnixMilliseconds;
            queue.Enqueue(number, scheduled);
        }
    }

    /// <summary>Takes the next line whose entry is due. The caller advances it and calls <see cref="Schedule"/>.</summary>
    public Line? TakeDue(Moment now)
    {
        while (queue.TryPeek(out var number, out var due) && due <= now.UnixMilliseconds)
        {
            queue.Dequeue();
            ref var scheduled = ref lines.Due(number);
            if (scheduled == due)
            {
                scheduled = long.MaxValue;
                return lines.At(number);
            }
        }

        return null;
    }
}
