using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Shards;

/// <summary>
/// The one writer of some shards, without threads: it decides requests and due things into an open unit, hands that out for the commit, and answers
/// it. While one unit is being committed the next fills. A simulation drives it step by step; <see cref="WriterRounds"/> gives it threads.
/// </summary>
internal sealed class ShardWriter
{
    /// <summary>Most requests that wait for the next commit. While the disk stands still the rest stay in the inbox, which then refuses.</summary>
    private const int MostWaiting = Inbox.Limit;

    private readonly EngineParts parts;
    private readonly Completions completions = new();
    private readonly LineWarmth warmth;
    private readonly Completions answers = new();
    private CommitUnit? spareUnit;
    private ShardRequest[] taken = new ShardRequest[256];
    private int takenCount;
    private int takenNext;
    private long requests;
    private long events;

    public ShardWriter(EngineParts parts, int number)
    {
        this.parts = parts;
        warmth = new LineWarmth(parts);
        Number = number;
    }

    public int Number { get; }
    public Inbox Inbox { get; } = new();
    public Shard[] Shards { get; private set; } = [];
    public CommitUnit OpenUnit { get; private set; } = new();

    /// <summary>Handed out and not yet known to be durable.</summary>
    public CommitUnit? InFlight { get; private set; }

    /// <summary>Time of this round.</summary>
    public Moment Now { get; set; } = Moment.Beginning;
    public long Requests => Volatile.Read(ref requests);
    public long Events => Volatile.Read(ref events);
    /// <summary>It decides nothing more until a commit is done.</summary>
    public bool IsFull => OpenUnit.Waiters.Count >= MostWaiting;
    public bool HasTaken => takenNext < takenCount;

    /// <summary>Starts with empty shards, whose content recovery brings.</summary>
    public void Reset(IEnumerable<int> shards)
    {
        Shards = [.. shards.Select(number => new Shard(parts, this, number))];
        OpenUnit = new CommitUnit();
        InFlight = null;
        takenCount = 0;
        takenNext = 0;
    }

    /// <summary>Runs up to <paramref name="most"/> requests; how many there were.</summary>
    public int Decide(int most)
    {
        if (takenNext == takenCount)
        {
            takenCount = Inbox.Take(ref taken);
            takenNext = 0;
        }

        var count = Math.Min(Math.Min(most, MostWaiting - OpenUnit.Waiters.Count), takenCount - takenNext);
        for (var left = count; left > 0;)
        {
            var few = taken.AsSpan(takenNext, Math.Min(left, warmth.Most));
            warmth.Fetch(few);
            for (var index = 0; index < few.Length; index++)
            {
                Run(taken[takenNext++]);
            }

            left -= few.Length;
        }

        if (count > 0)
        {
            Volatile.Write(ref requests, requests + count);
            completions.FlushAll();
        }

        return count;
    }

    /// <summary>Does up to <paramref name="most"/> due things of lines and forgets old orders; how many.</summary>
    public int Sweep(int most)
    {
        var done = 0;
        foreach (var shard in Shards)
        {
            if (shard.StopReason is not null)
            {
                continue;
            }

            try
            {
                while (done < most && shard.Due.TakeDue(Now) is { } line)
                {
                    var decision = shard.Begin(line);
                    LineRules.Advance(decision);
                    shard.Record(decision, fromOutside: true);
                    shard.Due.Schedule(line, LineDue.Next(line));
                    done++;
                }

                done += OrderSteps.ForgetOld(shard, parts.Options.KeyKeeping) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Stop(shard, exception);
            }
        }

        return done;
    }

    /// <summary>The next instant at which a line of these shards has something due.</summary>
    public Moment NextDue()
    {
        var next = Moment.Never;
        foreach (var shard in Shards)
        {
            next = Moment.Min(next, shard.StopReason is null ? shard.Due.Next : Moment.Never);
        }

        return next;
    }

    /// <summary>Hands out what is open, if the unit before it is durable and there is anything.</summary>
    public CommitUnit? TakeUnit()
    {
        if (InFlight is not null || OpenUnit.IsEmpty)
        {
            return null;
        }

        InFlight = OpenUnit;
        OpenUnit = Interlocked.Exchange(ref spareUnit, null) ?? new CommitUnit();
        foreach (var batch in InFlight.Batches)
        {
            parts.ShardOf(batch.Shard).SwapBatch();
        }

        return InFlight;
    }

    /// <summary>The unit in flight is durable: the shards are told, and promises go on. <see cref="Answer"/> follows, outside of the writer's turn.</summary>
    public CommitUnit FinishUnit()
    {
        var unit = InFlight!;
        InFlight = null;
        foreach (var batch in unit.Batches)
        {
            parts.ShardOf(batch.Shard).Committed(unit, batch);
            Volatile.Write(ref events, events + batch.Count);
        }

        for (var index = 0; index < unit.Promises.Count; index++)
        {
            unit.Promises[index].Complete(completions);
        }

        completions.FlushAll();
        foreach (var line in unit.Reauthorizations)
        {
            unit.OpenSessions.Add((line.Id, [.. line.Sessions.ToArray().Select(session => session.Key)]));
        }

        return unit;
    }

