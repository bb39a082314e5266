using System.Globalization;
using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Core.Mandates;

/// <summary>Days and months of a mandate, which are those of its line, and when it is to be looked at next.</summary>
public static class MandateCalendar
{
    /// <summary>A date that a server slept through still charges so long after.</summary>
    internal static readonly TimeSpan DateLasts = TimeSpan.FromHours(24);

    /// <summary>A renewal that is found wanting late is charged at least so long before the fee.</summary>
    internal static readonly TimeSpan AheadOfFee = TimeSpan.FromHours(1);

    private const ulong SpreadSeconds = 3600;

    /// <summary>The local month, as 202611.</summary>
    public static int MonthOf(string zone, Moment at)
    {
        var date = DateOf(zone, at);
        return date.Year * 100 + date.Month;
    }

    /// <summary>The local day, as 20261105.</summary>
    public static int DayOf(string zone, Moment at) => Number(DateOf(zone, at));

    public static string NameOf(int month) => month.ToString(CultureInfo.InvariantCulture);

    public static int MonthAfter(int month) => month % 100 == 12 ? month + 89 : month + 1;

    /// <summary>The end of a method's last month, local; <see cref="Moment.Never"/> where it does not expire.</summary>
    public static Moment EndOf(string zone, MandateMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.Expires && method.ExpiresMonth is >= 1 and <= 12 && method.ExpiresYear is >= 1 and < 9999
            ? Moment.FromInstant(ZoneOf(zone).AtStartOfDay(new LocalDate(method.ExpiresYear, method.ExpiresMonth, 1).PlusMonths(1)).ToInstant())
            : Moment.Never;
    }

    /// <summary>What is expected next, as things stand; null for nothing. An occasion that is open comes before what the calendar will bring.</summary>
    public static ExpectedOccasion? Expected(Mandate mandate, LineSight sight)
    {
        ArgumentNullException.ThrowIfNull(mandate);
        ArgumentNullException.ThrowIfNull(sight);
        if (mandate.Status != MandateStatus.Active)
        {
            return null;
        }

        var open = mandate.Occasions.Where(occasion => occasion.IsOpen).Select(occasion =>
            new ExpectedOccasion(occasion.Rule, occasion.UnderWay?.StartedAt ?? occasion.NextAt, occasion.UnderWay?.Amount ?? occasion.Amount));
        return open.Concat(Coming(mandate, sight)).OrderBy(expected => expected.At).FirstOrDefault();
    }

    /// <summary>When it is to be looked at next where nothing happens meanwhile: at the latest in the first hour of the next local day, which spreads many of them.</summary>
    public static Moment WakeAt(Mandate mandate, LineSight sight, Moment now)
    {
        ArgumentNullException.ThrowIfNull(mandate);
        ArgumentNullException.ThrowIfNull(sight);
        var spread = TimeSpan.FromSeconds((long)(mandate.Key.Low % SpreadSeconds));
        var next = LineCalendar.NextMidnight(mandate.TimeZone, now) + spread;
        foreach (var occasion in mandate.Occasions.Where(occasion => occasion.IsOpen && occasion.UnderWay is null))
        {
            next = Sooner(next, occasion.NextAt, now);
            next = Sooner(next, occasion.GiveUpAt, now);
        }

        foreach (var coming in Coming(mandate, sight))
        {
            next = Sooner(next, coming.At + -sight.Terms.Notice, now);
            next = Sooner(next, coming.At, now);
        }

        return Sooner(next, sight.RenewalAt, now);
    }

    /// <summary>The dates of this and the next local month, each with the moment at which it charges.</summary>
    internal static IEnumerable<(int Day, Moment At)> Dates(string zone, int day, int hour, Moment now)
    {
        var local = ZoneOf(zone);
        var month = DateOf(zone, now).With(DateAdjusters.StartOfMonth);
        foreach (var first in new[] { month.PlusMonths(-1), month, month.PlusMonths(1) })
        {
            var date = new LocalDate(first.Year, first.Month, day);
            yield return (Number(date), Moment.FromInstant(date.At(new LocalTime(hour, 0)).InZoneLeniently(local).ToInstant()));
        }
    }

    private static IEnumerable<ExpectedOccasion> Coming(Mandate mandate, LineSight sight)
    {
        if (mandate.Settings.OnDay is { } onDay)
        {
            foreach (var (day, at) in Dates(mandate.TimeZone, onDay.Day, sight.Terms.ChargeHour, sight.At))
            {
                if (MandateOpeningRules.IsToCome(mandate, day, at) && at + DateLasts > sight.At)
                {
                    yield return new ExpectedOccasion(MandateRule.OnDay, at, onDay.Amount);
                }
            }
        }

        if (mandate.Settings.BeforeRenewal is { } renewal && !sight.RenewalAt.IsNever && MandateOpeningRules.MayOpen(mandate, MandateOpeningRules.NameOf(sight.RenewalAt)))
        {
            var amount = sight.Renewal();
            if (!amount.IsZero)
            {
                yield return new ExpectedOccasion(MandateRule.BeforeRenewal, sight.RenewalAt + -renewal.Lead, amount);
            }
        }
    }

    private static Moment Sooner(Moment known, Moment other, Moment now) => other > now ? Moment.Min(known, other) : known;

    private static int Number(LocalDate date) => (date.Year * 100 + date.Month) * 100 + date.Day;

    private static LocalDate DateOf(string zone, Moment at) => at.ToInstant().InZone(ZoneOf(zone)).Date;

    private static DateTimeZone ZoneOf(string zone) => LineCalendar.Zone(zone) ?? DateTimeZone.Utc;
}

/// <summary>What will probably be charged, and when.</summary>
public sealed record ExpectedOccasion(MandateRule Rule, Moment At, Money Amount);
