using System.Globalization;

namespace Kopek.Core;

/// <summary>
/// An amount of money in whole kopeks (1/100 of the operator's currency). Every operation is checked: an overflow
/// throws <see cref="OverflowException"/>, because a sum that wraps is a bug and must stop the shard.
/// </summary>
public readonly record struct Money(long Kopeks) : IComparable<Money>
{
    private const int KopeksPerRuble = 100;

    public static Money Zero => default;

    public bool IsNegative => Kopeks < 0;

    public bool IsZero => Kopeks == 0;

    /// <summary>An amount from rubles and 0-99 kopeks; a negative ruble part makes the kopeks negative too.</summary>
    public static Money FromRubles(long rubles, int kopeks = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(kopeks);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(kopeks, KopeksPerRuble);
        return new Money(rubles * KopeksPerRuble + (rubles < 0 ? -kopeks : kopeks));
    }

    public static Money Min(Money left, Money right) => left.Kopeks <= right.Kopeks ? left : right;

    public static Money Max(Money left, Money right) => left.Kopeks >= right.Kopeks ? left : right;

    public static Money operator +(Money left, Money right) => new(left.Kopeks + right.Kopeks);

    public static Money operator -(Money left, Money right) => new(left.Kopeks - right.Kopeks);

    public static Money operator -(Money amount) => new(-amount.Kopeks);

    public static bool operator <(Money left, Money right) => left.Kopeks < right.Kopeks;

    public static bool operator >(Money left, Money right) => left.Kopeks > right.Kopeks;

    public static bool operator <=(Money left, Money right) => left.Kopeks <= right.Kopeks;

    public static bool operator >=(Money left, Money right) => left.Kopeks >= right.Kopeks;

    public int CompareTo(Money other) => Kopeks.CompareTo(other.Kopeks);

    /// <summary>Rubles, a point and two digits ("-12.30"), the same in every culture.</summary>
    public override string ToString()
    {
        var sign = IsNegative ? "-" : "";
        // UInt128 holds the magnitude of long.MinValue, which long does not.
        var magnitude = IsNegative ? (UInt128)(-(Int128)Kopeks) : (UInt128)Kopeks;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{magnitude / KopeksPerRuble}.{magnitude % KopeksPerRuble:00}");
    }
}
