using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>
/// Credit control for sessions and one-time events (RFC 8506 4 to 6). The answer is an event where something changed; a repeat, a refusal that changes
/// nothing and a stranger's request get an answer that is not journalled.
/// </summary>
public static class CreditControlRules
{
    /// <summary>Sessions a line may have open at once: devices have a handful of PDN connections.</summary>
    public const int MaxSessions = 16;

    /// <summary>Supervision (RFC 8506 13, Tcc): twice the validity and a little, so that a core may be late once.</summary>
    private static readonly TimeSpan SupervisionMargin = TimeSpan.FromSeconds(60);

    public static LineEvent.CreditAnswered Decide(Decision d, CreditControl request)
    {
        ArgumentNullException.ThrowIfNull(d);
        ArgumentNullException.ThrowIfNull(request);
        AdvanceRules.Run(d);
        if (request.Type == CcRequestType.Event && SessionState.Find(d.Line, request.Session) is null)
        {
            return d.Ended.Find(request.Session, request.Number, request.Type, d.Now) is { } given ? Repeat(request, given) : OneTimeEventRules.Decide(d, request);
        }

        var session = SessionState.Find(d.Line, request.Session);
        if (session is not null)
        {
            return session.OriginRealm != request.OriginRealm ? NotJournalled(request, ResultCode.AuthorizationRejected) : InSession(d, request, session);
        }

        if (d.Ended.Find(request.Session, request.Number, request.Type, d.Now) is { } answered)
        {
            return Repeat(request, answered);
        }

        if (request.Type != CcRequestType.Initial)
        {
            return NotJournalled(request, ResultCode.UnknownSessionId);
        }

        return d.Ended.HasForgottenAnswersOf(request.Session, d.Now) ? NotJournalled(request, ResultCode.UnableToComply) : Open(d, request);
    }

    /// <summary>An answer that changed nothing, with the refusal in each service too: some cores look only there.</summary>
    internal static LineEvent.CreditAnswered NotJournalled(CreditControl request, int resultCode)
    {
        var grants = request.UnitCount == 0 ? [] : new Grant[request.UnitCount];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = GrantRules.Refused(request.Units[i].Unit, resultCode);
        }

