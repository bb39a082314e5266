namespace Kopek.Core.Lines;

/// <summary>What comes due on a line by itself, in the order in which things at one instant are done.</summary>
public enum DueKind : byte
{
    None,
    RoamingMonth,
    Session,
    Bucket,
    Promised,
    PlanEnd,
    Fee,
    Bundle,
    Inactivity,
    GraceEnd,
}

/// <summary>When the next thing is due: what the time index keeps, and what Advance does up to now.</summary>
public static class LineDue
{
    /// <summary>The instant of the next due thing; <see cref="Moment.Never"/> for a line that waits for nothing.</summary>
    public static Moment Next(Line line) => Find(line).At;

    internal static (Moment At, DueKind Kind, int Number) Find(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var next = (At: Moment.Never, Kind: DueKind.None, Number: 0);
        if (line.Life is LineLife.Closed)
        {
            return next;
        }

        Earlier(ref next, line.Roaming?.MonthEnds ?? Moment.Never, DueKind.RoamingMonth, 0);
        for (var i = 0; i < line.Sessions.Length; i++)
        {
            Earlier(ref next, line.Sessions[i].SupervisedUntil, DueKind.Session, i);
        }

        for (var i = 0; i < line.Buckets.Length; i++)
        {
            Earlier(ref next, line.Buckets[i].ExpiresAt, DueKind.Bucket, line.Buckets[i].Number);
        }

        Earlier(ref next, line.PromisedDueAt, DueKind.Promised, 0);
        if (line.Life == LineLife.Active)
        {
            PlanDue(line, ref next);
            Earlier(ref next, line.InactivityDue, DueKind.Inactivity, 0);
        }

        if (line.Life == LineLife.Grace)
        {
            Earlier(ref next, line.GraceUntil, DueKind.GraceEnd, 0);
        }

        return next;
    }

    private static void PlanDue(Line line, ref (Moment At, DueKind Kind, int Number) next)
    {
        if (line.Arrears != Arrears.PlanExpired)
        {
            Earlier(ref next, line.PlanValidUntil, DueKind.PlanEnd, 0);
        }

        if (line.Arrears is Arrears.None or Arrears.DailyFallback)
        {
            Earlier(ref next, line.FeePaidUntil, DueKind.Fee, 0);
        }

        if (line.Arrears == Arrears.None)
        {
            Earlier(ref next, line.BundleUntil, DueKind.Bundle, 0);
        }
    }

    private static void Earlier(ref (Moment At, DueKind Kind, int Number) next, Moment at, DueKind kind, int number)
    {
        if (at < next.At)
        {
            next = (at, kind, number);
        }
    }
}
