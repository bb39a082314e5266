using Kopek.Core.Buckets;
using Kopek.Core.Plans;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>What a line lacks before data works at home: a sum of money, nothing, or something that money alone does not bring.</summary>
internal static class DataNeeds
{
    /// <summary>The least free money that must come in addition; null where money alone does not help. Bars and promised debts are not looked at.</summary>
    public static Money? Lacking(Decision d)
    {
        var line = d.Line;
        if (line.Life != LineLife.Stocked && line.Arrears == Arrears.None && SessionState.HoldsGrants(line))
        {
            // As ForCover would find; nearly every line that uses data stands here, and its plan need not be looked up.
            return Money.Max(Money.Zero, -line.Available);
        }

        var plan = RenewalRules.PlanOf(d);
        Money? needed = line.Arrears switch
        {
            _ when line.Life == LineLife.Stocked => ActivationRules.Needed(d) + (plan.BundleOctets > 0 ? Money.Zero : ForCover(d, plan)),
            Arrears.PlanExpired => null,
            Arrears.Blocked when plan.DailyFallback is { } fallback => fallback.Fee,
            Arrears.None => ForCover(d, plan),
            Arrears.DailyFallback => HasCover(d, plan) ? Money.Zero : plan.Fee,
            Arrears.Throttled => Money.Zero,
            _ => plan.Fee + (BundleComes(d, plan) ? Money.Zero : ForCover(d, plan)),
        };
        return needed is { } sum ? Money.Max(Money.Zero, sum - line.Available) : null;
    }

    /// <summary>The fee that is open, less the money that is there.</summary>
    public static Money OpenFee(Decision d) => Money.Max(Money.Zero, RenewalRules.PlanOf(d).Fee - d.Line.Available);

    /// <summary>The least money that must come in addition before data works in a country, of a line that is cut off by nothing else; null where no money does.</summary>
    public static Money? LackingIn(Decision d, ushort country) =>
        ForCover(d, RenewalRules.PlanOf(d), country) is { } sum ? Money.Max(Money.Zero, sum - d.Line.Available) : null;

    /// <summary>Only money covers data in a country, and the holder's cap on roaming leaves none for the first octet: a payment changes nothing.</summary>
    public static bool IsCapped(Decision d, ushort country) =>
        d.Line.Roaming?.Left is { } left && ForCover(d, RenewalRules.PlanOf(d), country) is { IsZero: false } sum && left < sum;

    /// <summary>What is included is used up, and the plan goes on slowly at home.</summary>
    public static bool IsSlow(Decision d)
    {
        var tariff = Tariff.Of(d, RenewalRules.PlanOf(d), 0, default, d.Now, d.Now);
        return d.Line is { Life: LineLife.Active, Arrears: Arrears.None, ThrottleNotEnforceable: false } && tariff.Overuse == OveruseRule.Throttle
            && !Array.Exists(d.Line.Buckets, bucket => BucketSet.Serves(bucket, 0, tariff.Zone) && bucket.Rest > 0);
    }

    private static bool BundleComes(Decision d, Plan plan) => plan.BundleOctets > 0 && d.Line.BundleUntil <= d.Now;

    private static bool HasCover(Decision d, Plan plan) => ForCover(d, plan) is { IsZero: true };

    /// <summary>Free money without which nothing would be granted; null where none would be with any money.</summary>
    private static Money? ForCover(Decision d, Plan plan, ushort country = 0)
    {
        var line = d.Line;
        if (SessionState.HoldsGrants(line))
        {
            return Money.Zero;
        }

        var tariff = Tariff.Of(d, plan, country, default, d.Now, d.Now);
        var sums = tariff.Sums(line);
        if (tariff.Overuse == OveruseRule.Throttle || sums.Covered + sums.Uncovered > sums.Used || HasFreeOctets(line.Buckets, country, tariff.Zone))
        {
            return Money.Zero;
        }

        return tariff.Overuse switch
        {
            OveruseRule.PerMegabyte => Money.Max(Money.Zero, Pricing.Cost(sums.Paid + 1, tariff.PricePerMegabyte) - sums.Charged),
            OveruseRule.AutoPack when plan.AutoPack!.MaxPerPeriod == 0 || line.AutoPacks < plan.AutoPack.MaxPerPeriod => plan.AutoPack.Price,
            _ => null,
        };
    }

    private static bool HasFreeOctets(Bucket[] buckets, ushort country, int zone)
    {
        foreach (ref readonly var bucket in buckets.AsSpan())
        {
            if (bucket.Rest > bucket.Reserved && BucketSet.Serves(bucket, country, zone))
            {
                return true;
            }
        }

        return false;
    }
}
