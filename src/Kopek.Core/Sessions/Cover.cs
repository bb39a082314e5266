using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Core.Sessions;

/// <summary>What a line can still be granted where it is: octets in buckets, and octets that its free money buys after them.</summary>
internal readonly record struct Cover(long Buckets, long Overuse, Money Money)
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

        var money = Money.Max(Money.Zero, line.Available);
        var overuse = tariff.Overuse switch
        {
            OveruseRule.PerMegabyte => Math.Clamp(Pricing.Affordable(sums.Charged + money, tariff.PricePerMegabyte) - sums.Paid, 0, Enough),
            OveruseRule.AutoPack => Math.Min(Enough, PacksLeft(line, tariff.Plan.AutoPack!, money) * tariff.Plan.AutoPack!.Octets),
            _ => 0,
        };
        return new Cover(octets, overuse, money);
    }

    private static long PacksLeft(Line line, AutoPack pack, Money money)
    {
        // Reservations of other sessions may already count on packs: their money is gone from what is available.
        var byMoney = pack.Price.IsZero ? 1 : Math.Min(1000, money.Kopeks / pack.Price.Kopeks);
        return pack.MaxPerPeriod == 0 ? byMoney : Math.Clamp(pack.MaxPerPeriod - line.AutoPacks, 0, byMoney);
    }
}
