using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Recovery;

/// <summary>
/// Brings shards to what the journal holds: checkpoints, then what happened after them. The one way to start, after a crash, a stop or a failed commit.
/// </summary>
internal static class ShardRecovery
{
    /// <summary>Most entries of a shard read only for the answers of ended sessions: about a second's reading over 16 shards.</summary>
    public const long MostReadForAnswers = 65_536;

    /// <summary>Throws <see cref="JournalException"/>; the parts are then to be reset and loaded again.</summary>
    public static void Load(EngineParts parts)
    {
        parts.Reset();
        var now = parts.ReadClock();
        try
        {
            // The numbers are one more shard's worth of reading.
            Parallel.ForEach(
                parts.Shards.Prepend(null),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                shard =>
                {
                    if (shard is null)
                    {
                        parts.Directory.Load(parts.Journal.ReadDirectory(), now);
                    }
                    else
                    {
                        Load(parts, shard, now);
                    }
                });
        }
        catch (AggregateException failure) when (failure.InnerExceptions.OfType<JournalException>().FirstOrDefault() is { } journal)
        {
            throw new JournalException(journal.Message, journal.OutcomeUnknown, failure);
        }

        foreach (var promise in parts.Shards.SelectMany(shard => shard.Orders.Open.Values).ToArray())
        {
            parts.PostAdmitted(promise);
        }
    }

    private static void Load(EngineParts parts, Shard shard, Moment now)
    {
        var asOf = new List<long>();
        var orderPages = new List<Checkpoint>();
        foreach (var checkpoint in parts.Journal.ReadCheckpoints(shard.Number))
        {
            if (checkpoint.Kind == CheckpointKind.Shard)
            {
                orderPages.Add(checkpoint);
                continue;
            }

            if (checkpoint.Kind == CheckpointKind.Account)
            {
                shard.Accounts.Restore(checked((int)checkpoint.Id), checkpoint.State.Span, checkpoint.Sequence, now);
                continue;
            }

            var line = parts.Codec.ReadState(new LineId(checkpoint.Id), checkpoint.State.Span);
            shard.Lines.Add(line);
            SetAsOf(asOf, shard.Lines.NumberOf(line.Id), checkpoint.Sequence);
        }

        foreach (var page in orderPages.OrderBy(page => page.Id))
        {
            OrderCheckpoint.Read(page, shard.Orders);
        }

        Replay(parts, shard, asOf, now);
        shard.LastSequence = parts.Journal.LastSequence(shard.Number);
        shard.CommittedSequence = shard.LastSequence;
        foreach (var line in shard.Lines.All())
        {
            ShareTexts(line);
            shard.Due.Schedule(line, LineDue.Next(line));
            foreach (var session in line.Sessions)
            {
                parts.Sessions.Add(session.Key, line.Id);
            }
        }
    }

    private static void Replay(EngineParts parts, Shard shard, List<long> asOf, Moment now)
    {
        var orders = new OrderReplay(shard);
        var covered = parts.Journal.CoveredThrough(shard.Number);
        shard.CoveredThrough = covered;
        var answersFrom = parts.Journal.FirstSequenceSince(shard.Number, now + -EndedSessions.Kept) - 1;
        var from = Math.Min(covered, Math.Max(answersFrom, covered - MostReadForAnswers));
        foreach (var entry in parts.Journal.Read(shard.Number, from))
        {
            if (entry.Event is LineEvent happened)
            {
                FollowEnd(parts, entry, happened, now);
                Apply(shard, entry, happened, asOf);
            }
            else if (entry.Event is AccountEntry account)
            {
                if (entry.Sequence > covered)
                {
                    AccountReplay.Apply(shard.Accounts, entry, account, now);
                }
            }
            else if (entry.Sequence > covered)
            {
                orders.Apply(entry.Sequence, entry.At, (OrderEvent)entry.Event);
            }
        }

        orders.Finish();
        shard.Accounts.Replayed();
    }

    /// <summary>A session that ended just before is found until its answers are forgotten.</summary>
    private static void FollowEnd(EngineParts parts, in JournalEntry entry, LineEvent happened, Moment now)
    {
        if (entry.At + EndedSessions.Kept < now)
        {
            return;
        }

        switch (happened)
        {
            case LineEvent.CreditAnswered { Type: CcRequestType.Termination } answered:
                parts.Sessions.End(answered.Session, entry.Account, entry.At, now);
                break;
            case LineEvent.SessionExpired expired:
                parts.Sessions.End(expired.Session, entry.Account, entry.At, now);
                break;
            default:
                break;
        }
    }

    private static void Apply(Shard shard, in JournalEntry entry, LineEvent happened, List<long> asOf)
    {
        if (happened is LineEvent.CreditAnswered answered)
        {
            shard.Ended.Replay(entry.At, answered);
        }

        var number = shard.Lines.NumberOf(entry.Account);
        if (number < asOf.Count && entry.Sequence <= asOf[number])
        {
            return;
        }

        var line = shard.Lines.Find(entry.Account);
        if (line is null)
        {
            line = new Line(entry.Account);
            shard.Lines.Add(line);
        }

        LineState.Apply(line, entry.At, happened, shard.Sessions);
        shard.Lines.MarkDirty(number);
    }

    /// <summary>A million lines share the few names of plans and zones instead of a copy each.</summary>
    public static void ShareTexts(Line line)
    {
        line.Plan = string.Intern(line.Plan);
        line.Operator = string.Intern(line.Operator);
        line.TimeZone = string.Intern(line.TimeZone);
        line.NextPlan = line.NextPlan is null ? null : string.Intern(line.NextPlan);
    }

    private static void SetAsOf(List<long> asOf, int number, long sequence)
    {
        while (asOf.Count <= number)
        {
            asOf.Add(0);
        }

        asOf[number] = sequence;
    }
}
