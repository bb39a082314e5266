using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using NodaTime;

namespace Kopek.Core.Notices;

/// <summary>
/// What a holder is told because a day comes: three days before the plan's fee, one day before it where the money lacks, and 3, 1 and 0 local days
/// before a plan that does not renew or a pack with something left in it ends. At ten in the morning of the line's own time zone.
/// </summary>
public static class NoticeCalendar
{
    private const int MorningHour = 10;
    private const int EveningHour = 20;

    /// <summary>A fee that comes more often is known to its holder, and a message each time would be noise.</summary>
    private const int LeastPeriodDays = 7;

    private static readonly int[] RenewalDays = [3, 1];
    private static readonly int[] ExpiryDays = [3, 1, 0];

    private enum Subject
    {
        Fee,
        PlanEnd,
        Pack,
    }

    /// <summary>When this line is to be looked at next, after a moment; <see cref="Moment.Never"/> where nothing is coming. What is past already is not told.</summary>
    public static Moment Next(Decision d, Moment after)
    {
        var next = Moment.Never;
        foreach (var coming in Coming(d))
        {
            next = coming.At > after ? Moment.Min(next, coming.At) : next;
        }

        return next;
    }

    /// <summary>
    /// What came due after one moment and until another, on the line as it is. Of several for the same end only the last is told, and nothing of an end
    /// that is over at <paramref name="now"/>: a server that was down catches up without noise.
    /// </summary>
    public static List<Notice> Due(Decision d, Moment after, Moment until, Moment now)
    {
        ArgumentNullException.ThrowIfNull(d);
        var last = new Dictionary<(Subject, int), (Moment At, Moment End, int Days)>();
        foreach (var (subject, bucket, at, end, days) in Coming(d))
        {
            if (at > after && at <= until && end > now && (!last.TryGetValue((subject, bucket), out var known) || at > known.At))
            {
                last[(subject, bucket)] = (at, end, days);
            }
        }

        var notices = new List<Notice>();
        foreach (var ((subject, bucket), (_, end, days)) in last)
        {
            if (Word(d, subject, bucket, end, days, now) is { } notice)
            {
                notices.Add(notice);
            }
        }

        return notices;
    }

    private static Notice? Word(Decision d, Subject subject, int number, Moment end, int days, Moment now)
    {
        var line = d.Line;
        if (subject == Subject.Fee)
        {
            var plan = RenewalRules.PlanOf(d, line.NextPlan ?? line.Plan);
            var lacking = NoticeRules.Payable(d, Money.Max(Money.Zero, plan.Fee - line.Balance));
            return days == RenewalDays[^1] && lacking.IsZero
                ? null
                : new Notice.RenewalComing($"{end.UnixMilliseconds}:{days}", plan.Name, plan.Fee, end, line.Balance, lacking);
        }

        var left = DaysLeft(line.TimeZone, now, end);
        if (subject == Subject.PlanEnd)
        {
            return new Notice.Expiring($"plan:{end.UnixMilliseconds}:{days}", RenewalRules.PlanOf(d).Name, end, left);
        }

        var bucket = line.Buckets[BucketSet.IndexOf(line.Buckets, number)];
        return bucket.Rest == 0 ? null : new Notice.Expiring($"bucket:{number}:{days}", NoticeRules.NameOf(d, bucket), end, left);
    }

    private static IEnumerable<(Subject Subject, int Bucket, Moment At, Moment End, int Days)> Coming(Decision d)
    {
        var line = d.Line;
        if (line.Life != LineLife.Active)
        {
            yield break;
        }

        var plan = RenewalRules.PlanOf(d);
        if (!line.FeePaidUntil.IsNever && line.Arrears == Arrears.None && !plan.Fee.IsZero
            && plan.FeePeriod is { Kind: PeriodKind.Days, Days: >= LeastPeriodDays })
        {
            foreach (var days in RenewalDays)
            {
                yield return (Subject.Fee, 0, DaysBefore(line.TimeZone, line.FeePaidUntil, days), line.FeePaidUntil, days);
            }
        }

        foreach (var days in ExpiryDays)
        {
            if (!line.PlanValidUntil.IsNever && line.Arrears != Arrears.PlanExpired)
            {
                yield return (Subject.PlanEnd, 0, DaysBefore(line.TimeZone, line.PlanValidUntil, days), line.PlanValidUntil, days);
            }

            foreach (var bucket in line.Buckets)
            {
                if (bucket.Kind == BucketKind.Pack && !bucket.ExpiresAt.IsNever)
                {
                    yield return (Subject.Pack, bucket.Number, DaysBefore(line.TimeZone, bucket.ExpiresAt, days), bucket.ExpiresAt, days);
                }
            }
        }
    }

    /// <summary>Ten in the morning, so many days before the last day; where the end comes before or soon after that, eight in the evening of the day before.</summary>
    public static Moment DaysBefore(string zone, Moment end, int days)
    {
        var local = LineCalendar.Zone(zone) ?? DateTimeZone.Utc;
        var day = LastDay(local, end).PlusDays(-days);
        var morning = At(local, day, MorningHour);
        return days > 0 || morning + TimeSpan.FromHours(1) <= end ? morning : At(local, day.PlusDays(-1), EveningHour);
    }

    /// <summary>When a day's notice is told.</summary>
    public static Moment MorningOf(string zone, LocalDate day) => At(LineCalendar.Zone(zone) ?? DateTimeZone.Utc, day, MorningHour);

    private static int DaysLeft(string zone, Moment now, Moment end)
    {
        var local = LineCalendar.Zone(zone) ?? DateTimeZone.Utc;
        return Math.Max(0, NodaTime.Period.DaysBetween(now.ToInstant().InZone(local).Date, LastDay(local, end)));
    }

    /// <summary>What ends at midnight ends with the day before it.</summary>
    private static LocalDate LastDay(DateTimeZone local, Moment end) => new Moment(end.UnixMilliseconds - 1).ToInstant().InZone(local).Date;

    private static Moment At(DateTimeZone local, LocalDate day, int hour) =>
        Moment.FromInstant(day.At(new LocalTime(hour, 0)).InZoneLeniently(local).ToInstant());
}
