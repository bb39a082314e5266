using System.Numerics;

namespace Kopek.Core.Roaming;

/// <summary>A set of roaming zones 0-31, one bit each; zone 0 is home.</summary>
public readonly record struct RoamingZoneSet(uint Bits)
{
    /// <summary>One past the highest zone number that fits.</summary>
    public const int ZoneLimit = 32;

    public static RoamingZoneSet Home => new(1u);

    public bool IsEmpty => Bits == 0;

    public int Count => BitOperations.PopCount(Bits);

    /// <summary>False for every number that is no zone, <see cref="CatalogueVersion.UnknownZone"/> included.</summary>
    public bool Contains(int zone) => zone is >= 0 and < ZoneLimit && (Bits >> zone & 1u) != 0;

    public bool Overlaps(RoamingZoneSet other) => (Bits & other.Bits) != 0;

    public RoamingZoneSet With(int zone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(zone);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(zone, ZoneLimit);
        return new RoamingZoneSet(Bits | 1u << zone);
    }

    /// <summary>The catalogue's own wording: "0|1|2".</summary>
    public override string ToString()
    {
        var set = this;
        return string.Join('|', Enumerable.Range(0, ZoneLimit).Where(set.Contains));
    }
}
