using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>The days of a trip as moments of its first stop's time zone.</summary>
internal sealed class TripDays(Trip trip)
{
    /// <summary>As long as most plans' periods: farther ahead nobody needs to tie up money.</summary>
    public const int StageDays = 30;

    /// <summary>A rest that is shorter is paid with the stage before it: one more way to the till for a few days is no help.</summary>
    private const int ShortestStage = 8;
    private readonly DateTimeZone zone = LineCalendar.Zone(trip.Stops[0].Region.TimeZone) ?? DateTimeZone.Utc;

    public Trip Trip => trip;
    public string TimeZone => zone.Id;
    public Moment Start => Midnight(trip.FirstDay);
    public Moment End => Midnight(trip.LastDay.PlusDays(1));

    /// <summary>When each stage ends, the last with the trip.</summary>
    public IEnumerable<LocalDate> StageEnds()
    {
        var end = trip.LastDay.PlusDays(1);
        var next = trip.FirstDay.PlusDays(StageDays);
        for (; next.PlusDays(ShortestStage) <= end; next = next.PlusDays(StageDays))
        {
            yield return next;
        }

        yield return end;
    }

    public Moment Midnight(LocalDate day) => Moment.FromInstant(zone.AtStartOfDay(day).ToInstant());

    /// <summary>The end of a payment's day, or the start of the trip: the plan holds however late on its day one pays.</summary>
    public Moment PaidAt(TripPayment payment) => payment.Day <= trip.FirstDay ? Start : Midnight(payment.Day.PlusDays(1)) + TimeSpan.FromMilliseconds(-1);

    public LocalDate? DayOf(Moment at) => at.IsNever ? null : at.ToInstant().InZone(zone).Date;
}
