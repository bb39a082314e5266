using Kopek.Core.Plans;
using NodaTime;

namespace Kopek.Core.Lines;

/// <summary>A line's days and months are those of its region (IANA zone, NodaTime's own TZDB).</summary>
internal static class LineCalendar
{
    /// <summary>The zone by its IANA name; null where there is none.</summary>
    public static DateTimeZone? Zone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    public static bool IsZone(string name) => name.Length is > 0 and <= 64 && Zone(name) is not null;

    /// <summary>The next local midnight after a moment.</summary>
    public static Moment NextMidnight(string zone, Moment at)
    {
        var local = DateTimeZoneProviders.Tzdb[zone];
        var tomorrow = at.ToInstant().InZone(local).Date.PlusDays(1);
        return Moment.FromInstant(local.AtStartOfDay(tomorrow).ToInstant());
    }

    public static Moment Midnight(string zone, Moment at)
    {
        var local = DateTimeZoneProviders.Tzdb[zone];
        return Moment.FromInstant(local.AtStartOfDay(at.ToInstant().InZone(local).Date).ToInstant());
    }

    /// <summary>The first instant of the next local month.</summary>
    public static Moment NextMonth(string zone, Moment at)
    {
        var local = DateTimeZoneProviders.Tzdb[zone];
        var first = at.ToInstant().InZone(local).Date.With(DateAdjusters.StartOfMonth).PlusMonths(1);
        return Moment.FromInstant(local.AtStartOfDay(first).ToInstant());
    }

    /// <summary>So many local days later, to the minute; a local time that does not exist moves on (the zone's lenient rule).</summary>
    public static Moment AddDays(string zone, Moment at, int days)
    {
        var local = DateTimeZoneProviders.Tzdb[zone];
        return Moment.FromInstant(at.ToInstant().InZone(local).LocalDateTime.PlusDays(days).InZoneLeniently(local).ToInstant());
    }

    /// <summary>The start of the clock hour. Every zone of the market is whole hours off UTC; elsewhere the hour is UTC's.</summary>
    public static Moment HourStart(Moment at)
    {
        const long hour = 3_600_000;
        return new Moment(at.UnixMilliseconds - (at.UnixMilliseconds % hour + hour) % hour);
    }

    /// <summary>When a period that begins now ends; <see cref="Moment.Never"/> for none and once.</summary>
    public static Moment EndOf(Plans.Period period, string zone, Moment begun) => period.Kind switch
    {
        PeriodKind.Day => NextMidnight(zone, begun),
        PeriodKind.Days => AddDays(zone, begun, period.Days),
        _ => Moment.Never,
    };
}
