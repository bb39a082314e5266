using Kopek.Core;
using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Recovery;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine;

/// <summary>
/// The engine without threads and without a clock of its own: whoever holds it takes each step, in any order, and may drop it between any two, as a
/// crash would. The steps are the ones that the threads of <see cref="ChargingEngine"/> take. Not safe for several threads.
/// </summary>
public sealed class SteppedEngine : IShards
{
    private readonly EngineParts parts;
    private readonly Checkpointer[] checkpointers;
    private readonly JournalOutage outage;
    private readonly List<PendingBatch> batches = [];

    /// <summary>Recovers from the journal.</summary>
    public SteppedEngine(IJournal journal, IEventCodec codec, Catalogue catalogue, EngineOptions options)
    {
        parts = new EngineParts(journal, codec, catalogue, options);
        checkpointers = [.. parts.Writers.Select(writer => new Checkpointer(parts, writer))];
        outage = new JournalOutage(parts, _ => { });
        ShardRecovery.Load(parts);
    }

    public int Count => parts.Count;
    public LineDirectory Directory => parts.Directory;
    public SessionDirectory Sessions => parts.Sessions;
    public LineChanges Changes => parts.Changes;
    public IReadOnlyList<ShardView> Views => [.. parts.Shards.Select(shard => new ShardView(shard))];

    /// <summary>Shards that the rules broke on, with the exception.</summary>
    public IReadOnlyDictionary<int, string> StoppedShards => parts.Shards.Where(shard => shard.StopReason is not null).ToDictionary(shard => shard.Number, shard => shard.StopReason!);

    public Catalogue Catalogue
    {
        get => parts.Catalogue;
        set => parts.Catalogue = value;
    }

    public void Post(ShardRequest request) => parts.Post(request);

    public void Post(ReadOnlySpan<ShardRequest> requests) => parts.Post(requests);

    /// <summary>Each writer runs up to <paramref name="most"/> of the requests that wait; how many in all.</summary>
    public int Decide(Moment now, int most = int.MaxValue)
    {
        var count = 0;
        foreach (var writer in parts.Writers)
        {
            writer.Now = now;
            count += writer.Decide(most);
        }

        return count;
    }

    /// <summary>Each writer does up to <paramref name="most"/> things that are due; how many in all.</summary>
    public int Sweep(Moment now, int most = int.MaxValue)
    {
        var count = 0;
        foreach (var writer in parts.Writers)
        {
            writer.Now = now;
            count += writer.Sweep(most);
        }

        return count;
    }

    /// <summary>The next instant at which something is due by itself.</summary>
    public Moment NextDue() => parts.Writers.Select(writer => writer.NextDue()).Aggregate(Moment.Never, Moment.Min);

    /// <summary>
    /// Commits what is open; false where nothing is, or the commit before is not completed. Throws <see cref="JournalException"/>: then
    /// <see cref="Reload"/>, or drop this engine.
    /// </summary>
    public bool Commit()
    {
        batches.Clear();
        foreach (var writer in parts.Writers)
        {
            batches.AddRange(writer.TakeUnit()?.Batches ?? []);
        }

        if (batches.Count == 0)
        {
            return false;
        }

        parts.Journal.Commit(batches);
        return true;
    }

    /// <summary>Answers what the last <see cref="Commit"/> made durable, and sends promises on; false where all of it is answered.</summary>
    public bool Complete()
    {
        var worked = false;
        foreach (var writer in parts.Writers)
        {
            if (writer.InFlight is not null)
            {
                writer.Answer(writer.FinishUnit());
                worked = true;
            }
        }

        return worked;
    }

    /// <summary>Decides, commits and completes until nothing is on its way.</summary>
    public void Settle(Moment now)
    {
        bool worked;
        do
        {
            worked = Decide(now) > 0;
            worked |= Commit();
            worked |= Complete();
        }
        while (worked);
    }

    /// <summary>One step of the checkpoints, of up to <paramref name="most"/> accounts; false where none is being made or wanted.</summary>
    /// <param name="force">Begin one even if it is not time.</param>
    public bool Checkpoint(int most = int.MaxValue, bool force = false)
    {
        var worked = false;
        foreach (var checkpointer in checkpointers)
        {
            worked |= (force && checkpointer.IsIdle && checkpointer.ForcePass()) | checkpointer.Step(most);
            if (checkpointer.TakePortion() is { } portion)
            {
                parts.Journal.WriteCheckpoints(portion.Shard, portion.Accounts, portion.CoveredThrough);
                checkpointer.Written();
                worked = true;
            }
        }

        return worked;
    }

    /// <summary>After a <see cref="JournalException"/>: reopens the journal, reloads the shards and runs again what was not answered. Throws it again where that fails.</summary>
    public void Reload()
    {
        foreach (var checkpointer in checkpointers)
        {
            checkpointer.Reset();
        }

        outage.MendOnce();
    }
}