    /// <summary>Tells everybody about a unit that is durable. By one thread, beside whoever has the writer's turn.</summary>
    public void Answer(CommitUnit unit)
    {
        foreach (var request in unit.Waiters)
        {
            request.Complete(answers);
        }

        answers.FlushAll();
        foreach (var batch in unit.Batches)
        {
            for (var index = 0; index < parts.Options.Listeners.Count; index++)
            {
                parts.Options.Listeners[index].Committed(batch.Shard, batch.FirstSequence + batch.Count - 1);
            }
        }

        foreach (var change in unit.Changes)
        {
            parts.Changes.Publish(change);
        }

        foreach (var (line, sessions) in unit.OpenSessions)
        {
            parts.Options.Reactions?.SessionsNeedReauthorization(line, sessions);
        }

        for (var index = 0; index < unit.ChangedAccounts.Count; index++)
        {
            parts.Options.AccountReactions?.Changed(unit.ChangedAccounts[index]);
        }

        unit.Clear();
        Volatile.Write(ref spareUnit, unit);
    }

    /// <summary>Everything that was asked and not answered, oldest first, to be run again on reloaded shards.</summary>
    public void Abandon(List<ShardRequest> survivors)
    {
        IEnumerable<ShardRequest> waiting = [.. Waiting(InFlight), .. Waiting(OpenUnit), .. taken[takenNext..takenCount]];
        ShardRequest[] inbox = [];
        var count = Inbox.Take(ref inbox);
        foreach (var request in waiting.Concat(inbox.Take(count)))
        {
            if (request.SurvivesReload)
            {
                survivors.Add(request);
            }
            else if (request is Promise { Waiter: { } waiter })
            {
                survivors.Add(waiter);
            }
        }

        foreach (var waiter in Shards.SelectMany(shard => shard.Orders.Open.Values).Select(promise => promise.Waiter))
        {
            if (waiter is not null)
            {
                survivors.Add(waiter);
            }
        }
    }

    /// <summary>Accounts that changed with the unit in flight: whether it was committed is not known, and nobody was told.</summary>
    public void AddUntold(HashSet<AccountKey> to) => to.UnionWith(InFlight?.ChangedAccounts.Select(account => account.Key) ?? []);

    private void Run(ShardRequest request)
    {
        var shard = parts.ShardOf(request.Home(parts.ShardCount));
        if (shard.StopReason is not null)
        {
            request.Fail(ShardFailure.ShardStopped);
            return;
        }

        bool answered;
        try
        {
            answered = request.Run(shard);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Stop(shard, exception);
            request.Fail(ShardFailure.ShardStopped);
            return;
        }

        if (answered && !shard.CompleteAfterCommit(request))
        {
            request.Complete(completions);
        }
    }

    /// <summary>
    /// A bug in the rules. What the shard did since its last hand-over is dropped, and nobody was told of it; with it the shards that took steps of each other in
    /// this unit, or a half of them would be committed. The others go on.
    /// </summary>
    private void Stop(Shard broken, Exception exception)
    {
        var reason = exception.ToString();
        Shard[] fallen = OpenUnit.Joined.Contains(broken.Number) ? [.. OpenUnit.Joined.Select(parts.ShardOf).Where(shard => shard.StopReason is null)] : [broken];
        foreach (var shard in fallen)
        {
            Stop(shard, reason);
        }
    }

    private void Stop(Shard shard, string reason)
    {
        shard.Stop(reason);
        OpenUnit.ChangedAccounts.RemoveAll(account => account.Key.Shard(parts.ShardCount) == shard.Number);
        OpenUnit.Changes.RemoveAll(change => change.Line.Shard(parts.ShardCount) == shard.Number);
        OpenUnit.Reauthorizations.RemoveAll(line => line.Id.Shard(parts.ShardCount) == shard.Number);
        FailAll(OpenUnit.Waiters, shard);
        FailAll(OpenUnit.Promises, shard);

        foreach (var promise in shard.Orders.Open.Values)
        {
            var waiter = promise.Waiter;
            promise.Waiter = null;
            waiter?.Fail(ShardFailure.ShardStopped);
        }
    }

    private void FailAll<T>(List<T> waiting, Shard shard)
        where T : ShardRequest
    {
        for (var index = waiting.Count - 1; index >= 0; index--)
        {
            var request = waiting[index];
            if (request.Home(parts.ShardCount) == shard.Number)
            {
                waiting.RemoveAt(index);
                request.Fail(ShardFailure.ShardStopped);
            }
        }
    }

    private static IEnumerable<ShardRequest> Waiting(CommitUnit? unit) => unit is null ? [] : unit.Promises.Concat(unit.Waiters);
}
