using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Sessions;

namespace Kopek.Core.Roaming;

/// <summary>Answers for a plan not yet bought and for a line, from one version of the catalogue. Pure, and for every country.</summary>
public static class RoamingAnswers
{
    public const string CoolingPeriod = "cooling_period";
    public const string Nothing = "none";

    /// <param name="iso2">ISO 3166-1 alpha-2, upper case.</param>
    public static RoamingAnswer For(CatalogueVersion version, Plan plan, string iso2, RoamingWish wish)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentOutOfRangeException.ThrowIfNotEqual(wish.IsInBounds, true);
        var country = version.FindCountry(iso2);
        var rule = RuleOf(plan, country);
        if (rule != RoamingRule.Works)
        {
            return new RoamingAnswer(plan.Code, iso2, country, rule, null, null, [], null, Nothing);
        }

        var packs = PacksIn(version, plan, country!);
        var price = country!.PricePerMegabyte;
        var day = price is { } perMegabyte ? Cost(plan, wish.OctetsADay, perMegabyte) : (Money?)null;
        return new RoamingAnswer(plan.Code, iso2, country, rule, price, day, packs, Cheapest(plan, packs, price, wish), CoolingPeriod);
    }

    /// <summary>The same for a line, which may be barred or closed whatever its plan says.</summary>
    public static RoamingAnswer For(CatalogueVersion version, Plan plan, bool isBarred, string iso2, RoamingWish wish)
    {
        var answer = For(version, plan, iso2, wish);
        return isBarred && answer.Works ? answer with { Rule = RoamingRule.LineBarred, Cheapest = null } : answer;
    }

    /// <summary>Bars and the end of a contract; what money ends is told by ServiceState.</summary>
    public static bool IsBarred(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Bar != BarReason.None || line.Life == LineLife.Closed;
    }

    private static RoamingRule RuleOf(Plan plan, Country? country) => country switch
    {
        null => RoamingRule.UnknownNetwork,
        { Zone: CatalogueVersion.HomeZone } => RoamingRule.Home,
        { RoamingAvailable: false } => RoamingRule.NoPartnerInCountry,
        _ when !plan.RoamingZones.Contains(country.Zone) => RoamingRule.PlanExcludesZone,
        _ => RoamingRule.Works,
    };

    private static List<DataPack> PacksIn(CatalogueVersion version, Plan plan, Country country)
    {
        var packs = version.Packs.Where(pack => pack.Operator == plan.Operator && (pack.CountryIso is { } only ? only == country.Iso2 : pack.Zones.Contains(country.Zone))).ToList();
        if (PackRules.DayPackOf(country, plan.Operator) is { } day)
        {
            packs.Add(day);
        }

        return [.. packs.OrderBy(pack => pack.Price.Kopeks).ThenBy(pack => pack.Code, StringComparer.Ordinal)];
    }

    /// <summary>One kind of pack as often as the days or the data want it, with the price by the megabyte beside it where that costs less; or no pack at all.</summary>
    private static RoamingWay Cheapest(Plan plan, List<DataPack> packs, Money? price, RoamingWish wish)
    {
        var best = new RoamingWay(null, 0, wish.OctetsADay * wish.Days, ByPrice(plan, price, wish.OctetsADay, wish.Days));
        foreach (var pack in packs)
        {
            foreach (var way in Ways(plan, pack, price, wish))
            {
                best = way.Total is { } total && (best.Total is null || total < best.Total) ? way : best;
            }
        }

        return best;
    }

    private static IEnumerable<RoamingWay> Ways(Plan plan, DataPack pack, Money? price, RoamingWish wish)
    {
        // A pack of a day is bought each day; one of longer serves as many days as it lasts, and what is left of it then is lost.
        var span = pack.Validity.Kind switch { PeriodKind.Day => 1, PeriodKind.Days => Math.Min(pack.Validity.Days, wish.Days), _ => wish.Days };
        var (spans, rest) = (wish.Days / span, wish.Days % span);
        var most = PacksFor(pack, wish.OctetsADay * span);
        for (var each = Math.Max(1, most - 1); each <= most; each++)
        {
            var count = each * spans;
            var open = Math.Max(0, wish.OctetsADay * span - each * pack.Octets) * spans;
            var money = new Money(pack.Price.Kopeks * count);
            if (rest > 0)
            {
                var last = PacksFor(pack, wish.OctetsADay * rest);
                (count, money) = (count + last, money + new Money(pack.Price.Kopeks * last));
            }

            // Rounding falls on each day: so much at most.
            var beyond = open == 0 ? Money.Zero : price is { } perMegabyte ? Cost(plan, open + plan.RoundingOctets * wish.Days, perMegabyte) : (Money?)null;
            yield return new RoamingWay(pack, (int)count, open, beyond is { } more ? money + more : null);
        }
    }

    private static long PacksFor(DataPack pack, long octets) => (octets + pack.Octets - 1) / pack.Octets;

    private static Money? ByPrice(Plan plan, Money? price, long octetsADay, int days) =>
        price is { } perMegabyte ? new Money(Cost(plan, octetsADay, perMegabyte).Kopeks * days) : null;

    private static Money Cost(Plan plan, long octets, Money perMegabyte) => Pricing.Cost(Pricing.RoundUp(octets, plan.RoundingOctets), perMegabyte);
}
