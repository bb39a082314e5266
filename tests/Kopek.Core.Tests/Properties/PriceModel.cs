using System.Numerics;
using Kopek.Core.Plans;

namespace Kopek.Core.Tests.Properties;

/// <summary>What a holder pays, written as the contract says it, in numbers without bounds and without a look at the rules.</summary>
internal static class PriceModel
{
    private static readonly BigInteger Megabyte = 1_048_576;

    /// <summary>Kopeks for so many octets of one rating interval at home, where the bundle still holds <paramref name="bundle"/> and money is ample.</summary>
    public static long Price(Plan plan, BigInteger used, BigInteger bundle)
    {
        var rounded = Up(used, plan.RoundingOctets) * plan.RoundingOctets;
        return plan.Overuse switch
        {
            OveruseRule.Block or OveruseRule.Throttle => 0,
            OveruseRule.PerMegabyte => (long)Up(BigInteger.Max(0, rounded - bundle) * plan.PricePerMegabyte!.Value.Kopeks, Megabyte),
            OveruseRule.AutoPack => (long)(Packs(plan.AutoPack!, BigInteger.Max(0, used - bundle)) * plan.AutoPack!.Price.Kopeks),
            _ => throw new NotSupportedException($"{plan.Overuse}"),
        };
    }

    private static BigInteger Packs(AutoPack pack, BigInteger octets)
    {
        var packs = Up(octets, pack.Octets);
        return pack.MaxPerPeriod == 0 ? packs : BigInteger.Min(packs, pack.MaxPerPeriod);
    }

    private static BigInteger Up(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