        return new LineEvent.CreditAnswered(request.Session, request.OriginRealm, request.Digest, request.Type, request.Number, resultCode, 0, Moment.Never, grants);
    }

    private static LineEvent.CreditAnswered InSession(Decision d, CreditControl request, Session session)
    {
        // Nearly every request has a new number, and the old answers have left the processor's caches: they are looked at only for an old one.
        if (request.Number <= session.LastNumber)
        {
            ref readonly var kept = ref session.AnswerTo(request.Number);
            if (kept.Type == request.Type)
            {
                return Repeat(request, kept.ToAnswer(session.Key));
            }

            if (WasSeen(session, request.Number))
            {
                return NotJournalled(request, ResultCode.UnableToComply);
            }
        }

        if (request.Type is CcRequestType.Initial or CcRequestType.Event)
        {
            return NotJournalled(request, ResultCode.UnableToComply);
        }

        return request.Type == CcRequestType.Update ? Update(d, request, session) : Terminate(d, request, session);
    }

    /// <summary>The same request again gets the same answer; other content under the same number is a conflict.</summary>
    private static LineEvent.CreditAnswered Repeat(CreditControl request, LineEvent.CreditAnswered given)
    {
        if (given.OriginRealm != request.OriginRealm)
        {
            return NotJournalled(request, ResultCode.AuthorizationRejected);
        }

        return given.Digest == request.Digest ? given : NotJournalled(request, ResultCode.UnableToComply);
    }

    private static bool WasSeen(Session session, uint number)
    {
        var back = session.LastNumber - number;
        return back >= SessionState.SeenWindow || (session.SeenNumbers >> (int)back & 1) != 0;
    }

    private static LineEvent.CreditAnswered Open(Decision d, CreditControl request)
    {
        var refused = ServiceRules.Refusal(d, request.Network, out var country);
        if (refused != ResultCode.Success)
        {
            return NotJournalled(request, refused);
        }

        if (d.Line.Sessions.Length >= MaxSessions)
        {
            return NotJournalled(request, ResultCode.EndUserServiceDenied);
        }

        var grants = Grants(d, request, country, d.Now, ResultCode.Success);
        var code = Command(grants, request, ResultCode.Success);
        return code == ResultCode.Success || !AllRefused(grants) ? Answer(d, request, country, grants, code) : NotJournalled(request, code);
    }

    private static LineEvent.CreditAnswered Update(Decision d, CreditControl request, Session session)
    {
        Charge(d, request, session);
        // What the report set free may pay an open fee, and then this very answer grants again.
        RenewalRules.RetryUnpaidFee(d);
        var refused = ServiceRules.Refusal(d, request.Network, out var country);
        if (refused != ResultCode.Success || (country == 0 && request.Network.IsNone))
        {
            country = session.Country;
        }

        // Without its network in the request a device is where it was, and the plan may have changed since.
        if (refused == ResultCode.Success && request.Network.IsNone && country != 0 && !ServiceRules.GoesTo(d, country))
        {
            refused = ResultCode.EndUserServiceDenied;
        }

        var grants = Grants(d, request, country, session.OpenedAt, refused);
        var answer = Answer(d, request, country, grants, Command(grants, request, refused));
        ReservationRules.FitRoamingCap(d);
        return answer;
    }

    private static LineEvent.CreditAnswered Terminate(Decision d, CreditControl request, Session session)
    {
        Charge(d, request, session);
        var grants = new Grant[request.UnitCount];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = GrantRules.Reported(request.Units[i].Unit);
        }

        var answer = Answer(d, request, session.Country, grants, ResultCode.Success, session);
        RenewalRules.RetryUnpaidFee(d);
        return answer;
    }

    /// <summary>A report counts where the device was when the grant was given, and when it arrives: its interval is that of now.</summary>
    private static void Charge(Decision d, CreditControl request, Session session)
    {
        var version = d.Catalogue.At(d.Now).EffectiveFrom;
        // Where the plan was changed since, its terms are not those of what was used before: all of it counts where it arrives.
        var changed = version > session.OpenedAt && d.Line.PlanSince < version && ReportsBeforeChange(request);
        if (changed)
        {
            ChargeBeforeChange(d, request, session, version);
        }

        var tariff = default(Tariff);
        for (var i = 0; i < request.UnitCount; i++)
        {
            ref readonly var unit = ref request.Units[i];
            if (unit.Reports)
            {
                tariff = tariff.Plan is null ? Tariff.Of(d, RenewalRules.PlanOf(d), session.Country, session.Key, session.OpenedAt, d.Now) : tariff;
                ChargeRules.Charge(d, session.Key, unit.Unit, unit.UsedOctets - (changed ? Before(unit) : 0), tariff);
            }
        }
    }

    /// <summary>Of all services first, because the interval before the change is forgotten when one after it begins.</summary>
    private static void ChargeBeforeChange(Decision d, CreditControl request, Session session, Moment change)
    {
        var last = change + TimeSpan.FromMilliseconds(-1);
        var plan = d.Catalogue.At(last).FindPlan(d.Line.Plan) ?? RenewalRules.PlanOf(d);
        var tariff = Tariff.Of(d, plan, session.Country, session.Key, session.OpenedAt, last);
        for (var i = 0; i < request.UnitCount; i++)
        {
            ref readonly var unit = ref request.Units[i];
            if (unit.Reports && Before(unit) > 0)
            {
                ChargeRules.Charge(d, session.Key, unit.Unit, Before(unit), tariff);
            }
        }
    }

    private static bool ReportsBeforeChange(CreditControl request)
    {
        for (var i = 0; i < request.UnitCount; i++)
        {
            if (request.Units[i].Reports && Before(request.Units[i]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static long Before(in RequestedUnits unit) => Math.Clamp(unit.UsedBeforeTariffChange, 0, Math.Max(0, unit.UsedOctets));

    private static Grant[] Grants(Decision d, CreditControl request, ushort country, Moment opened, int refused)
    {
        var grants = request.UnitCount == 0 ? [] : new Grant[request.UnitCount];
        if (grants.Length == 0)
        {
            return grants;
        }

        var tariff = Tariff.Of(d, RenewalRules.PlanOf(d), country, request.Session, opened, d.Now);
        var shared = grants.Length > 1 || SessionState.HoldsGrants(d.Line);
        if (shared && refused == ResultCode.Success && !ReservationRules.StandAlone(d, request, tariff))
        {
            refused = ResultCode.CreditLimitReached;
        }

        for (var i = 0; i < grants.Length; i++)
        {
            ref readonly var unit = ref request.Units[i];
            grants[i] = !unit.Requests ? GrantRules.Reported(unit.Unit)
                : refused != ResultCode.Success ? GrantRules.Refused(unit.Unit, refused)
                : GrantRules.Decide(d, unit, tariff, shared);
            // The next service of this request must not be granted the same cover.
            SessionState.Hold(d.Line, country, grants[i], +1);
        }

        foreach (var grant in grants)
        {
            SessionState.Hold(d.Line, country, grant, -1);
        }

        return grants;
    }

    private static LineEvent.CreditAnswered Answer(Decision d, CreditControl request, ushort country, Grant[] grants, int resultCode, Session? ends = null)
    {
        var validity = 0;
        foreach (var grant in grants)
        {
            validity = Math.Max(validity, grant.ValiditySeconds);
        }

        var supervised = request.Type == CcRequestType.Termination ? Moment.Never : d.Now + SupervisionMargin + TimeSpan.FromSeconds(2L * validity);
        var answer = new LineEvent.CreditAnswered(request.Session, request.OriginRealm, request.Digest, request.Type, request.Number, resultCode,
            country, supervised, grants)
        {
            CannotThrottle = !request.CanThrottle,
        };
        if (ends is not null)
        {
            d.Ended.Remember(ends, answer, d.Now);
        }

        d.Emit(answer);
        return answer;
    }

    /// <summary>
    /// The code of the whole answer. An I that gets nothing is refused as a whole (no T follows); in mid-session each service has its own code and the
    /// command succeeds, except where there is no MSCC to carry it.
    /// </summary>
    private static int Command(Grant[] grants, CreditControl request, int refused)
    {
        var hasServices = request.UnitCount > 0 && request.HasServices;
        if (!AllRefused(grants) || (request.Type != CcRequestType.Initial && hasServices))
        {
            return grants.Length == 0 ? refused : ResultCode.Success;
        }

        return grants[0].ResultCode;
    }

    private static bool AllRefused(Grant[] grants)
    {
        foreach (var grant in grants)
        {
            if (grant.ResultCode == ResultCode.Success)
            {
                return false;
            }
        }

        return grants.Length > 0;
    }
}
