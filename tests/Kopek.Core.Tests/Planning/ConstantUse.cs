using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Planning;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Core.Tests.Planning;

/// <summary>A line on which the same is used each day, in four sessions over the network's own requests.</summary>
internal sealed class ConstantUse
{
    public const string Zone = "Europe/Moscow";
    public static readonly Moment Opened = LineBench.Utc("2026-03-02T05:00:00Z");
    public static readonly LocalDate FirstDay = new(2026, 3, 2);

    private static readonly int[] Hours = [9, 13, 17, 21];
    private readonly Decision decision = new(SampleCatalogue.AnyTopUp, QuotaPolicy.Default, new EndedSessions(64));
    private ulong sessions;

    public ConstantUse(string plan, Money opening, Money paid, bool sold = true)
    {
        decision.Begin(Line, Opened);
        LineRules.Decide(decision, new LineCommand.Open(plan, Zone, opening, sold), new OrderId(1, 1));
        if (paid > Money.Zero)
        {
            decision.Begin(Line, Opened);
            LineRules.Decide(decision, new LineCommand.TopUp(paid, LedgerAccount.Receipts), new OrderId(1, 2));
        }
    }

    public Line Line { get; } = new(new LineId(1));

    public void Pay(Moment at, Money amount)
    {
        Advance(at);
        Assert.True(LineRules.Decide(decision, new LineCommand.TopUp(amount, LedgerAccount.Receipts), new OrderId(3, ++sessions)).Refused == default);
    }

    /// <summary>The same with payments at the end of their days; null where the line was cut off.</summary>
    public Money? LeftAfter(int days, long octetsPerDay, IReadOnlyList<(LocalDate Day, Money Amount)> payments)
    {
        foreach (var (_, amount) in payments.Where(payment => payment.Day <= FirstDay))
        {
            Pay(Opened, amount);
        }

        return LastsUntil(days, octetsPerDay, day =>
        {
            var today = FirstDay.PlusDays(day);
            foreach (var (_, amount) in payments.Where(payment => payment.Day > FirstDay && payment.Day == today.PlusDays(-1)))
            {
                Pay(Moment.FromInstant(DateTimeZoneProviders.Tzdb[Zone].AtStartOfDay(today).ToInstant()) + TimeSpan.FromMilliseconds(-1), amount);
            }
        }) ? Line.Available : null;
    }

    /// <summary>Lives until the end of a day; false where money would have helped at some time.</summary>
    public bool LastsUntil(int days, long octetsPerDay, Action<int>? beforeDay = null)
    {
        for (var day = 0; day < days; day++)
        {
            beforeDay?.Invoke(day);
            for (var quarter = 0; quarter < Hours.Length; quarter++)
            {
                var at = FirstDay.PlusDays(day).At(new LocalTime(Hours[quarter], 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb[Zone]).ToInstant();
                if (!Use(Moment.FromInstant(at), octetsPerDay * (quarter + 1) / 4 - octetsPerDay * quarter / 4))
                {
                    return false;
                }
            }
        }

        var end = DateTimeZoneProviders.Tzdb[Zone].AtStartOfDay(FirstDay.PlusDays(days)).ToInstant();
        Advance(Moment.FromInstant(end) + TimeSpan.FromMilliseconds(-1));
        return Line.Arrears == Arrears.None;
    }

    private bool Use(Moment at, long octets)
    {
        Advance(at);
        if (Line.Arrears != Arrears.None)
        {
            return false;
        }

        if (octets == 0)
        {
            return true;
        }

        var uncovered = Line.UncoveredOctets;
        var isGranted = Send(at, CcRequestType.Initial, ++sessions, 0);
        if (isGranted)
        {
            Send(at, CcRequestType.Termination, sessions, octets);
        }

        return (isGranted && Line.UncoveredOctets == uncovered) || !ServiceState.Of(decision).TopUpHelps;
    }

    private void Advance(Moment at)
    {
        decision.Begin(Line, at);
        LineRules.Advance(decision);
        if (Line.Arrears == Arrears.PlanExpired)
        {
            LineRules.Decide(decision, new LineCommand.ChangePlan(Line.Plan, AtPeriodEnd: false), new OrderId(2, (ulong)at.UnixMilliseconds));
        }
    }

    private bool Send(Moment at, CcRequestType type, ulong session, long used)
    {
        var request = new CreditControl
        {
            Session = new SessionKey(session, session << 8), OriginRealm = 1, Type = type, Number = type == CcRequestType.Initial ? 0u : 1u, CanThrottle = true, HasServices = true, UnitCount = 1,
        };
        request.Units[0] = new RequestedUnits { Unit = new UnitKey(1, 0, true, false), Requests = type == CcRequestType.Initial, Reports = type != CcRequestType.Initial, UsedOctets = used };
        decision.Begin(Line, at);
        return CreditControlRules.Decide(decision, request).ResultCode == ResultCode.Success;
    }
}
