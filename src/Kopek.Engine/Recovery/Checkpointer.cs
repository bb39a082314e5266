using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Recovery;

/// <summary>
/// Writes what changed into checkpoints, one shard after the other, in small steps between the requests of one writer. A pass takes the lines that are
/// dirty, each as it is when its turn comes; when the last is written, recovery need not read what was before the begin. It goes by the lines' numbers:
/// neighbours lie on one page of the database, and a page is written once for all of them.
/// </summary>
internal sealed class Checkpointer(EngineParts parts, ShardWriter writer)
{
    private readonly Dictionary<int, Moment> lastPass = [];
    private Shard? shard;
    private Queue<int> pages = [];
    private int nextLine;
    private int nextAccount;
    private int lastAccount;
    private bool countersDone;
    private long coversThrough;
    private CheckpointPortion? portion;
    private bool isHandedOut;

    public bool IsIdle => shard is null;

    /// <summary>A portion is full, and holds what may not be committed yet.</summary>
    public bool IsWaiting => !isHandedOut && portion is { IsFull: true } or { IsLast: true };

    /// <summary>Encodes up to <paramref name="most"/> accounts; false where there is nothing to do now.</summary>
    public bool Step(int most)
    {
        if (shard is null && !BeginPass(force: false))
        {
            return false;
        }

        if (isHandedOut || portion is { IsFull: true } or { IsLast: true })
        {
            return false;
        }

        Encode(shard!, portion ??= new CheckpointPortion(shard!.Number) { CoveredThrough = shard.CoveredThrough }, most);
        return true;
    }

    /// <summary>Begins a pass over the next shard that changed at all, whether or not it is time.</summary>
    public bool ForcePass() => shard is not null || BeginPass(force: true);

    /// <summary>The portion to write now, if all that it holds is committed. <see cref="Written"/> follows.</summary>
    public CheckpointPortion? TakePortion()
    {
        if (isHandedOut || portion is not ({ IsFull: true } or { IsLast: true }) || portion.AsOf > shard!.CommittedSequence)
        {
            return null;
        }

        isHandedOut = true;
        return portion;
    }

    public void Written()
    {
        isHandedOut = false;
        if (portion!.IsLast)
        {
            shard!.CoveredThrough = portion.CoveredThrough;
            shard = null;
        }

        portion = null;
    }

    public void Reset()
    {
        shard = null;
        portion = null;
        isHandedOut = false;
    }

    private bool BeginPass(bool force)
    {
        foreach (var candidate in writer.Shards)
        {
            if (candidate.StopReason is not null || candidate.LastSequence == candidate.CoveredThrough)
            {
                continue;
            }

            // The first pass of a shard comes an interval after the start, not at it.
            var since = lastPass.TryGetValue(candidate.Number, out var begun) ? begun : lastPass[candidate.Number] = writer.Now;
            if (force || candidate.LastSequence - candidate.CoveredThrough >= parts.Options.CheckpointEvents || since + parts.Options.CheckpointInterval <= writer.Now)
            {
                var covers = Math.Min(candidate.LastSequence, candidate.Orders.FirstOpenSequence - 1);
                lastPass[candidate.Number] = writer.Now;
                if (covers > candidate.CoveredThrough)
                {
                    Begin(candidate, covers);
                    return true;
                }
            }
        }

        return false;
    }

    private void Begin(Shard candidate, long covers)
    {
        shard = candidate;
        coversThrough = covers;
        nextLine = 0;
        pages = new Queue<int>(candidate.Orders.Log.DirtyPages.Order());
        nextAccount = 0;
        lastAccount = candidate.Accounts.Count - 1;
        countersDone = false;
    }

    private void Encode(Shard of, CheckpointPortion into, int most)
    {
        for (var count = 0; count < most && !into.IsFull; count++)
        {
            if (nextLine >= 0 && (nextLine = of.Lines.NextDirty(nextLine)) >= 0)
            {
                EncodeLine(of, into, nextLine++);
            }
            else if (pages.TryDequeue(out var page))
            {
                of.Orders.Log.DirtyPages.Remove(page);
                OrderCheckpoint.WritePage(into.Begin(), of.Orders.Log.Page(page));
                into.End(CheckpointKind.Shard, page + 1, of.LastSequence);
            }
            else if (nextAccount >= 0 && (nextAccount = of.Accounts.NextDirty(nextAccount, lastAccount)) >= 0)
            {
                of.Accounts.Write(nextAccount, into.Begin());
                into.End(CheckpointKind.Account, nextAccount++, of.LastSequence);
            }
            else if (!countersDone)
            {
                countersDone = true;
                OrderCheckpoint.WriteCounters(into.Begin(), of.Orders);
                into.End(CheckpointKind.Shard, 0, of.LastSequence);
            }
            else
            {
                into.IsLast = true;
                into.CoveredThrough = coversThrough;
                return;
            }
        }
    }

    private void EncodeLine(Shard of, CheckpointPortion into, int number)
    {
        of.Lines.ClearDirty(number);
        if (of.Lines.At(number) is { } line)
        {
            parts.Codec.WriteState(into.Begin(), line);
            into.End(CheckpointKind.Line, line.Id.Value, of.LastSequence);
        }
    }
}
