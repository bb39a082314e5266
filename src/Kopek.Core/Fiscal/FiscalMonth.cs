using System.Globalization;
using NodaTime;

namespace Kopek.Core.Fiscal;

/// <summary>A month by the clock of a seller's register. Written 2026-10, which also sorts.</summary>
public readonly record struct FiscalMonth(YearMonth Month) : IComparable<FiscalMonth>
{
    private const int Length = 7;

    public FiscalMonth Next => new(Month.PlusMonths(1));

    public static FiscalMonth Of(Moment at, FiscalSeller seller)
    {
        ArgumentNullException.ThrowIfNull(seller);
        return new FiscalMonth(at.ToInstant().InZone(ZoneOf(seller)).Date.ToYearMonth());
    }

    /// <summary>The first moment after it.</summary>
    public Moment EndOf(FiscalSeller seller)
    {
        ArgumentNullException.ThrowIfNull(seller);
        return Moment.FromInstant(ZoneOf(seller).AtStartOfDay(Month.PlusMonths(1).OnDayOfMonth(1)).ToInstant());
    }

    /// <summary>Null where it is not written as 2026-10.</summary>
    public static FiscalMonth? Read(string? text) =>
        text is { Length: Length } && text[4] == '-'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1 and < 9999
        && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? new FiscalMonth(new YearMonth(year, month))
            : null;

    public int CompareTo(FiscalMonth other) => Month.CompareTo(other.Month);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month.Year:0000}-{Month.Month:00}");

    public static bool operator <(FiscalMonth left, FiscalMonth right) => left.CompareTo(right) < 0;

    public static bool operator >(FiscalMonth left, FiscalMonth right) => left.CompareTo(right) > 0;

    public static bool operator <=(FiscalMonth left, FiscalMonth right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FiscalMonth left, FiscalMonth right) => left.CompareTo(right) >= 0;

    private static DateTimeZone ZoneOf(FiscalSeller seller) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(seller.TimeZone) ?? DateTimeZone.Utc;
}
