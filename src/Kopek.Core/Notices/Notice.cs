using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;

namespace Kopek.Core.Notices;

/// <summary>What automatic renewal took from what is bound, in one attempt.</summary>
/// <param name="Label">Of what was charged.</param>
public sealed record AutoCharge(Money Paid, string Label);

/// <summary>
/// One thing that a holder shall know, with resolved values: whoever words it looks nothing up. A closed set. <see cref="Occasion"/> names what it is
/// about so that the same is never told twice to the same line.
/// </summary>
public abstract record Notice
{
    private Notice(NoticeKind kind, string occasion) => (Kind, Occasion) = (kind, occasion);

    public NoticeKind Kind { get; }

    /// <summary>ASCII, unique for a line for ever: the kind, and what of it (an order, a bucket, the instant of a fee).</summary>
    public string Occasion { get; }

    /// <summary>The balance fell below a threshold that the holder set.</summary>
    public sealed record LowBalance(string About, Money Threshold, Money Balance) : Notice(NoticeKind.LowBalance, $"low_balance:{About}");

    /// <summary>The plan's fee is due soon. <paramref name="Lacking"/>: the least payment that covers it as things stand; zero where it is covered.</summary>
    public sealed record RenewalComing(string About, LocalizedText Plan, Money Fee, Moment Due, Money Balance, Money Lacking)
        : Notice(NoticeKind.RenewalComing, $"renewal_coming:{About}");

    /// <summary>The fee was due and is not covered, with what that means for service now.</summary>
    public sealed record RenewalFailed(string About, LocalizedText Plan, Money Fee, Money Lacking, Arrears Arrears)
        : Notice(NoticeKind.RenewalFailed, $"renewal_failed:{About}");

    public sealed record ToppedUp(string About, Money Amount, Money Balance) : Notice(NoticeKind.ToppedUp, $"topped_up:{About}")
    {
        /// <summary>What paid for it by itself; null where a person did.</summary>
        public AutoCharge? PaidBy { get; init; }
    }

    /// <summary>Data stopped. <paramref name="Cure"/> is the code of <see cref="ServiceState.Cure"/>; <paramref name="Needed"/> the least payment that brings it back, zero where money alone does not.</summary>
    public sealed record CutOff(string About, string Cure, Money Needed) : Notice(NoticeKind.CutOff, $"cut_off:{About}");

    public sealed record BackOnline(string About, Money Balance) : Notice(NoticeKind.BackOnline, $"back_online:{About}");

    /// <summary>80 % of a bundle or pack are used. <paramref name="Until"/>: when it ends.</summary>
    public sealed record BundleLow(string About, LocalizedText Name, int Percent, long RestOctets, Moment Until) : Notice(NoticeKind.BundleLow, $"bundle_low:{About}");

    public sealed record BundleUsedUp(string About, LocalizedText Name) : Notice(NoticeKind.BundleUsedUp, $"bundle_used_up:{About}");

    /// <summary>
    /// A top-up will be made by itself, or is being made. <paramref name="Label"/>: of what is charged; null where nothing is bound, and the holder must pay.
    /// <paramref name="DueAt"/>: when the plan's fee comes due; never for the other rules.
    /// </summary>
    public sealed record AutoRenewalComing(string About, MandateRule Rule, Money Amount, Moment ChargeAt, Moment DueAt, string? Label)
        : Notice(NoticeKind.AutoRenewalComing, $"auto_renewal_coming:{About}");

    /// <summary>Only where it was not told with the money (<see cref="ToppedUp.PaidBy"/>).</summary>
    public sealed record AutoRenewalDone(string About, Money Amount, string Label) : Notice(NoticeKind.AutoRenewalDone, $"auto_renewal_done:{About}");

    /// <summary>It brought nothing. <paramref name="RetryAt"/>: when it is tried again; never where the holder must do something.</summary>
    public sealed record AutoRenewalFailed(string About, Money Amount, string Label, DeclineReason Reason, Moment RetryAt)
        : Notice(NoticeKind.AutoRenewalFailed, $"auto_renewal_failed:{About}");

    /// <summary>The month's cap has no room for it. <paramref name="Used"/>: of the cap so far.</summary>
    public sealed record AutoRenewalCapped(string About, Money Amount, Money Cap, Money Used) : Notice(NoticeKind.AutoRenewalCapped, $"auto_renewal_capped:{About}");

    /// <summary>What is bound is good until <paramref name="ExpiresAt"/>, and then no more.</summary>
    public sealed record CardExpiring(string About, string Label, Moment ExpiresAt) : Notice(NoticeKind.CardExpiring, $"card_expiring:{About}");

    /// <summary>Support answered what the holder wrote. <paramref name="Ticket"/>: its number, as it is read aloud. The answer itself is read on the holder's pages.</summary>
    public sealed record SupportAnswered(string About, string Ticket) : Notice(NoticeKind.SupportAnswered, $"support_answered:{About}");

    /// <summary>80 % of the holder's cap on roaming are taken in this month of the line; at the cap data abroad stops.</summary>
    public sealed record RoamingCapNear(string About, Money Cap, Money Used) : Notice(NoticeKind.RoamingCapNear, $"roaming_cap_near:{About}");

    /// <summary>The holder's cap on roaming is taken: data abroad is off until <paramref name="MonthEnds"/>, or until the cap is raised.</summary>
    public sealed record RoamingCapReached(string About, Money Cap, Moment MonthEnds) : Notice(NoticeKind.RoamingCapReached, $"roaming_cap_reached:{About}");

    /// <summary>
    /// What is left to do today for a trip that was kept for the line; no places, so that the record has none. <paramref name="TopUp"/>: what lacks until the
    /// next such day; zero for nothing, null where the sum cannot be told. <paramref name="Plan"/>: the best one for the trip.
    /// </summary>
    public sealed record TripReminder(string About, IReadOnlyList<TripTaskKind> Tasks, Money? TopUp, LocalizedText Plan) : Notice(NoticeKind.TripReminder, $"trip:{About}");

    /// <summary>A plan that does not renew, or a pack with something left in it, ends. <paramref name="Days"/>: local days from now, 0 is today.</summary>
    public sealed record Expiring(string About, LocalizedText Name, Moment Until, int Days) : Notice(NoticeKind.Expiring, $"expiring:{About}");
}
