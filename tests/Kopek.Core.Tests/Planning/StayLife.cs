using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Planning;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Core.Tests.Planning;

/// <summary>A stay lived on a real line: each use is asked for, granted, reported and charged as a network does it, in slices.</summary>
internal sealed class StayLife
{
    private const string Zone = "Europe/Moscow";
    private static readonly DateTimeZone Moscow = DateTimeZoneProviders.Tzdb[Zone];
    private static readonly NetworkCode China = NetworkCode.Parse("46000"u8);

    private readonly Stay stay;
    private readonly Decision decision = new(SampleCatalogue.Shipped, QuotaPolicy.Default, new EndedSessions(256));
    private readonly CreditControl request = new() { OriginRealm = 1, CanThrottle = true, HasServices = true, UnitCount = 1 };
    private readonly Random chance;
    private ulong sessions;
    private ulong orders;
    private bool wasCutOff;
    private long counted;
    private int today;

    public StayLife(Stay stay, int seed)
    {
        this.stay = stay;
        chance = new Random(seed);
        for (var day = 0; day < Stay.Before; day++)
        {
            History.Add(Use(day, stay.Octets[day], false));
        }

        var plan = SampleCatalogue.Plan(stay.Plan);
        decision.Begin(Line, At(0, 8));
        LineRules.Decide(decision, new LineCommand.Open(stay.Plan, Zone, plan.Fee + Money.FromRubles(100), Sold: true), new OrderId(1, ++orders));
    }

    public Line Line { get; } = new(new LineId(1));
    public List<DayUse> History { get; } = [];
    public int CutOffDays { get; private set; }
    public int Payments { get; private set; }
    public Money Paid { get; private set; }
    public bool WasCutOffToday => wasCutOff;

    /// <summary>The first day on which good service ended, whether or not money would have helped; null where none did.</summary>
    public int? EndedOn { get; private set; }

    public static Moment At(int day, int hour, int minute = 0) =>
        Moment.FromInstant(Stay.Start.PlusDays(day).At(new LocalTime(hour, minute)).InZoneLeniently(Moscow).ToInstant());

    /// <summary>The day of the stay that a moment is in; far ahead for never.</summary>
    public static int DayOf(Moment moment) =>
        moment.IsNever ? int.MaxValue : NodaTime.Period.Between(Stay.Start, moment.ToInstant().InZone(Moscow).Date, PeriodUnits.Days).Days;

    /// <summary>Ends before now do not count any more.</summary>
    public void ForgetEnd() => EndedOn = null;

    /// <summary>Lives one day until its evening.</summary>
    public void LiveDay(int day)
    {
        (wasCutOff, counted, today) = (false, 0, day);
        var left = stay.Octets[Stay.Before + day];
        var visits = 3 + chance.Next(6);
        for (var visit = 0; visit < visits; visit++)
        {
            var part = visit == visits - 1 ? left : (long)(left * chance.NextDouble() * 0.5);
            left -= part;
            if (part > 0)
            {
                Visit(At(day, 8) + TimeSpan.FromMinutes((visit * 13 * 60 + chance.Next(13 * 60)) / visits), part, stay.Countries[Stay.Before + day] == 0 ? default : China);
            }
        }

        Advance(At(day, 22));
        wasCutOff |= Line.Arrears is Arrears.Blocked or Arrears.DataSuspended or Arrears.DailyFallback or Arrears.Throttled;
        if (wasCutOff)
        {
            CutOffDays++;
            EndedOn ??= day;
        }

        History.Add(Use(Stay.Before + day, counted, wasCutOff));
    }

    public void TopUp(Moment at, Money amount)
    {
        decision.Begin(Line, at);
        Assert.True(LineRules.Decide(decision, new LineCommand.TopUp(amount, LedgerAccount.Receipts), new OrderId(1, ++orders)).IsDone);
        Payments++;
        Paid += amount;
    }

    public void Advance(Moment at)
    {
        decision.Begin(Line, at);
        LineRules.Advance(decision);
        if (Line.Arrears == Arrears.PlanExpired)
        {
            // A guest who stays chooses the plan anew as soon as the money is there.
            LineRules.Decide(decision, new LineCommand.ChangePlan(Line.Plan, AtPeriodEnd: false), new OrderId(1, ++orders));
            wasCutOff |= Line.Arrears == Arrears.PlanExpired;
        }
    }

    private void Visit(Moment at, long octets, NetworkCode network)
    {
        Advance(at);
        (request.Session, request.Network, request.Number) = (new SessionKey(++sessions, sessions << 8), network, 0);
        var granted = Send(CcRequestType.Initial, 0, at);
        while (octets > 0 && granted > 0)
        {
            var used = Math.Min(octets, granted);
            octets -= used;
            granted = octets > 0 ? Send(CcRequestType.Update, used, at) : Close(used, at);
        }

        if (octets > 0)
        {
            EndedOn ??= today;
            // Data that is used up for the period is off whatever is paid: it is no fault of an amount.
            var state = ServiceState.Of(decision);
            wasCutOff |= state.TopUpHelps || state.Reason == "plan_expired" || (!network.IsNone && Line.Available < Money.FromRubles(5));
        }

        if (Line.Sessions.Length > 0)
        {
            Send(CcRequestType.Termination, 0, at);
        }
    }

    private long Close(long used, Moment at)
    {
        Send(CcRequestType.Termination, used, at);
        return 0;
    }

    private long Send(CcRequestType type, long used, Moment at)
    {
        request.Type = type;
        request.Number = type == CcRequestType.Initial ? 0 : request.Number + 1;
        request.Digest = request.Number;
        request.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false), Requests = type != CcRequestType.Termination, RequestedOctets = 100 << 20, Reports = type != CcRequestType.Initial, UsedOctets = used,
        };
        decision.Begin(Line, at);
        var answer = CreditControlRules.Decide(decision, request);
        foreach (var charged in decision.Events.Select(decided => decided.Event).OfType<LineEvent.UsageCharged>())
        {
            counted += charged.Covered + charged.Uncovered;
        }

        return answer.Grants.Length == 0 ? 0 : answer.Grants[0].Octets;
    }

    private DayUse Use(int day, long octets, bool isCut)
    {
        var isAbroad = stay.Countries[day] != 0;
        return new DayUse(Stay.Start.PlusDays(day - Stay.Before), isAbroad ? 0 : octets, isAbroad ? octets : 0, stay.Countries[day], isCut);
    }
}
