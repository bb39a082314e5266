using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Accounts;
using Kopek.Engine.Diagnosis;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Shards;

/// <summary>
/// The state of one shard and the way to change it: decide on a line, then <see cref="Record(Decision, bool)"/> what happened. One thread. All of it is
/// rebuilt from the journal, so after a failed commit it is simply dropped.
/// </summary>
internal sealed class Shard
{
    private readonly EngineParts parts;
    private readonly ShardWriter writer;
    private readonly Decision decision;
    private PendingBatch batch;
    private PendingBatch spare;

    public Shard(EngineParts parts, ShardWriter writer, int number)
    {
        this.parts = parts;
        this.writer = writer;
        Number = number;
        Count = parts.ShardCount;
        Lines = new LineTable(number, Count);
        Due = new TimeIndex(Lines);
        Orders = new OrderBook(Count);
        Accounts = new AccountTable(parts.Codec);
        decision = new Decision(parts.Catalogue, parts.Options.Quota, new EndedSessions(parts.Options.EndedAnswersPerShard));
        batch = new PendingBatch(number);
        spare = new PendingBatch(number);
    }

    public int Number { get; }

    /// <summary>Shards of the deployment.</summary>
    public int Count { get; }
    public LineTable Lines { get; }
    public TimeIndex Due { get; }
    public OrderBook Orders { get; }
    public AccountTable Accounts { get; }

    /// <summary>Not in the journal: gone with the shard's memory.</summary>
    public LineSightings Sightings { get; } = new();
    public EndedSessions Ended => decision.Ended;
    public SessionPool Sessions => decision.Sessions;
    public LineDirectory Directory => parts.Directory;
    public IPromisePost Post => parts;
    public Moment Now => writer.Now;

    /// <summary>Of the last event that happened, committed or not.</summary>
    public long LastSequence { get; set; }
    public long CommittedSequence { get; set; }

    /// <summary>Recovery reads the journal from here on.</summary>
    public long CoveredThrough { get; set; }

    /// <summary>The unit that holds the newest events that are not committed; null where all are.</summary>
    public CommitUnit? WaitsFor { get; private set; }

    /// <summary>Why the shard answers nothing any more; null while it does.</summary>
    public string? StopReason { get; private set; }

    /// <summary>
    /// Another shard (or this one) on which something may be decided within this turn, and committed with what this shard did or not at all: one of the same
    /// writer. Null for all others. From then on the two stand and fall together until the unit is handed over.
    /// </summary>
    public Shard? Join(int number)
    {
        if (number == Number)
        {
            return this;
        }

        var other = parts.ShardOf(number);
        if (!parts.Options.JoinsSteps || other.writer != writer || other.StopReason is not null)
        {
            return null;
        }

        writer.OpenUnit.Joined.Add(Number);
        writer.OpenUnit.Joined.Add(number);
        return other;
    }

    /// <summary>Begins to decide on a line, at the time of this round and with the catalogue in force.</summary>
    public Decision Begin(Line line)
    {
        decision.Catalogue = parts.Catalogue;
        decision.Begin(line, writer.Now);
        return decision;
    }

