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
        var session = Find(line, e.Session);
        if (session is not null)
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

        AddToInterval(line, session, at, e);
        // A device that is only attached reports nothing, hour by hour: that is no use.
        line.LastActivity = e.Reported > 0 ? at : line.LastActivity;
        line.TotalOctets += e.Reported;
        line.TotalCharged += e.Charged;
        line.UncoveredOctets += e.Uncovered;
        line.UncoveredValue += e.UncoveredValue;
    }

    /// <param name="pool">Where a new session comes from, and goes when it is over; null: from and to the collector.</param>
    public static void Apply(Line line, Moment at, LineEvent.CreditAnswered e, SessionPool? pool)
    {
        switch (e.Type)
        {
            case CcRequestType.Event:
                return;
            case CcRequestType.Termination:
                End(line, e.Session, pool);
                return;
        }

        var session = Find(line, e.Session);
        if (session is null)
        {
            session = pool is null ? new Session(e.Session, e.OriginRealm, at) : pool.Begin(e.Session, e.OriginRealm, at);
            line.Sessions = line.Sessions.Length == 0 ? session.Alone : [.. line.Sessions, session];
        }

        line.ThrottleNotEnforceable = e.CannotThrottle && Array.Exists(e.Grants, grant => grant.ThrottleKbps > 0);
        RoamingState.Move(line, session, e.Country);
        session.SupervisedUntil = e.SupervisedUntil;
        Reserve(line, session, e.Grants);
        See(session, e.Number);
        session.Keep(e);
    }

    public static void Apply(Line line, LineEvent.ReservationSet e)
    {
        var session = Find(line, e.Session);
        var place = session is null ? -1 : PlaceOf(session, e.Unit);
        if (place < 0)
        {
            return;
        }

        ref var grant = ref session!.Held[place];
        Hold(line, session.Country, grant, -1);
        grant = grant with { ReservedMoney = e.Money, ReservedBuckets = e.Buckets.Length == 0 ? null : e.Buckets, Packs = e.Packs, OnRounding = false };
        Hold(line, session.Country, grant, +1);
    }

    /// <summary>The session is over: everything set aside for it comes free.</summary>
    public static void End(Line line, SessionKey key, SessionPool? pool = null)
    {
        if (Find(line, key) is not { } session)
        {
            return;
        }

        foreach (ref readonly var grant in session.Held)
        {
            Hold(line, session.Country, grant, -1);
        }

        line.Sessions = line.Sessions.Length == 1 ? [] : Without(line.Sessions, key);
        EndIntervals(line, Tariff.IntervalSession(key));
        if (pool is not null)
        {
            // What a line still sums in the session's memory stays the line's.
            session.OwnIntervals = ReferenceEquals(session.OwnIntervals, line.Intervals) ? null : session.OwnIntervals;
            pool.End(session);
        }
    }

    private static void EndIntervals(Line line, ulong session)
    {
        foreach (ref readonly var interval in line.Intervals.AsSpan())
        {
            if (interval.Key.Session == session)
            {
                line.Intervals = line.Intervals.Length == 1 ? [] : Without(line.Intervals, session);
                return;
            }
        }
    }

    // Apart from their callers, so that a closure is made only where it is used.
    private static Session[] Without(Session[] sessions, SessionKey key)
    {
        var others = Array.FindAll(sessions, session => session.Key != key);
        return others.Length == 1 ? others[0].Alone : others;
    }

    private static RatedInterval[] Without(RatedInterval[] intervals, ulong session) => Array.FindAll(intervals, interval => interval.Key.Session != session);

    private static void Reserve(Line line, Session session, Grant[] granted)
    {
        // All of what was held first: one service can be there twice, and both of its grants are new.
        foreach (ref readonly var grant in granted.AsSpan())
        {
            Release(line, session, grant.Unit);
            Hold(line, session.Country, grant, +1);
        }

        foreach (ref readonly var grant in granted.AsSpan())
        {
            if (grant.Octets > 0)
            {
                session.Hold(grant);
            }
        }
    }

    private static void Release(Line line, Session session, UnitKey unit)
    {
        if (PlaceOf(session, unit) is var place and >= 0)
        {
            Hold(line, session.Country, session.Held[place], -1);
            session.LetGo(place);
        }
    }

    private static int PlaceOf(Session session, UnitKey unit)
    {
        var held = session.Held;
        for (var place = 0; place < held.Length; place++)
        {
            if (held[place].Unit == unit)
            {
                return place;
            }
        }

        return -1;
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
            if (session.Grants.Count > 0)
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

    private static void AddToInterval(Line line, Session? session, Moment at, LineEvent.UsageCharged e)
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
        else if (line.Intervals.Length == 0 && e.Interval.Session != 0 && session is not null)
        {
            // It ends with the session, and its memory serves the next.
            line.Intervals = session.OwnIntervals ??= new RatedInterval[1];
            line.Intervals[0] = begun;
        }
        else
        {
            line.Intervals = WithOneMore(line.Intervals, begun);
        }
    }

    /// <summary>
    /// Out of the young generation from the start. A line is old, and keeps its sums for the day: ten thousand lines that begin their day between two collections
    /// of garbage would each be a place to look at and a thing to copy, 20 ms in which everybody stands still instead of 3 (docs/performance.md).
    /// </summary>
    private static RatedInterval[] WithOneMore(RatedInterval[] intervals, in RatedInterval begun)
    {
        var all = GC.AllocateUninitializedArray<RatedInterval>(intervals.Length + 1, pinned: true);
        intervals.CopyTo(all, 0);
        all[^1] = begun;
        return all;
    }
}
