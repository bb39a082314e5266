using System.Collections.Immutable;
using System.Diagnostics;
using Kopek.Core.Accounts;

namespace Kopek.Core.Mandates;

/// <summary>What each event makes of a mandate.</summary>
internal static class MandateState
{
    /// <summary>Keys of changes that are remembered: a person changes it some times a day at most, and a program that repeats does so at once.</summary>
    public const int MostChanges = 64;

    /// <summary>Occasions that are remembered: two months of a plan with a daily fee.</summary>
    public const int MostOccasions = 64;

    private const int MostMonths = 3;

    public static Mandate Apply(Mandate? mandate, AccountKey key, Moment at, MandateEvent happened) => happened switch
    {
        MandateEvent.Set e => Set(mandate, key, at, e),
        MandateEvent.StatusChanged e => Turn(mandate!, at, e),
        MandateEvent.Rearmed e => mandate! with { IsBelow = false, SeenAt = e.SeenAt },
        MandateEvent.OccasionOpened e => Open(mandate!, at, e),
        MandateEvent.AttemptStarted e => With(mandate!, e.Occasion, occasion => occasion with { Attempts = occasion.Attempts.Add(new MandateAttempt(e.Attempt, e.Amount, e.Label, at)) }),
        MandateEvent.AttemptEnded e => EndAttempt(mandate!, at, e),
        MandateEvent.CapReached e => With(mandate!, e.Occasion, occasion => occasion with { IsCapped = true }),
        MandateEvent.OccasionEnded e => With(mandate!, e.Occasion, occasion => occasion with { End = e.End, EndedAt = at }),
        MandateEvent.CardExpiryWarned e => mandate! with { WarnedDays = e.Days },
        _ => throw new UnreachableException($"{happened.GetType().Name} has no Apply."),
    };

    private static Mandate Set(Mandate? mandate, AccountKey key, Moment at, MandateEvent.Set e)
    {
        if (mandate is null)
        {
            return new Mandate(key, e.Line, e.TimeZone, MandateStatus.Active, e.Settings) { ActiveSince = at, Changes = [e.Change] };
        }

        return Withdraw(mandate, at) with
        {
            Settings = e.Settings,
            Status = mandate.Status == MandateStatus.Paused ? MandateStatus.Paused : MandateStatus.Active,
            Stopped = StopReason.None,
            ActiveSince = at,
            Changes = Remember(mandate, e.Change),
            WarnedDays = e.Settings.Method == mandate.Settings.Method ? mandate.WarnedDays : 0,
        };
    }

    private static Mandate Turn(Mandate mandate, Moment at, MandateEvent.StatusChanged e)
    {
        var resumes = e.Status == MandateStatus.Active && mandate.Status != MandateStatus.Active;
        var withdrawn = e.Status == MandateStatus.Active ? mandate : Withdraw(mandate, at);
        return withdrawn with
        {
            Status = e.Status,
            Stopped = e.Why,
            Settings = e.Status == MandateStatus.Stopped ? mandate.Settings with { Method = null } : mandate.Settings,
            ActiveSince = resumes ? at : mandate.ActiveSince,
            Changes = e.Change is { } change ? Remember(mandate, change) : mandate.Changes,
        };
    }

    /// <summary>What is open and not on its way is over; a crossing that was not paid may be answered anew.</summary>
    private static Mandate Withdraw(Mandate mandate, Moment at)
    {
        var last = mandate.Occasions.LastOrDefault(occasion => occasion.Rule == MandateRule.BelowBalance);
        return mandate with
        {
            Occasions = mandate.Occasions.ConvertAll(occasion =>
                occasion is { IsOpen: true, UnderWay: null } ? occasion with { End = OccasionEnd.Withdrawn, EndedAt = at } : occasion),
            IsBelow = mandate.IsBelow && last is not null && (last.End == OccasionEnd.Paid || last.UnderWay is not null),
        };
    }

