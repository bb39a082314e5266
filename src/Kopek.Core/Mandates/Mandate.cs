using System.Collections.Immutable;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>
/// The automatic renewal of one line: what its holder wants, and every occasion with its attempts. It alone decides whether an occasion is new and whether
/// the month's cap has room, so whoever tells it what the line looks like may do so twice, late, or after a crash.
/// </summary>
/// <param name="TimeZone">IANA name: days and months are local ones.</param>
public sealed record Mandate(AccountKey Key, LineId Line, string TimeZone, MandateStatus Status, MandateSettings Settings) : Account(Key)
{
    /// <summary>It moves no money itself: its orders do.</summary>
    public override string? OwnedBy => null;

    public StopReason Stopped { get; init; }

    /// <summary>Settings or a resumption since when dates count: what was to be before is not caught up.</summary>
    public Moment ActiveSince { get; init; } = Moment.Beginning;

    /// <summary>The newest changes, so that one sent again is known.</summary>
    public ImmutableList<MandateChange> Changes { get; init; } = [];

    /// <summary>In the order in which they were opened; old ones that are over are forgotten.</summary>
    public ImmutableList<MandateOccasion> Occasions { get; init; } = [];

    /// <summary>How often the balance fell below the threshold: the number names the occasion, and only grows.</summary>
    public int Crossings { get; init; }

    /// <summary>That was answered already: only a balance that was above again makes it new.</summary>
    public bool IsBelow { get; init; }

    /// <summary>The newest date that charged or will, as 20261105.</summary>
    public int LastDay { get; init; }

    /// <summary>What is known of the line is as of then; an older sight of it tells nothing.</summary>
    public Moment SeenAt { get; init; } = Moment.Beginning;

    /// <summary>The warning that the holder had about the method that is bound now: 0, 30 or 7 days ahead.</summary>
    public int WarnedDays { get; init; }

    /// <summary>What was paid, by local month ("202611"). A payment that was on its way over a month's end counts in both: no statement shows more than the cap.</summary>
    public ImmutableDictionary<string, Money> PaidByMonth { get; init; } = ImmutableDictionary<string, Money>.Empty;

    /// <summary>The occasion whose attempt is on its way; there is never more than one.</summary>
    public MandateOccasion? UnderWay => Occasions.FirstOrDefault(occasion => occasion.UnderWay is not null);

    /// <summary>Paid or perhaps paid in a local month: what may still be paid is the cap less this.</summary>
    public Money UseOf(int month) => PaidByMonth.GetValueOrDefault(MandateCalendar.NameOf(month)) + (UnderWay?.UnderWay?.Amount ?? Money.Zero);

    public MandateOccasion? Find(string occasion) => Occasions.FirstOrDefault(known => known.Id == occasion);
}

/// <summary>Something that renewal answers with at most one payment, ever.</summary>
/// <param name="Id">ASCII: the rule, and which time: "below:3", "day:20261105", "renewal:" and the instant of the fee.</param>
/// <param name="Amount">As announced. A renewal charges what lacks when it comes to it.</param>
/// <param name="ChargeAt">Not before.</param>
/// <param name="DueAt">When the fee comes due, or the date's own hour; <see cref="Moment.Never"/> for a balance.</param>
/// <param name="GiveUpAt">Nothing more is tried from then on.</param>
public sealed record MandateOccasion(string Id, MandateRule Rule, Money Amount, Moment ChargeAt, Moment DueAt, Moment GiveUpAt)
{
    public OccasionEnd End { get; init; }
    public Moment EndedAt { get; init; } = Moment.Never;

    /// <summary>The next attempt, while it is open.</summary>
    public Moment NextAt { get; init; } = ChargeAt;

    /// <summary>The cap had no room for it, and the holder was told so.</summary>
    public bool IsCapped { get; init; }

    /// <summary>Attempts of earlier openings: one that failed may be opened again after the holder changed something.</summary>
    public int AttemptsBefore { get; init; }
    public ImmutableList<MandateAttempt> Attempts { get; init; } = [];

    public bool IsOpen => End == OccasionEnd.None;

    public MandateAttempt? UnderWay => Attempts is [.., { Outcome: AttemptOutcome.Open } last] ? last : null;
}

/// <summary>One order, from the decision to place it until its outcome is known.</summary>
/// <param name="Label">Of what is charged, as it was then.</param>
public sealed record MandateAttempt(int Number, Money Amount, string? Label, Moment StartedAt)
{
    public AttemptOutcome Outcome { get; init; }
    public DeclineReason Reason { get; init; }
    public Moment EndedAt { get; init; } = Moment.Never;
}

/// <summary>Numbers are stored and never reused.</summary>
public enum AttemptOutcome : byte
{
    /// <summary>On its way, or nobody knows: nothing else is tried meanwhile.</summary>
    Open = 0,
    Paid = 1,
    Declined = 2,

    /// <summary>Given up in time; what comes later goes back by itself.</summary>
    Expired = 3,
    Cancelled = 4,

    /// <summary>The line could not take the money, and it went back.</summary>
    Refunded = 5,

    /// <summary>There never was an order.</summary>
    NotPlaced = 6,
}

/// <summary>Numbers are stored and never reused.</summary>
public enum OccasionEnd : byte
{
    None = 0,
    Paid = 1,

    /// <summary>The money came another way, or the plan was changed.</summary>
    NotNeeded = 2,
    Failed = 3,

    /// <summary>Its time is over, and the last attempt or the cap stood against it.</summary>
    GivenUp = 4,

    /// <summary>Nothing is bound: the holder was told, and that is all.</summary>
    Told = 5,

    /// <summary>The holder paused, stopped or changed the settings.</summary>
    Withdrawn = 6,
}
