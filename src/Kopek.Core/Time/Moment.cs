using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Core;

/// <summary>
/// A point in time in milliseconds since 1970-01-01T00:00:00Z. <see cref="Beginning"/> is before and
/// <see cref="Never"/> after every real moment; both absorb what is added to them.
/// </summary>
public readonly record struct Moment(long UnixMilliseconds) : IComparable<Moment>
{
    public static Moment Beginning => new(long.MinValue);

    public static Moment Never => new(long.MaxValue);

    public bool IsNever => UnixMilliseconds == long.MaxValue;

    public static Moment Min(Moment left, Moment right) => left.UnixMilliseconds <= right.UnixMilliseconds ? left : right;

    public static Moment Max(Moment left, Moment right) => left.UnixMilliseconds >= right.UnixMilliseconds ? left : right;

    /// <summary>The moment of an instant, rounded down to the millisecond.</summary>
    public static Moment FromInstant(Instant instant) => new(instant.ToUnixTimeMilliseconds());

    /// <summary>The same moment for NodaTime; what NodaTime cannot hold becomes its first or last instant.</summary>
    public Instant ToInstant()
    {
        if (UnixMilliseconds <= Instant.MinValue.ToUnixTimeMilliseconds())
        {
            return Instant.MinValue;
        }

        return UnixMilliseconds >= Instant.MaxValue.ToUnixTimeMilliseconds()
            ? Instant.MaxValue
            : Instant.FromUnixTimeMilliseconds(UnixMilliseconds);
    }

    /// <summary>Adds whole milliseconds; a rest below one millisecond is dropped.</summary>
    public static Moment operator +(Moment moment, TimeSpan duration) =>
        moment.IsNever || moment == Beginning ? moment : new Moment(moment.UnixMilliseconds + duration.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The time between two real moments; throws <see cref="OverflowException"/> past 29,000 years.</summary>
    public static TimeSpan operator -(Moment left, Moment right) =>
        new((left.UnixMilliseconds - right.UnixMilliseconds) * TimeSpan.TicksPerMillisecond);

    public static bool operator <(Moment left, Moment right) => left.UnixMilliseconds < right.UnixMilliseconds;

    public static bool operator >(Moment left, Moment right) => left.UnixMilliseconds > right.UnixMilliseconds;

    public static bool operator <=(Moment left, Moment right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    public static bool operator >=(Moment left, Moment right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    public int CompareTo(Moment other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>ISO 8601 in UTC, "never" or "beginning".</summary>
    public override string ToString()
    {
        if (IsNever)
        {
            return "never";
        }

        return this == Beginning ? "beginning" : InstantPattern.ExtendedIso.WithCulture(CultureInfo.InvariantCulture).Format(ToInstant());
    }
}
