using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Core.Notices;

/// <summary>
/// When a holder does not want to be woken, in the line's own time zone: from a minute of the day until another, over midnight where it is not later.
/// From equal to until would be the whole day and is no quiet time.
/// </summary>
public readonly record struct QuietHours(int FromMinute, int UntilMinute)
{
    public const int MinutesOfDay = 24 * 60;

    public bool IsValid => FromMinute is >= 0 and < MinutesOfDay && UntilMinute is >= 0 and < MinutesOfDay && FromMinute != UntilMinute;

    /// <summary>The moment itself where it is not quiet then, else when the quiet time ends. A local time that does not exist moves on.</summary>
    public Moment Release(string zone, Moment at)
    {
        var local = LineCalendar.Zone(zone) ?? DateTimeZone.Utc;
        var here = at.ToInstant().InZone(local);
        var minute = here.Hour * 60 + here.Minute;
        if (!Contains(minute))
        {
            return at;
        }

        var day = minute < UntilMinute ? here.Date : here.Date.PlusDays(1);
        var end = day.At(new LocalTime(UntilMinute / 60, UntilMinute % 60)).InZoneLeniently(local);
        return Moment.Max(at, Moment.FromInstant(end.ToInstant()));
    }

    private bool Contains(int minute) =>
        FromMinute < UntilMinute ? minute >= FromMinute && minute < UntilMinute : minute >= FromMinute || minute < UntilMinute;
}
