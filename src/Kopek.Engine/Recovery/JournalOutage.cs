using Kopek.Core.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Recovery;

/// <summary>
/// What happens when the journal fails: everything in memory is dropped and read again, and what was asked and not answered is run again, which is safe
/// because every request has an identity. A journal that goes on failing is tried with growing pauses, and callers are told so.
/// </summary>
internal sealed class JournalOutage(EngineParts parts, Action<string?> tell)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly List<ShardRequest> kept = [];

    /// <summary>Accounts whose change may be committed and was told to nobody, until the shards are read anew.</summary>
    private readonly HashSet<AccountKey> untold = [];
    private bool ending;
    private long commitsAtLastFailure = -1;
    private int failures;
    private long reloads;

    public long Reloads => Volatile.Read(ref reloads);

    /// <summary>Gives up waiting for the journal: the engine stops.</summary>
    public void End()
    {
        lock (gate)
        {
            ending = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>
    /// Called while the writers stand still. False: the engine is stopping and the journal is not mended. <paramref name="commits"/> tells whether
    /// anything was committed since the last failure; if not, the requests that wait are failed, because waiting has not helped.
    /// </summary>
    public bool Mend(JournalException exception, long commits)
    {
        failures = commits == commitsAtLastFailure ? failures + 1 : 0;
        commitsAtLastFailure = commits;
        var survivors = Abandoned();
        for (var reason = exception.Message; ; failures++)
        {
            if (failures > 0)
            {
                tell(reason);
                FailAll(survivors);
                if (EndsWithin(Pause(failures)))
                {
                    return false;
                }
            }

            try
            {
                parts.Journal.Reopen();
                if (failures > 0)
                {
                    // A disk that is full lets itself be read; whether it can be written is tried before anybody is let in: loading waits for this.
                    parts.Journal.WriteCheckpoints(0, [], parts.Journal.CoveredThrough(0));
                }

                ShardRecovery.Load(parts);
                break;
            }
            catch (JournalException again)
            {
                reason = again.Message;
            }
        }

        Volatile.Write(ref reloads, reloads + 1);
        Resume(survivors);
        TellOfReload();
        return true;
    }

    /// <summary>One attempt, for callers with no time to wait. What was not answered is kept for the next attempt where this one throws.</summary>
    public void MendOnce()
    {
        kept.AddRange(Abandoned());
        parts.Journal.Reopen();
        ShardRecovery.Load(parts);
        Resume(kept);
        kept.Clear();
        TellOfReload();
    }

    /// <summary>Everything asked and not answered; the writers are left with empty shards.</summary>
    public List<ShardRequest> Abandoned()
    {
        var abandoned = new List<ShardRequest>();
        foreach (var writer in parts.Writers)
        {
            writer.Abandon(abandoned);
            writer.AddUntold(untold);
        }

        parts.Reset();

        // A promise may be met on several ways.
        return [.. abandoned.Distinct<ShardRequest>(ReferenceEqualityComparer.Instance)];
    }

    private void TellOfReload()
    {
        AccountKey[] changed = [.. untold];
        untold.Clear();
        parts.Options.AccountReactions?.Reloaded(changed);
    }

    private void FailAll(List<ShardRequest> survivors)
    {
        foreach (var writer in parts.Writers)
        {
            writer.Inbox.Close(ShardFailure.Unavailable);
        }

        survivors.AddRange(Abandoned());
        foreach (var request in survivors)
        {
            request.Resumed = false;
            request.Fail(ShardFailure.Unavailable);
        }

        survivors.Clear();
    }

    private void Resume(List<ShardRequest> survivors)
    {
        tell(null);
        foreach (var request in survivors)
        {
            request.Resumed = true;
            parts.PostAdmitted(request);
        }

        if (!Volatile.Read(ref ending))
        {
            foreach (var writer in parts.Writers)
            {
                writer.Inbox.Close(null);
            }
        }
    }

    private bool EndsWithin(TimeSpan pause)
    {
        lock (gate)
        {
            if (!ending)
            {
                Monitor.Wait(gate, pause);
            }

            return ending;
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = FirstPause * (1 << Math.Min(failures - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
