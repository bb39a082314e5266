using System.Text;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Core.Tests;

/// <summary>
/// One real line on the sample catalogue with a clock in the test's hand. After every step it checks what must always hold, and that replaying the
/// events so far makes the same line.
/// </summary>
internal sealed class LineBench
{
    public const long Megabyte = DataVolume.OctetsPerMegabyte;
    public const long Kilobyte = DataVolume.OctetsPerKilobyte;

    private readonly Decision decision;
    private readonly EndedSessions ended = new(4096);
    private readonly Dictionary<ulong, uint> numbers = [];
    private readonly List<DecidedEvent> log = [];
    private ulong orders;

    /// <param name="rubles">Opening balance.</param>
    /// <param name="sold">The connection fee was paid at the sale; the plan begins at once where the money covers its fee.</param>
    public LineBench(string plan, long rubles = 0, string zone = "Europe/Moscow", bool sold = true, string at = "2026-03-02T10:00:00Z",
        Catalogue? catalogue = null, QuotaPolicy? quota = null)
    {
        decision = new Decision(catalogue ?? SampleCatalogue.Shipped, quota ?? QuotaPolicy.Default, ended);
        Now = Utc(at);
        Line = new Line(new LineId(1));
        Opened = Do(new LineCommand.Open(plan, zone, Money.FromRubles(rubles), sold));
    }

    public Line Line { get; }
    public LineOutcome Opened { get; }
    public Moment Now { get; set; }
    public Decision Decision => decision;

    /// <summary>Replay costs time in long properties: they check it at the end.</summary>
    public bool ChecksReplay { get; set; } = true;

    /// <summary>Everything that happened to the line.</summary>
    public IReadOnlyList<DecidedEvent> Log => log;

    /// <summary>What the last step made happen.</summary>
    public IReadOnlyList<LineEvent> Last { get; private set; } = [];

    public Money Available => Line.Available;

    public ServiceState State
    {
        get
        {
            Advance();
            return ServiceState.Of(decision);
        }
    }

    public static Moment Utc(string iso) => Moment.FromInstant(NodaTime.Text.InstantPattern.ExtendedIso.Parse(iso).Value);

    public static Moment Local(string zone, int year, int month, int day, int hour = 0, int minute = 0) =>
        Moment.FromInstant(new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToInstant());

    public LineBench Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public LineBench WaitDays(int days) => Wait(TimeSpan.FromDays(days));

    public LineBench GoTo(Moment moment)
    {
        Now = moment;
        return this;
    }

    public LineBench Advance()
    {
        decision.Begin(Line, Now);
        LineRules.Advance(decision);
        Take();
        return this;
    }

    public LineOutcome Do(LineCommand command) => Do(command, new OrderId(7, ++orders));

    public LineOutcome Do(LineCommand command, OrderId order)
    {
        decision.Begin(Line, Now);
        var outcome = LineRules.Decide(decision, command, order);
        Take();
        Assert.Equal((Line.Available, Line.Reserved), (outcome.AvailableAfter, outcome.ReservedAfter));
        return outcome;
    }

    public LineOutcome TopUp(long kopeks) => Do(new LineCommand.TopUp(new Money(kopeks), LedgerAccount.Receipts));

    public LineOutcome TopUpRubles(long rubles) => TopUp(rubles * 100);

    public LineOutcome BuyPack(string code) => Do(new LineCommand.BuyPack(code));

    public LineOutcome ChangePlan(string code, bool atPeriodEnd = false) => Do(new LineCommand.ChangePlan(code, atPeriodEnd));

    public LineOutcome Cap(long? kopeks) => Do(new LineCommand.SetRoamingCap(kopeks is { } most ? new Money(most) : null));

    public LineOutcome StopAutoPacks(bool isOn = true) => Do(new LineCommand.SetAutoPackStop(isOn));

    public LineOutcome Promise(long rubles) => Do(new LineCommand.TakePromisedPayment(Money.FromRubles(rubles)));

    public LineEvent.CreditAnswered Send(CreditControl request)
    {
        decision.Begin(Line, Now);
        var answer = CreditControlRules.Decide(decision, request);
        Take();
        return answer;
    }

    /// <summary>Builds a request; its number is the session's next, its digest follows from its content.</summary>
    public CreditControl Request(CcRequestType type, ulong session, string? network, params Use[] uses)
    {
        var number = numbers.GetValueOrDefault(session);
        numbers[session] = number + 1;
        var request = new CreditControl
        {
            Session = new SessionKey(session, session << 8),
            OriginRealm = 1,
            Type = type,
            Number = number,
            Network = network is null ? default : NetworkCode.Parse(Encoding.ASCII.GetBytes(network)),
            CanThrottle = true,
            HasServices = true,
            UnitCount = uses.Length,
        };
        var digest = new HashCode();
        for (var i = 0; i < uses.Length; i++)
        {
            digest.Add(uses[i]);
            request.Units[i] = uses[i].ToUnits();
        }

        digest.Add((type, number, network));
        request.Digest = unchecked((ulong)digest.ToHashCode());
        return request;
    }

    public LineEvent.CreditAnswered I(long asked = Megabyte, ulong session = 1, string? network = null, uint group = 1) =>
        Send(Request(CcRequestType.Initial, session, network, new Use(group, asked)));

    public LineEvent.CreditAnswered U(long used, long asked = Megabyte, ulong session = 1, string? network = null, uint group = 1) =>
        Send(Request(CcRequestType.Update, session, network, new Use(group, asked, used)));

    public LineEvent.CreditAnswered T(long used, ulong session = 1, string? network = null, uint group = 1) =>
        Send(Request(CcRequestType.Termination, session, network, new Use(group, null, used)));

    /// <summary>A one-time event of so many octets, or of so much money.</summary>
    public LineEvent.CreditAnswered Event(RequestedAction action, long octets = 0, long kopeks = 0, ulong session = 900, string? network = null)
    {
        var request = Request(CcRequestType.Event, session, network, new Use(1, octets));
        request.Action = action;
        request.EventMoney = new Money(kopeks);
        return Send(request);
    }

    /// <summary>Uses octets in one short session: I, U with all of it, T with nothing.</summary>
    public LineEvent.CreditAnswered Use(long octets, ulong session = 500)
    {
        numbers.Remove(session);
        I(session: session);
        var answer = U(octets, session: session);
        T(0, session: session);
        Now += TimeSpan.FromMinutes(11);
        return answer;
    }

    public T Happened<T>() where T : LineEvent => Assert.Single(Last.OfType<T>());

    /// <summary>The line that replaying the events makes.</summary>
    public Line Replayed()
    {
        var line = new Line(Line.Id);
        foreach (var (at, happened) in log)
        {
            LineState.Apply(line, at, happened);
        }

        return line;
    }

    private void Take()
    {
        log.AddRange(decision.Events);
        Last = [.. decision.Events.Select(decided => decided.Event)];
        LineChecks.Check(Line, log);
        if (ChecksReplay)
        {
            Assert.Equal(LineChecks.Text(Line), LineChecks.Text(Replayed()));
        }
    }
}

/// <summary>What a request says of one service. A null is an AVP that is not there.</summary>
internal readonly record struct Use(uint Group, long? Asked, long? Used = null, long BeforeTariffChange = 0)
{
    public RequestedUnits ToUnits() => new()
    {
        Unit = new UnitKey(Group, 0, true, false),
        Requests = Asked is not null,
        RequestedOctets = Asked ?? 0,
        Reports = Used is not null,
        UsedOctets = Used ?? 0,
        UsedBeforeTariffChange = BeforeTariffChange,
    };
}