    private static Mandate Open(Mandate mandate, Moment at, MandateEvent.OccasionOpened e)
    {
        var opened = new MandateOccasion(e.Occasion, e.Rule, e.Amount, e.ChargeAt, e.DueAt, e.GiveUpAt);
        var before = mandate.Find(e.Occasion);
        if (before is not null)
        {
            opened = opened with { Attempts = before.Attempts, AttemptsBefore = before.Attempts.Count };
        }

        var others = before is null ? mandate.Occasions : mandate.Occasions.Remove(before);
        return mandate with
        {
            Occasions = Forget(others, at).Add(opened),
            Crossings = e.Rule == MandateRule.BelowBalance ? mandate.Crossings + 1 : mandate.Crossings,
            IsBelow = mandate.IsBelow || e.Rule == MandateRule.BelowBalance,
            LastDay = e.Rule == MandateRule.OnDay ? MandateCalendar.DayOf(mandate.TimeZone, e.DueAt) : mandate.LastDay,
            SeenAt = e.SeenAt,
        };
    }

    /// <summary>The oldest that are over; a fee that is still to come is known until it came, so that it is never answered twice.</summary>
    private static ImmutableList<MandateOccasion> Forget(ImmutableList<MandateOccasion> occasions, Moment at)
    {
        var spare = occasions.Count - (MostOccasions - 1);
        return spare <= 0 ? occasions : occasions.RemoveAll(occasion =>
            spare > 0 && !occasion.IsOpen && (occasion.Rule != MandateRule.BeforeRenewal || occasion.DueAt <= at) && spare-- > 0);
    }

    private static Mandate EndAttempt(Mandate mandate, Moment at, MandateEvent.AttemptEnded e)
    {
        var started = at;
        var next = With(mandate, e.Occasion, occasion =>
        {
            var attempt = occasion.Attempts[^1];
            started = attempt.StartedAt;
            var ended = occasion with { Attempts = occasion.Attempts.SetItem(occasion.Attempts.Count - 1, attempt with { Outcome = e.Outcome, Reason = e.Reason, EndedAt = at }) };
            return e.Outcome == AttemptOutcome.Paid ? ended with { End = OccasionEnd.Paid, EndedAt = at }
                : e.RetryAt.IsNever ? ended with { End = OccasionEnd.Failed, EndedAt = at }
                : ended with { NextAt = e.RetryAt, GiveUpAt = Moment.Max(ended.GiveUpAt, e.RetryAt + MandateCalendar.DateLasts) };
        });
        return next with
        {
            SeenAt = Moment.Max(next.SeenAt, at),
            PaidByMonth = e.Outcome == AttemptOutcome.Paid ? Paid(next, started, at, e.Amount) : next.PaidByMonth,
        };
    }

    private static ImmutableDictionary<string, Money> Paid(Mandate mandate, Moment from, Moment until, Money amount)
    {
        var paid = mandate.PaidByMonth;
        var last = MandateCalendar.MonthOf(mandate.TimeZone, until);
        for (var month = MandateCalendar.MonthOf(mandate.TimeZone, from); month <= last; month = MandateCalendar.MonthAfter(month))
        {
            var name = MandateCalendar.NameOf(month);
            paid = paid.SetItem(name, paid.GetValueOrDefault(name) + amount);
        }

        return paid.Count <= MostMonths ? paid : paid.RemoveRange(paid.Keys.Order(StringComparer.Ordinal).Take(paid.Count - MostMonths));
    }

    private static ImmutableList<MandateChange> Remember(Mandate mandate, MandateChange change)
    {
        var changes = mandate.Changes.Add(change);
        return changes.Count > MostChanges ? changes.RemoveAt(0) : changes;
    }

    private static Mandate With(Mandate mandate, string occasion, Func<MandateOccasion, MandateOccasion> change)
    {
        var known = mandate.Find(occasion)!;
        return mandate with { Occasions = mandate.Occasions.Replace(known, change(known)) };
    }
}
