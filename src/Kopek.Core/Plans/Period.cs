using System.Globalization;

namespace Kopek.Core.Plans;

public enum PeriodKind
{
    None,
    Once,
    Day,
    Days,
}

/// <summary>
/// How often a fee is due or a bundle begins anew: never, once, each local calendar day (ends at local midnight),
/// or every <paramref name="Days"/> local days counted from activation to the minute. <paramref name="Days"/> is
/// 0 for none and once, and 1 for a calendar day.
/// </summary>
public readonly record struct Period(PeriodKind Kind, int Days)
{
    public static Period None => default;

    public static Period Once => new(PeriodKind.Once, 0);

    public static Period Day => new(PeriodKind.Day, 1);

    /// <summary>Local days, 1 and more.</summary>
    public static Period OfDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return new Period(PeriodKind.Days, days);
    }

    /// <summary>The catalogue's own wording: none, once, day, 30d.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.None => "none",
        PeriodKind.Once => "once",
        PeriodKind.Day => "day",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Days}d"),
    };
}
