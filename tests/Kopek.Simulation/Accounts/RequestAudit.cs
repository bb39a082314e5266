using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Simulation.Cores;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// What the cores sent and were told against what the journal holds: an answered request's effect is there exactly once and was there when it was
/// answered, an unanswered one's at most once, nothing else was charged, and the same request was always told the same.
/// </summary>
internal static class RequestAudit
{
    private readonly record struct Name(SessionKey Session, uint Number, CcRequestType Type);

    private sealed record Effect(LineEvent.CreditAnswered Answer, LineId Line, long Sequence, Dictionary<UnitKey, long> Reported, Money Debited);

    /// <summary>Answers that change nothing: a repeat of them may be decided anew.</summary>
    private static readonly int[] Refusals =
    [
        ResultCode.EndUserServiceDenied, ResultCode.CreditLimitReached, ResultCode.UnknownSessionId, ResultCode.AuthorizationRejected,
        ResultCode.UnableToComply, ResultCode.UserUnknown, ResultCode.RatingFailed,
    ];

    public static void Check(IReadOnlyList<Ask> asks, List<JournalEntry> entries)
    {
        var effects = Effects(entries);
        var sent = asks.ToLookup(ask => new Name(ask.Session, ask.Number, ask.Type));
        foreach (var (name, effect) in effects)
        {
            var ask = sent[name].FirstOrDefault(ask => ask.Digest == effect.Answer.Digest && ask.Realm == effect.Answer.OriginRealm && ask.Line == effect.Line);
            Claim.That(ask is not null, () => $"Line {effect.Line}: the journal holds {effect.Answer}, which nobody sent.");
            Claim.That(!ask!.Forged, () => $"{ask}: a stranger's request was carried out.");
            CheckReported(ask, effect);
        }

        var ends = Ends(entries);
        var bySession = effects.Values.ToLookup(effect => effect.Answer.Session);
        foreach (var ask in asks)
        {
            effects.TryGetValue(new Name(ask.Session, ask.Number, ask.Type), out var effect);
            var isKnown = false;
            foreach (var told in ask.Told)
            {
                isKnown |= effect is not null && IsSame(effect.Answer, told.Answer);
                if (effect is not null && WasRefusedBefore(effect, told, isKnown, bySession[ask.Session]))
                {
                    continue;
                }

                Check(ask, told, effect is not null && effect.Sequence <= told.DurableThrough ? effect : null, bySession[ask.Session], ends.GetValueOrDefault(ask.Session, long.MaxValue));
            }
        }
    }

    /// <summary>
    /// Of two copies in one commit the first may be refused, and the next, after others made room, not: answers go in the order of the decisions. And whoever
    /// names its session only, before it is open, is told so by any shard.
    /// </summary>
    private static bool WasRefusedBefore(Effect effect, Told told, bool isKnown, IEnumerable<Effect> session) =>
        effect.Sequence > told.DurableBefore && Refusals.Contains(told.Answer.ResultCode)
        && (!isKnown || (told.Answer.ResultCode == ResultCode.UnknownSessionId && session.Min(other => other.Sequence) > told.DurableBefore));

