using Kopek.Core.Lines;

namespace Kopek.Core.Sessions;

/// <summary>
/// A grant is a promise: what the network uses of it is covered. Where something is about to happen that would take away what a grant counts on, what is
/// set aside for it is set anew first.
/// </summary>
internal static class ReservationRules
{
    /// <summary>
    /// Others are about to use the interval of <paramref name="tariff"/>: a grant that counts on rounding that was paid in it is given cover of its own.
    /// False where the line has none: then the others must wait for its report.
    /// </summary>
    /// <param name="request">Grants that it answers end with its answer and need nothing.</param>
    public static bool StandAlone(Decision d, CreditControl request, in Tariff tariff)
    {
        foreach (var session in d.Line.Sessions)
        {
            foreach (var grant in session.Held)
            {
                if (!grant.OnRounding || (session.Key == request.Session && Answers(request, grant.Unit)) || !IsIn(d, session, tariff))
                {
                    continue;
                }

                if (!TryAnew(d, session, grant, tariff, out var reserved))
                {
                    return false;
                }

                Emit(d, session, grant, reserved);
            }
        }

        return true;
    }

    /// <summary>The plan was changed, and its bundle with it: grants that are out are set on what the new plan and the money cover, as far as that goes.</summary>
    public static void PlanChanged(Decision d)
    {
        foreach (var session in d.Line.Sessions)
        {
            var tariff = Tariff.Of(d, RenewalRules.PlanOf(d), session.Country, session.Key, session.OpenedAt, d.Now);
            var grants = session.Held;
            for (var i = 0; i < grants.Length; i++)
            {
                // What was granted free is free. One service can be there twice: the first stands for both.
                if (grants[i].ThrottleKbps > 0 || HasBefore(grants, i))
                {
                    continue;
                }

                TryAnew(d, session, grants[i], tariff, out var reserved);
                if (!IsSame(grants[i], reserved))
                {
                    Emit(d, session, grants[i], reserved);
                }
            }
        }
    }

    /// <summary>
    /// The holder lowered the cap, or a grant of home went abroad: what is set aside there is cut to what the cap leaves, one grant after the other. What the
    /// network uses of them beyond that is uncovered.
    /// </summary>
    public static void FitRoamingCap(Decision d)
    {
        if (d.Line.Roaming is not { IsOver: true } spending)
        {
            return;
        }

        foreach (var session in d.Line.Sessions)
        {
            var grants = session.Held;
            for (var i = 0; session.Country != 0 && i < grants.Length && spending.IsOver; i++)
            {
                if (grants[i].ReservedMoney.IsZero || HasBefore(grants, i))
                {
                    continue;
                }

                var tariff = Tariff.Of(d, RenewalRules.PlanOf(d), session.Country, session.Key, session.OpenedAt, d.Now);
                TryAnew(d, session, grants[i], tariff, out var reserved);
                Emit(d, session, grants[i], reserved);
            }
        }
    }

    private static bool HasBefore(ReadOnlySpan<Grant> grants, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (grants[i].Unit == grants[place].Unit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(in Grant grant, in Reservation reserved) =>
        !grant.OnRounding && grant.ReservedMoney == reserved.Money && grant.Packs == reserved.Packs && grant.ReservedBuckets is null && reserved.Buckets is null;

    private static bool IsIn(Decision d, Session session, in Tariff tariff) =>
        session.Country == tariff.Country
        && Tariff.Of(d, tariff.Plan, session.Country, session.Key, session.OpenedAt, d.Now).Interval == tariff.Interval;

    private static bool Answers(CreditControl request, UnitKey unit)
    {
        for (var i = 0; i < request.UnitCount; i++)
        {
            if (request.Units[i].Unit == unit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryAnew(Decision d, Session session, in Grant grant, in Tariff tariff, out Reservation reserved)
    {
        SessionState.Hold(d.Line, session.Country, grant, -1);
        var isWhole = GrantRules.TryReserve(d.Line, tariff, grant.Octets, out reserved);
        SessionState.Hold(d.Line, session.Country, grant, +1);
        return isWhole;
    }

    private static void Emit(Decision d, Session session, in Grant grant, in Reservation reserved) =>
        d.Emit(new LineEvent.ReservationSet(session.Key, grant.Unit, reserved.Money, reserved.Buckets ?? [], reserved.Packs));
}
