using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>What the credit-control events make of a line: the hot half of <see cref="LineState"/>.</summary>
internal static class SessionState
{
    /// <summary>CC-Request-Numbers that a session remembers as seen, counted down from the highest.</summary>
    public const int SeenWindow = 64;

    /// <summary>How long the sums of an interval are kept after its end: units used before a change of prices are reported up to a validity later.</summary>
    public static readonly TimeSpan LateReports = TimeSpan.FromHours(2);

    public static Session? Find(Line line, SessionKey key)
    {
        foreach (var session in line.Sessions)
        {
            if (session.Key == key)
            {
                return session;
            }
        }

        return null;
    }

    public static void Apply(Line line, Moment at, LineEvent.UsageCharged e)
    {
        if (Find(line, e.Session) is { } session)
        {
            Release(line, session, e.Unit);
            session.ReportedOctets += e.Reported;
        }

        BucketSet.Take(line.Buckets, e.Buckets);
        if (!e.Charged.IsZero)
        {
            LineState.Spend(line, e.Charged);
            RoamingState.Take(line, e.Interval.Country, e.Charged);
        }

        AddToInterval(line, at, e);
        // A device that is only attached reports nothing, hour by hour: that is no use.
        line.LastActivity = e.Reported > 0 ? at : line.LastActivity;
        line.TotalOctets += e.Reported;
        line.TotalCharged += e.Charged;
        line.UncoveredOctets += e.Uncovered;
        line.UncoveredValue += e.UncoveredValue;
    }

    public static void Apply(Line line, Moment at, LineEvent.CreditAnswered e)
    {
        switch (e.Type)
        {
            case CcRequestType.Event:
                return;
            case CcRequestType.Termination:
                End(line, e.Session);
                return;
        }

        var session = Find(line, e.Session);
        if (session is null)
        {
            session = new Session { Key = e.Session, OriginRealm = e.OriginRealm, OpenedAt = at };
            line.Sessions = [.. line.Sessions, session];
        }

        line.ThrottleNotEnforceable = e.CannotThrottle && Array.Exists(e.Grants, grant => grant.ThrottleKbps > 0);
        RoamingState.Move(line, session, e.Country);
        session.SupervisedUntil = e.SupervisedUntil;
        Reserve(line, session, e.Grants);
        See(session, e.Number);
        session.Answers[session.AnswerCount % Session.KeptAnswers] = e;
        session.AnswerCount++;
    }

    public static void Apply(Line line, LineEvent.ReservationSet e)
    {
        var session = Find(line, e.Session);
        var place = session is null ? -1 : Array.FindIndex(session.Grants, grant => grant.Unit == e.Unit);
        if (place < 0)
        {
            return;
        }

        // A copy: the array may be that of an answer that is to be repeated as it was.
        var grants = (Grant[])session!.Grants.Clone();
        Hold(line, session.Country, grants[place], -1);
        grants[place] = grants[place] with { ReservedMoney = e.Money, ReservedBuckets = e.Buckets.Length == 0 ? null : e.Buckets, Packs = e.Packs, OnRounding = false };
        Hold(line, session.Country, grants[place], +1);
        session.Grants = grants;
    }

    /// <summary>The session is over: everything set aside for it comes free.</summary>
    public static void End(Line line, SessionKey key)
    {
        if (Find(line, key) is not { } session)
        {
            return;
        }

        foreach (var grant in session.Grants)
        {
            Hold(line, session.Country, grant, -1);
        }

        line.Sessions = line.Sessions.Length == 1 ? [] : Without(line.Sessions, key);
        foreach (var interval in line.Intervals)
        {
            if (interval.Key.Session == Tariff.IntervalSession(key))
            {
                line.Intervals = line.Intervals.Length == 1 ? [] : Without(line.Intervals, interval.Key);
                return;
            }
        }
    }

    // Apart from End, so that a closure is made only where it is used.
    private static Session[] Without(Session[] sessions, SessionKey key) => Array.FindAll(sessions, session => session.Key != key);

    private static RatedInterval[] Without(RatedInterval[] intervals, IntervalKey key) => Array.FindAll(intervals, interval => interval.Key.Session != key.Session);

    private static void Reserve(Line line, Session session, Grant[] granted)
    {
        foreach (var grant in granted)
        {
            Release(line, session, grant.Unit);
            Hold(line, session.Country, grant, +1);
        }

        // The answer's own array serves where it is all that is held, which is nearly always.
        var held = Array.TrueForAll(granted, grant => grant.Octets > 0) ? granted : Array.FindAll(granted, grant => grant.Octets > 0);
        session.Grants = session.Grants.Length == 0 ? held : [.. session.Grants, .. held];
    }

    private static void Release(Line line, Session session, UnitKey unit)
    {
        for (var i = 0; i < session.Grants.Length; i++)
        {
            if (session.Grants[i].Unit == unit)
            {
                Hold(line, session.Country, session.Grants[i], -1);
                session.Grants = session.Grants.Length == 1 ? [] : [.. session.Grants.AsSpan(0, i), .. session.Grants.AsSpan(i + 1)];
                return;
            }
        }
    }

    /// <summary>Sets aside (+1) or frees (-1) what a grant holds, in the country of its session.</summary>
    public static void Hold(Line line, ushort country, in Grant grant, int sign)
    {
        var money = sign > 0 ? grant.ReservedMoney : -grant.ReservedMoney;
        line.Reserved += money;
        RoamingState.Hold(line, country, money);
        line.ReservedPacks += sign * grant.Packs;
        BucketSet.Reserve(line.Buckets, grant.ReservedBuckets, sign);
    }

    /// <summary>Is any quota of this line out in the network?</summary>
    public static bool HoldsGrants(Line line)
    {
        foreach (var session in line.Sessions)
        {
            if (session.Grants.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void See(Session session, uint number)
    {
        if (session.AnswerCount == 0)
        {
            (session.LastNumber, session.SeenNumbers) = (number, 1);
        }
        else if (number > session.LastNumber)
        {
            var shift = number - session.LastNumber;
            session.SeenNumbers = shift >= SeenWindow ? 1 : session.SeenNumbers << (int)shift | 1;
            session.LastNumber = number;
        }
        else if (session.LastNumber - number < SeenWindow)
        {
            session.SeenNumbers |= 1UL << (int)(session.LastNumber - number);
        }
    }

    private static void AddToInterval(Line line, Moment at, LineEvent.UsageCharged e)
    {
        var free = -1;
        for (var i = 0; i < line.Intervals.Length; i++)
        {
            var sums = line.Intervals[i];
            if (sums.Key == e.Interval)
            {
                line.Intervals[i] = sums with
                {
                    Used = sums.Used + e.Reported,
                    Covered = sums.Covered + e.Covered,
                    Uncovered = sums.Uncovered + e.Uncovered,
                    Paid = sums.Paid + e.PaidUnits,
                    Charged = sums.Charged + e.Charged,
                };
                return;
            }

            free = sums.End + LateReports <= at ? i : free;
        }

        var begun = new RatedInterval(e.Interval, e.IntervalEnd, e.Reported, e.Covered, e.Uncovered, e.PaidUnits, e.Charged);
        if (free >= 0)
        {
            // A place whose interval is long over is taken again, so that a line on hourly rating keeps a few.
            line.Intervals[free] = begun;
        }
        else
        {
            line.Intervals = [.. line.Intervals, begun];
        }
    }
}
