using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Sessions;

namespace Kopek.Engine.Shards;

/// <summary>
/// Reads the lines of the next few requests before any of them is decided. A line among a hundred thousand lies in some ten cache lines that are in no
/// cache; rules that walk from one to the next wait for memory ten times, one wait after the other. Read for several lines at once, the waits
/// run beside each other: measured, docs/performance.md. Changes nothing.
/// </summary>
internal sealed class LineWarmth(EngineParts parts)
{
    private readonly Line?[] lines = new Line?[16];

    /// <summary>What was read goes here, so that the reading is not optimised away. Joined without carry: a sum of anything could overflow.</summary>
    private long read;

    /// <summary>Requests at a time: about as many as the processor has waits for memory open at once.</summary>
    public int Most => lines.Length;

    public void Fetch(ReadOnlySpan<ShardRequest> requests)
    {
        if (requests.Length < 2)
        {
            return;
        }

        // Each loop follows one more pointer; within a loop nothing depends on anything.
        var sum = 0L;
        for (var index = 0; index < requests.Length; index++)
        {
            lines[index] = null;
            if (requests[index] is CreditRequest { Line: var id } && id != default)
            {
                var table = parts.ShardOf(id.Shard(parts.ShardCount)).Lines;
                if (table.Find(id) is { } line)
                {
                    lines[index] = line;
                    sum ^= table.Due(table.NumberOf(id));
                }
            }
        }

        for (var index = 0; index < requests.Length; index++)
        {
            if (lines[index] is { } line)
            {
                sum ^= line.Sessions.Length ^ line.Lots.Length ^ line.Intervals.Length ^ line.Buckets.Length ^ line.At.UnixMilliseconds
                    ^ line.Balance.Kopeks ^ line.TotalCharged.Kopeks ^ line.InactivityDue.UnixMilliseconds ^ line.OpenedAt.UnixMilliseconds;
            }
        }

        for (var index = 0; index < requests.Length; index++)
        {
            if (lines[index] is { Sessions: [var session, ..] })
            {
                sum ^= session.AnswerCount ^ session.Grants.Count;
            }
        }

        read = sum;
    }
}
