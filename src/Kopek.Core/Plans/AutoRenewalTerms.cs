namespace Kopek.Core.Plans;

/// <summary>
/// What a brand lets automatic renewal do, and when. Limits are configuration, because published ones differ between operators and even pages of one
/// (domain: 30 and up for the threshold, 50-10,000 and 100-15,000 for the amount).
/// </summary>
/// <param name="LeastThreshold">A balance below which a top-up may be wished for, at least.</param>
/// <param name="LeastAmount">Of one top-up; the plan's own least and most hold as well.</param>
/// <param name="MostCap">A month's cap, at most.</param>
/// <param name="LeastLead">Before a plan's renewal.</param>
/// <param name="ChargeHour">Hour of the line's local day, 0-23, at which a date charges.</param>
/// <param name="Notice">The holder is told so long before a date or a renewal charges.</param>
/// <param name="LeastNotice">Where it is found out later: at least so long before, save that a renewal would come sooner.</param>
/// <param name="Retries">After each attempt that brought nothing, the time until the next; past the last of them the occasion is given up.</param>
public sealed record AutoRenewalTerms(
    Money LeastThreshold,
    Money MostThreshold,
    Money LeastAmount,
    Money MostAmount,
    Money MostCap,
    TimeSpan LeastLead,
    TimeSpan MostLead,
    int ChargeHour,
    TimeSpan Notice,
    TimeSpan LeastNotice,
    IReadOnlyList<TimeSpan> Retries)
{
    /// <summary>Retried 6, 24 and 48 hours after the first attempt.</summary>
    public static AutoRenewalTerms Default { get; } = new(
        Money.FromRubles(30),
        Money.FromRubles(10_000),
        Money.FromRubles(50),
        Money.FromRubles(15_000),
        Money.FromRubles(100_000),
        TimeSpan.FromHours(2),
        TimeSpan.FromDays(7),
        10,
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(6),
        [TimeSpan.FromHours(6), TimeSpan.FromHours(18), TimeSpan.FromHours(24)]);

    /// <summary>Nothing is done for an occasion later than that after it was to charge: all retries, and a day for a server that was down.</summary>
    public TimeSpan GivenUpAfter => Retries.Aggregate(TimeSpan.FromHours(24), (sum, gap) => sum + gap);
}
