using System.Diagnostics;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>How use is rated where a session is now: which buckets serve it, what comes after them, and in which interval it is summed.</summary>
internal readonly record struct Tariff(Plan Plan, ushort Country, int Zone, OveruseRule Overuse, Money PricePerMegabyte, IntervalKey Interval, Moment IntervalEnd)
{
    /// <summary>
    /// The tariff of a line at a moment. <paramref name="session"/>: where the plan rates by session.
    /// Abroad the country's price holds, whatever the plan does at home; a line whose fee is open on a throttling plan is slowed, not charged.
    /// </summary>
    public static Tariff Of(Decision d, Plan plan, ushort country, SessionKey session, Moment sessionOpened, Moment at)
    {
        var version = d.Catalogue.At(at);
        var (start, end) = Span(d.Line, plan, sessionOpened, at);
        start = Moment.Max(start, Moment.Max(d.Line.PlanSince, version.EffectiveFrom));
        end = Moment.Min(end, d.Catalogue.NextChangeAfter(at));
        var key = new IntervalKey(start, plan.RatingInterval == RatingInterval.Session ? IntervalSession(session) : 0, country);
        if (country != 0)
        {
            var abroad = version.FindCountry(CountryCode.Unpack(country));
            return new Tariff(plan, country, abroad?.Zone ?? CatalogueVersion.UnknownZone,
                abroad?.PricePerMegabyte is null ? OveruseRule.Block : OveruseRule.PerMegabyte, abroad?.PricePerMegabyte ?? Money.Zero, key, end);
        }

        var overuse = d.Line.Arrears switch
        {
            Arrears.Throttled => OveruseRule.Throttle,
            // Money is short: what there is waits for the fee.
            Arrears.DailyFallback when plan.Overuse == OveruseRule.AutoPack => OveruseRule.Block,
            _ when plan.Overuse == OveruseRule.AutoPack && d.Line.HasAutoPackStop => OveruseRule.Block,
            _ => plan.Overuse,
        };
        return new Tariff(plan, 0, CatalogueVersion.HomeZone, overuse, plan.PricePerMegabyte ?? Money.Zero, key, end);
    }

    /// <summary>How an interval names its session; never 0, which says hour or day.</summary>
    public static ulong IntervalSession(SessionKey session) => session.Low | 1;

    /// <summary>The sums of this interval so far.</summary>
    public RatedInterval Sums(Line line)
    {
        foreach (ref readonly var interval in line.Intervals.AsSpan())
        {
            if (interval.Key == Interval)
            {
                return interval;
            }
        }

        return NoSums;
    }

    /// <summary>The sums of an interval in which nothing was used.</summary>
    public RatedInterval NoSums => new(Interval, IntervalEnd, 0, 0, 0, 0, Money.Zero);

    /// <summary>
    /// The day that is being summed already: the calendar is asked once a day, not once a report. Of this plan only, because another may have summed
    /// by the hour; that the start may have been cut to the plan's or the catalogue's does not matter, it would be cut again.
    /// </summary>
    private static (Moment Start, Moment End)? Running(Line line, Moment at)
    {
        foreach (ref readonly var sums in line.Intervals.AsSpan())
        {
            if (sums.Key.Session == 0 && sums.Key.Start <= at && at < sums.End && sums.Key.Start >= line.PlanSince)
            {
                return (sums.Key.Start, sums.End);
            }
        }

        return null;
    }

    private static (Moment Start, Moment End) Span(Line line, Plan plan, Moment sessionOpened, Moment at)
    {
        switch (plan.RatingInterval)
        {
            case RatingInterval.Hour:
                var hour = LineCalendar.HourStart(at);
                return (hour, hour + TimeSpan.FromHours(1));
            case RatingInterval.Day when Running(line, at) is { } day:
                return day;
            case RatingInterval.Day:
                return (LineCalendar.Midnight(line.TimeZone, at), LineCalendar.NextMidnight(line.TimeZone, at));
            case RatingInterval.Session:
                return (sessionOpened, Moment.Never);
            default:
                throw new UnreachableException($"{plan.RatingInterval} has no span.");
        }
    }
}
