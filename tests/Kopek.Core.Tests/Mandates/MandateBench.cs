using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

/// <summary>One mandate at a time that the test sets, with a line that looks as the test says.</summary>
internal sealed class MandateBench
{
    public const string Moscow = "Europe/Moscow";
    public static readonly LineId Line = new(4711);
    public static readonly AccountKey Key = MandateKey.Of(Line);
    public static readonly MandateMethod Card = new("sandbox", "pm_1", "Mir •• 4417", 0, 0);

    private ulong changes;

    public static AutoRenewalTerms Terms => AutoRenewalTerms.Default;

    /// <summary>2026-11-10 15:00 in Moscow.</summary>
    public Moment Now { get; set; } = Local(2026, 11, 10, 15);
    public Mandate? State { get; private set; }
    public List<MandateEvent> Happened { get; } = [];

    /// <summary>When each of them happened.</summary>
    public List<Moment> Times { get; } = [];
    public List<Notice> Told { get; } = [];

    public LineSight Sight { get; set; } = new(default, "KDR", "RUB", Moscow, false, true, Money.FromRubles(500), Money.Zero, false, Moment.Never,
        Money.FromRubles(1), Money.FromRubles(15_000), PaymentTerms.Default);

    public MandateAttempt UnderWay => State!.UnderWay!.UnderWay!;

    /// <summary>An hour of Moscow, which is 3 ahead of UTC all year.</summary>
    public static Moment Local(int year, int month, int day, int hour, int minute = 0) =>
        new(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.FromHours(3)).ToUnixTimeMilliseconds());

    public static MandateSettings Below(long threshold = 100, long amount = 300, long cap = 1000, MandateMethod? method = null) =>
        new(new BelowBalanceRule(Money.FromRubles(threshold), Money.FromRubles(amount)), null, null, Money.FromRubles(cap), method ?? Card);

    public static MandateSettings OnDay(int day, long amount = 300, long cap = 1000, MandateMethod? method = null) =>
        new(null, new OnDayRule(day, Money.FromRubles(amount)), null, Money.FromRubles(cap), method ?? Card);

    public static MandateSettings BeforeRenewal(int hours = 48, long cap = 1000, MandateMethod? method = null) =>
        new(null, null, new BeforeRenewalRule(TimeSpan.FromHours(hours)), Money.FromRubles(cap), method ?? Card);

    /// <summary>A key of its own each time.</summary>
    public MandateChange NewChange() => new(new OrderId(77, ++changes), 1, changes);

    public AccountAnswer Sets(MandateSettings settings) => Says(new MandateCommand.Set(NewChange(), settings, Sight with { At = Now }));

    public AccountAnswer Says(MandateCommand command)
    {
        var decision = new AccountDecision(Key, State, Now);
        var answer = AccountRules.Decide(decision, command);
        State = (Mandate?)decision.Account;
        foreach (var happened in decision.Events.Cast<MandateEvent>())
        {
            Happened.Add(happened);
            Times.Add(decision.Now);
            if (MandateNotices.Of(happened) is { } notice)
            {
                Told.Add(notice);
            }
        }

        return answer;
    }

    /// <summary>The line as it looks now; answers what happened by it.</summary>
    public IReadOnlyList<MandateEvent> Looks()
    {
        var from = Happened.Count;
        Says(new MandateCommand.Look(Sight with { At = Now }));
        return Happened[from..];
    }

    public IReadOnlyList<MandateEvent> Looks(long balance)
    {
        Sight = Sight with { Balance = Money.FromRubles(balance) };
        return Looks();
    }

    public void Passes(TimeSpan time) => Now += time;

    public AccountAnswer Ends(AttemptOutcome outcome, DeclineReason reason = DeclineReason.None)
    {
        var occasion = State!.UnderWay!;
        return Says(new MandateCommand.AttemptEnded(occasion.Id, occasion.UnderWay!.Number, outcome, reason, Terms));
    }

    public int Attempts => Happened.OfType<MandateEvent.AttemptStarted>().Count();
}
