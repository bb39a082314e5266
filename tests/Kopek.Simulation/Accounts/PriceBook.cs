using System.Numerics;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// The auditor's own reading of the catalogue and the calendar: which version holds when, what octets cost, where an interval begins. Written apart from
/// Core's rules, in whole numbers without bounds.
/// </summary>
internal sealed class PriceBook(Catalogue catalogue)
{
    private static readonly BigInteger Megabyte = 1_048_576;

    public CatalogueVersion VersionAt(long at) => catalogue.Versions.Last(version => version.EffectiveFrom.UnixMilliseconds <= at);

    public Plan PlanAt(string code, long at) => VersionAt(at).Plans.Single(plan => plan.Code == code);

    /// <summary>The plan as it was before the prices that hold at a moment; null where there were none.</summary>
    public Plan? PlanBefore(string code, long at) =>
        VersionAt(at).EffectiveFrom is var change && change == Moment.Beginning ? null : PlanAt(code, change.UnixMilliseconds - 1);

    /// <summary>Kopeks for so many octets at so much a megabyte, the rest of a kopek rounded up.</summary>
    public static BigInteger Price(BigInteger octets, long kopeksPerMegabyte)
    {
        var whole = BigInteger.DivRem(octets * kopeksPerMegabyte, Megabyte, out var rest);
        return rest.IsZero ? whole : whole + 1;
    }

    /// <summary>The most octets that so many kopeks pay for.</summary>
    public static BigInteger Octets(BigInteger kopeks, long kopeksPerMegabyte) => kopeks * Megabyte / kopeksPerMegabyte;

    public static BigInteger RoundUp(BigInteger octets, long unit)
    {
        var units = BigInteger.DivRem(octets, unit, out var rest);
        return (rest.IsZero ? units : units + 1) * unit;
    }

    /// <summary>Kopeks a megabyte for a line on a plan in a country (0: at home); null where use is not paid for by volume.</summary>
    public long? PricePerMegabyte(string plan, string country, long at)
    {
        var version = VersionAt(at);
        if (country.Length == 0)
        {
            return version.Plans.Single(row => row.Code == plan) is { Overuse: OveruseRule.PerMegabyte } priced ? priced.PricePerMegabyte!.Value.Kopeks : null;
        }

        return version.Countries.Single(row => row.Iso2 == country).PricePerMegabyte?.Kopeks;
    }

    public int ZoneOf(string country, long at) => country.Length == 0 ? 0 : VersionAt(at).Countries.Single(row => row.Iso2 == country).Zone;

    /// <summary>Where the rating interval begins that a moment falls into, save for what cuts it short.</summary>
    public static long IntervalBegin(RatingInterval kind, string zone, long at, long sessionOpened) => kind switch
    {
        RatingInterval.Hour => at - ((at % 3_600_000) + 3_600_000) % 3_600_000,
        RatingInterval.Day => MidnightBefore(zone, at),
        _ => sessionOpened,
    };

    public static long MidnightBefore(string zone, long at) => Zoned(zone, at).Date.AtStartOfDayInZone(Zone(zone)).ToInstant().ToUnixTimeMilliseconds();

    public static long MidnightAfter(string zone, long at) => Zoned(zone, at).Date.PlusDays(1).AtStartOfDayInZone(Zone(zone)).ToInstant().ToUnixTimeMilliseconds();

    public static bool IsFirstOfMonth(string zone, long at) => Zoned(zone, at).Day == 1 && MidnightBefore(zone, at) == at;

    /// <summary>When a period of a plan ends that begins now.</summary>
    public static Moment EndOf(Core.Plans.Period period, string zone, long begun) => period.Kind switch
    {
        PeriodKind.Day => new Moment(MidnightAfter(zone, begun)),
        PeriodKind.Days => new Moment(Zoned(zone, begun).LocalDateTime.PlusDays(period.Days).InZoneLeniently(Zone(zone)).ToInstant().ToUnixTimeMilliseconds()),
        _ => Moment.Never,
    };

    private static DateTimeZone Zone(string zone) => DateTimeZoneProviders.Tzdb[zone];

    private static ZonedDateTime Zoned(string zone, long at) => Instant.FromUnixTimeMilliseconds(at).InZone(Zone(zone));
}