    /// <summary>A line of its own with the same state, by the stored form.</summary>
    public Line Copy(Line line)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        parts.Codec.WriteState(bytes, line);
        return parts.Codec.ReadState(line.Id, bytes.WrittenSpan);
    }

    /// <summary>Journals what was decided. Its state is applied already.</summary>
    /// <param name="fromOutside">Not by one of the line's own sessions, which should hear of what helps them.</param>
    public void Record(Decision decided, bool fromOutside)
    {
        var events = decided.Events;
        if (events.Count == 0)
        {
            return;
        }

        var unit = OpenBatch();
        var line = decided.Line;
        var helps = false;
        for (var index = 0; index < events.Count; index++)
        {
            var (at, happened) = events[index];
            parts.Codec.Write(batch.Writer, line.Id, at, happened);
            CountEntry(at);
            FollowSession(line, happened);
            helps |= happened is LineEvent.MoneyAdded or LineEvent.BucketGranted or LineEvent.PlanChanged or LineEvent.ArrearsSet or LineEvent.BarSet
                or LineEvent.RoamingCapSet or LineEvent.AutoPackStopSet or LineEvent.RoamingMonthBegun;
            if (parts.Changes.IsWatched(line.Id))
            {
                unit.Changes.Add(new LineChange(line.Id, LastSequence, at, happened));
            }
        }

        if (fromOutside && helps && line.Sessions.Length > 0)
        {
            unit.Reauthorizations.Add(line);
        }

        Changed(line);
    }

    public void Record(OrderEvent happened)
    {
        OpenBatch();
        parts.Codec.Write(batch.Writer, Now, happened);
        CountEntry(Now);
    }

    /// <summary>Journals what was decided on an account and keeps its state; false where nothing happened.</summary>
    public bool Record(AccountDecision decided)
    {
        if (decided.Events.Count == 0)
        {
            return false;
        }

        OpenBatch();
        foreach (var happened in decided.Events)
        {
            parts.Codec.Write(batch.Writer, decided.Key, decided.Now, happened);
            CountEntry(decided.Now);
        }

        Accounts.Set(decided.Account!, Now);
        return true;
    }

    /// <summary>Whoever drives accounts is told of this state once it is committed.</summary>
    public void Tell(Account changed) => writer.OpenUnit.ChangedAccounts.Add(changed);

    public void Record(DirectoryRow row)
    {
        OpenBatch();
        batch.Directory.Add(row);
    }

    /// <summary>The line differs from its checkpoint, and other things may be due.</summary>
    public void Changed(Line line)
    {
        var number = Lines.NumberOf(line.Id);
        Lines.MarkDirty(number);
        Due.Schedule(line, LineDue.Next(line));
    }

    /// <summary>Completes a request when all that this shard did so far is committed. False: it is already.</summary>
    public bool CompleteAfterCommit(ShardRequest request)
    {
        if (request is Promise promise)
        {
            WaitsFor?.Promises.Add(promise);
        }
        else
        {
            WaitsFor?.Waiters.Add(request);
        }

        return WaitsFor is not null;
    }

    /// <summary>The open batch goes to the committer.</summary>
    public void SwapBatch() => (batch, spare) = (spare, batch);

    public void Committed(CommitUnit unit, PendingBatch written)
    {
        CommittedSequence = written.FirstSequence + written.Count - 1;
        if (ReferenceEquals(WaitsFor, unit))
        {
            WaitsFor = null;
        }
    }

    /// <summary>The rules broke. What is open goes nowhere, so nothing that the broken step saw or did is ever shown.</summary>
    public void Stop(string reason)
    {
        StopReason = reason;
        if (ReferenceEquals(WaitsFor, writer.OpenUnit))
        {
            WaitsFor = null;
            writer.OpenUnit.Batches.Remove(batch);
        }
    }

    private CommitUnit OpenBatch()
    {
        var unit = writer.OpenUnit;
        if (!ReferenceEquals(WaitsFor, unit))
        {
            WaitsFor = unit;
            batch.Begin(LastSequence + 1);
            unit.Batches.Add(batch);
        }

        return unit;
    }

    private void CountEntry(Moment at)
    {
        batch.CountEntry(at);
        LastSequence++;
    }

    private void FollowSession(Line line, LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.CreditAnswered { Type: CcRequestType.Initial } answered when HasSession(line, answered.Session):
                parts.Sessions.Add(answered.Session, line.Id);
                break;
            case LineEvent.CreditAnswered { Type: CcRequestType.Termination } answered:
                parts.Sessions.End(answered.Session, line.Id, Now, Now);
                break;
            case LineEvent.SessionExpired expired:
                parts.Sessions.End(expired.Session, line.Id, Now, Now);
                Sightings.Lost(Lines.NumberOf(line.Id), Now);
                break;
            default:
                break;
        }
    }

    private static bool HasSession(Line line, SessionKey key)
    {
        foreach (var session in line.Sessions)
        {
            if (session.Key == key)
            {
                return true;
            }
        }

        return false;
    }
}
