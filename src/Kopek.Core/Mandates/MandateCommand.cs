using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>What may be said to a mandate: by its holder, by whoever looks at the line, or as the outcome of an order. Each may come twice.</summary>
public abstract record MandateCommand : AccountCommand
{
    /// <summary>The answer's number for a change that was made before.</summary>
    public const long Repeated = 1;

    private MandateCommand() { }

    /// <summary>
    /// Makes it, or replaces what is wanted. A paused one stays paused; a stopped one begins anew. The same change again answers number 1 and does nothing;
    /// its key with other content is a conflict.
    /// </summary>
    public sealed record Set(MandateChange Change, MandateSettings Settings, LineSight Sight) : MandateCommand;

    public sealed record Pause(MandateChange Change) : MandateCommand;

    public sealed record Resume(MandateChange Change) : MandateCommand;

    public sealed record Stop(MandateChange Change) : MandateCommand;

    /// <summary>The line looks like this: what follows from it is decided here, and the same sight again decides nothing.</summary>
    public sealed record Look(LineSight Sight) : MandateCommand;

    /// <summary>What became of an attempt's order. Only what is surely over is told; what nobody knows stays on its way.</summary>
    public sealed record AttemptEnded(string Occasion, int Attempt, AttemptOutcome Outcome, DeclineReason Reason, AutoRenewalTerms Terms) : MandateCommand;
}

/// <summary>What happened to a mandate. Holders are told from these, so each carries what its notice says.</summary>
public abstract record MandateEvent : AccountEvent
{
    private MandateEvent() { }

    public sealed record Set(MandateChange Change, LineId Line, string TimeZone, MandateSettings Settings) : MandateEvent;

    /// <param name="Change">Null where nobody asked: the line was closed.</param>
    public sealed record StatusChanged(MandateChange? Change, MandateStatus Status, StopReason Why) : MandateEvent;

    /// <summary>The balance is above the threshold again, or a new day or month lets it be looked at anew.</summary>
    public sealed record Rearmed(Moment SeenAt) : MandateEvent;

    /// <param name="Label">Of what will be charged; null where nothing is bound.</param>
    public sealed record OccasionOpened(string Occasion, MandateRule Rule, Money Amount, Moment ChargeAt, Moment DueAt, Moment GiveUpAt, Moment SeenAt, string? Label) : MandateEvent;

    /// <summary>The intent to charge, before there is an order.</summary>
    public sealed record AttemptStarted(string Occasion, MandateRule Rule, int Attempt, Money Amount, string? Label) : MandateEvent;

    /// <param name="RetryAt"><see cref="Moment.Never"/>: it is not tried again.</param>
    public sealed record AttemptEnded(string Occasion, int Attempt, Money Amount, AttemptOutcome Outcome, DeclineReason Reason, Moment RetryAt, string? Label) : MandateEvent;

    /// <summary>An occasion that the cap has no room for; it stays open while its time lasts.</summary>
    public sealed record CapReached(string Occasion, Money Amount, Money Cap, Money Used) : MandateEvent;

    /// <param name="Label">Null where there is nothing to tell the holder.</param>
    public sealed record OccasionEnded(string Occasion, OccasionEnd End, DeclineReason Reason, Money Amount, string? Label) : MandateEvent;

    /// <param name="Days">30 or 7: the warning; what is left may be less.</param>
    /// <param name="ExpiresAt">The end of its last month.</param>
    public sealed record CardExpiryWarned(int Days, Moment ExpiresAt, string Label) : MandateEvent;
}