    /// <summary>Each answer of the journal with the use that was charged just before it.</summary>
    private static Dictionary<Name, Effect> Effects(List<JournalEntry> entries)
    {
        var effects = new Dictionary<Name, Effect>();
        var open = new Dictionary<(LineId Line, SessionKey Session), Dictionary<UnitKey, long>>();
        var debits = new Dictionary<(LineId Line, SessionKey Session), Money>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case LineEvent.UsageCharged e:
                    var reported = open.TryGetValue((entry.Account, e.Session), out var known) ? known : open[(entry.Account, e.Session)] = [];
                    reported[e.Unit] = reported.GetValueOrDefault(e.Unit) + e.Reported;
                    break;
                case LineEvent.DirectDebited e:
                    Claim.That(debits.TryAdd((entry.Account, e.Session), e.Amount), () => $"Line {entry.Account}: {e} was debited twice.");
                    break;
                case LineEvent.CreditAnswered e:
                    open.Remove((entry.Account, e.Session), out var charged);
                    var effect = new Effect(e, entry.Account, entry.Sequence, charged ?? [], debits.Remove((entry.Account, e.Session), out var debited) ? debited : Money.Zero);
                    Claim.That(effects.TryAdd(new Name(e.Session, e.Number, e.Type), effect), () => $"Line {entry.Account}: {e} is in the journal twice.");
                    break;
            }
        }

        Claim.That(open.Count == 0, () => $"Line {open.Keys.First().Line}: use was charged without an answer.");
        Claim.That(debits.Count == 0, () => $"Line {debits.Keys.First().Line}: money was debited without an answer.");
        return effects;
    }

    private static void CheckReported(Ask ask, Effect effect)
    {
        var reported = new Dictionary<UnitKey, long>();
        if (ask.Type != CcRequestType.Event || (ask.Content.Action == RequestedAction.DirectDebiting && ask.Content.EventMoney.IsZero))
        {
            foreach (var unit in ask.Content.Units.Where(unit => unit.Reports || ask.Type == CcRequestType.Event))
            {
                reported[unit.Unit] = reported.GetValueOrDefault(unit.Unit) + Ask.Octets(ask.Type, unit);
            }
        }

        var debit = ask is { Type: CcRequestType.Event, Content.Action: RequestedAction.DirectDebiting } ? ask.Content.EventMoney : Money.Zero;
        Claim.Same(debit, effect.Debited, () => $"{ask}: its debit");
        Claim.That(reported.Count == effect.Reported.Count && reported.All(pair => effect.Reported.GetValueOrDefault(pair.Key, -1) == pair.Value),
            () => $"{ask} reported {string.Join(", ", reported)} and was charged for {string.Join(", ", effect.Reported)}.");
    }

    private static void Check(Ask ask, Told told, Effect? effect, IEnumerable<Effect> session, long end)
    {
        var answer = told.Answer;
        var isOwn = effect is not null && effect.Answer.Digest == ask.Digest && effect.Answer.OriginRealm == ask.Realm;
        if (isOwn && answer.ResultCode != effect!.Answer.ResultCode && IsForgotten(effect, session, told, end))
        {
            return;
        }

        if (isOwn)
        {
            Claim.That(IsSame(effect!.Answer, answer), () => $"{ask} was told {answer} and the journal says {effect.Answer}.");
            return;
        }

        var changesNothing = ask.Type == CcRequestType.Event && ask.Content.Action is RequestedAction.CheckBalance or RequestedAction.PriceEnquiry;
        Claim.That(changesNothing || Refusals.Contains(answer.ResultCode), () => $"{ask} was told {answer}, and nothing durable says so (durable through {told.DurableThrough}).");
        Claim.That(!ask.Forged || answer.ResultCode != ResultCode.Success, () => $"{ask}: a stranger was told {answer}.");
    }

    /// <summary>
    /// A session repeats its last answers and refuses an older number; when it is over its older numbers are not known any more, and none after ten
    /// minutes, which a request can spend waiting for a journal that fails.
    /// </summary>
    private static bool IsForgotten(Effect effect, IEnumerable<Effect> session, Told told, long end)
    {
        var isOld = session.Count(other => other.Sequence > effect.Sequence && other.Sequence <= told.DurableThrough) >= Session.KeptAnswers;
        return told.Answer.ResultCode switch
        {
            ResultCode.UnableToComply => isOld,
            ResultCode.UnknownSessionId => (isOld || told.Age > EndedSessions.Kept.TotalMilliseconds) && end <= told.DurableThrough,
            _ => false,
        };
    }

    /// <summary>Where in its shard each session ended.</summary>
    private static Dictionary<SessionKey, long> Ends(List<JournalEntry> entries)
    {
        var ends = new Dictionary<SessionKey, long>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case LineEvent.SessionExpired e: ends.TryAdd(e.Session, entry.Sequence); break;
                case LineEvent.CreditAnswered { Type: CcRequestType.Termination } e: ends.TryAdd(e.Session, entry.Sequence); break;
            }
        }

        return ends;
    }

    private static bool IsSame(LineEvent.CreditAnswered one, LineEvent.CreditAnswered other) =>
        one.ResultCode == other.ResultCode && one.Cost == other.Cost && one.Grants.Length == other.Grants.Length
        && one.Grants.Zip(other.Grants).All(pair => pair.First with { ReservedBuckets = null } == pair.Second with { ReservedBuckets = null });
}
