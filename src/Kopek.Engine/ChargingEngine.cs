using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Recovery;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine;

public enum EngineState : byte
{
    Created = 0,
    Starting = 1,

    /// <summary>Takes traffic.</summary>
    Ready = 2,

    /// <summary>The journal fails; it is tried again, and requests are failed meanwhile.</summary>
    Unavailable = 3,
    Stopping = 4,
    Stopped = 5,
}

/// <summary>All shards of a deployment in this process, with their threads. Does not own the journal.</summary>
public sealed class ChargingEngine : IDisposable
{
    /// <summary>How long Stop waits for requests that are on their way.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(10);

    private readonly EngineParts parts;
    private readonly CommitSlot[] slots;
    private readonly Committer committer;
    private readonly WriterRounds[] rounds;
    private readonly JournalOutage outage;
    private volatile EngineState state;

    public ChargingEngine(IJournal journal, IEventCodec codec, Catalogue catalogue, EngineOptions options)
    {
        parts = new EngineParts(journal, codec, catalogue, options);
        slots = [.. parts.Writers.Select(writer => new CommitSlot(writer))];
        committer = new Committer(journal, slots, OnJournalFailed);
        rounds = [.. slots.Select(slot => new WriterRounds(parts, slot, committer))];
        outage = new JournalOutage(parts, reason => Reason = reason);
    }

    public EngineState State => state;

    /// <summary>Why it is unavailable; null while it is not.</summary>
    public string? Reason { get; private set; }

    /// <summary>Shards that the rules broke on, each with the exception; they answer nothing until a restart.</summary>
    public IReadOnlyDictionary<int, string> StoppedShards => parts.Shards.Where(shard => shard.StopReason is not null).ToDictionary(shard => shard.Number, shard => shard.StopReason!);
    public IShards Shards => parts;
    public LineDirectory Directory => parts.Directory;
    public SessionDirectory Sessions => parts.Sessions;
    public LineChanges Changes => parts.Changes;

    /// <summary>Replaced as a whole after the operator's files changed; decisions from now on see the new one.</summary>
    public Catalogue Catalogue
    {
        get => parts.Catalogue;
        set => parts.Catalogue = value;
    }

    public EngineMetrics Metrics => new(
        parts.Writers.Sum(writer => writer.Requests),
        committer.Commits,
        parts.Writers.Sum(writer => writer.Events),
        committer.CommitMicroseconds,
        committer.LastCommitMicroseconds,
        parts.Writers.Sum(writer => writer.Inbox.Count),
        parts.Shards.Sum(shard => (long)shard.Lines.Count),
        parts.Sessions.Count,
        parts.Shards.Sum(shard => (long)shard.Orders.Open.Count),
        parts.Shards.Sum(shard => (long)shard.Orders.Log.Count),
        committer.Portions,
        outage.Reloads);

    /// <summary>Recovers from the journal and takes traffic. Throws <see cref="JournalException"/> where it cannot be read.</summary>
    public void Start()
    {
        state = EngineState.Starting;
        try
        {
            ShardRecovery.Load(parts);
        }
        catch
        {
            // Nothing runs yet, and half-loaded shards must never be checkpointed: there is nothing to stop.
            state = EngineState.Stopped;
            throw;
        }

        foreach (var shard in parts.Shards)
        {
            shard.Sessions.Prepare(parts.Options.PreparedSessions / parts.Shards.Count);
        }

        // Reading left as much garbage as there are lines; nobody waits for an answer yet, so the memory goes back to the machine now.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        committer.Start();
        foreach (var writer in rounds)
        {
            writer.Start();
        }

        state = EngineState.Ready;
    }

    /// <summary>Answers what is on its way, fails what comes, checkpoints every changed line. A kill instead loses nothing; the next start takes longer.</summary>
    public void Stop()
    {
        if (state is EngineState.Stopping or EngineState.Stopped or EngineState.Created)
        {
            return;
        }

        state = EngineState.Stopping;
        outage.End();
        Close(ShardFailure.Stopping);
        var deadline = Environment.TickCount64 + (long)LongestDrain.TotalMilliseconds;
        while (IsBusy() && Environment.TickCount64 < deadline)
        {
            Thread.Sleep(1);
        }

        // First the committer: it is the other one that makes the writers stand.
        committer.End();
        foreach (var writer in rounds)
        {
            writer.End();
        }

        if (Reason is null)
        {
            FinalCheckpoint.Write(parts);
        }

        foreach (var request in outage.Abandoned())
        {
            request.Fail(ShardFailure.Stopping);
        }

        state = EngineState.Stopped;
    }

    public void Dispose() => Stop();

    private bool IsBusy() => Reason is null && slots.Any(slot =>
        slot.Unit is not null || slot.Writer.Inbox.Count > 0 || slot.Writer.HasTaken || !slot.Writer.OpenUnit.IsEmpty
        || slot.Writer.Shards.Any(shard => shard.StopReason is null && shard.Orders.Open.Count > 0));

    /// <summary>On the committer's thread. Crash-only: whatever the commit did, the shards are reloaded from what the journal holds.</summary>
    private void OnJournalFailed(JournalException exception)
    {
        var wasStopping = state == EngineState.Stopping;
        state = wasStopping ? state : EngineState.Unavailable;
        StandAll();
        foreach (var slot in slots)
        {
            slot.Reset();
        }

        foreach (var writer in rounds)
        {
            writer.Checkpointer.Reset();
        }

        if (outage.Mend(exception, committer.Commits))
        {
            if (state == EngineState.Unavailable)
            {
                state = EngineState.Ready;
            }

            foreach (var writer in rounds)
            {
                writer.GoOn();
            }
        }
    }

    private void Close(ShardFailure reason)
    {
        foreach (var writer in parts.Writers)
        {
            writer.Inbox.Close(reason);
        }
    }

    private void StandAll()
    {
        foreach (var writer in rounds)
        {
            writer.Stand();
        }
    }
}
