using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>What a line can still be granted where it is: octets in buckets, and octets that its free money buys after them, as far as a cap on roaming lets it.</summary>
internal readonly record struct Cover(long Buckets, long Overuse)
{
    /// <summary>Cover is counted up to here: more is as good, and sums stay far from overflow.</summary>
    private const long Enough = 1L << 50;

    public long Total => Buckets + Overuse;

    public static Cover Of(Line line, in Tariff tariff, in RatedInterval sums)
    {
        var octets = 0L;
        for (var i = 0; i < line.Buckets.Length; i++)
        {
            ref readonly var bucket = ref line.Buckets[i];
            if (BucketSet.Serves(bucket, tariff.Country, tariff.Zone))
            {
                octets = Math.Min(Enough, octets + bucket.Rest - bucket.Reserved);
            }
        }

        var money = RoamingCapRules.Allowed(line, tariff.Country, Money.Max(Money.Zero, line.Available));
        var overuse = tariff.Overuse switch
        {
            OveruseRule.PerMegabyte => Math.Clamp(Pricing.Affordable(sums.Charged + money, tariff.PricePerMegabyte) - sums.Paid, 0, Enough),
            OveruseRule.AutoPack => Math.Min(Enough, AutoPackRules.Left(line, tariff.Plan.AutoPack!) * tariff.Plan.AutoPack!.Octets),
            _ => 0,
        };
        return new Cover(octets, overuse);
    }
}
