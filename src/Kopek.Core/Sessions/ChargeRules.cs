using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;

namespace Kopek.Core.Sessions;

/// <summary>
/// Charges reported use. Cumulative use of the interval, rounded up once, is covered by buckets, then by the overuse rule; each report charges the
/// difference to what was covered before. What finds no cover is booked as uncovered use, to the octet.
/// </summary>
internal static class ChargeRules
{
    /// <summary>Packs that one report can buy: a report of terabytes must not loop for ever.</summary>
    private const int MaxPacksAReport = 1000;

    public static void Charge(Decision d, SessionKey session, UnitKey unit, long octets, in Tariff tariff)
    {
        var line = d.Line;
        var own = OwnGrant(line, session, unit);
        var sums = tariff.Sums(line);
        var used = sums.Used + octets;
        var need = Math.Max(0, Pricing.RoundUp(used, tariff.Plan.RoundingOctets) - sums.Covered - sums.Uncovered);

        var parts = new PartList();
        var fromBuckets = TakeFromBuckets(line, tariff, own, need, ref parts);
        var left = need - fromBuckets;
        if (left > 0 && tariff.Overuse == OveruseRule.AutoPack)
        {
            left -= BuyPacks(d, tariff, own, left, ref parts);
        }

        var (paid, cost) = left > 0 && tariff.Overuse == OveruseRule.PerMegabyte ? Pay(line, tariff, own, sums, left) : (0, Money.Zero);
        left -= paid;
        var free = left > 0 && tariff.Overuse == OveruseRule.Throttle ? left : 0;
        var covered = need - left + free;
        var uncovered = Math.Max(0, used - sums.Covered - covered - sums.Uncovered);
        var uncoveredValue = uncovered == 0 ? Money.Zero
            : Pricing.Cost(sums.Uncovered + uncovered, tariff.PricePerMegabyte) - Pricing.Cost(sums.Uncovered, tariff.PricePerMegabyte);
        d.Emit(new LineEvent.UsageCharged(session, unit, octets, tariff.Interval, tariff.IntervalEnd, covered, parts.ToArray(), free, paid, cost, uncovered, uncoveredValue));
    }

    private static Grant OwnGrant(Line line, SessionKey key, UnitKey unit)
    {
        if (SessionState.Find(line, key) is { } session)
        {
            foreach (var grant in session.Grants)
            {
                if (grant.Unit == unit)
                {
                    return grant;
                }
            }
        }

        return default;
    }

    private static long TakeFromBuckets(Line line, in Tariff tariff, in Grant own, long need, ref PartList parts)
    {
        var taken = 0L;
        for (var i = 0; i < line.Buckets.Length && taken < need; i++)
        {
            ref readonly var bucket = ref line.Buckets[i];
            if (!BucketSet.Serves(bucket, tariff.Country, tariff.Zone))
            {
                continue;
            }

            // What other sessions hold of it is theirs.
            var part = Math.Min(need - taken, bucket.Rest - bucket.Reserved + HeldIn(own, bucket.Number));
            if (part > 0)
            {
                parts.Add(new BucketPart(bucket.Number, part));
                taken += part;
            }
        }

        return taken;
    }

    /// <summary>An auto-pack is bought when its first octet is used. Returns the octets taken from the packs bought.</summary>
    private static long BuyPacks(Decision d, in Tariff tariff, in Grant own, long need, ref PartList parts)
    {
        var line = d.Line;
        var pack = tariff.Plan.AutoPack!;
        var taken = 0L;
        for (var bought = 0; taken < need && bought < MaxPacksAReport; bought++)
        {
            if ((pack.MaxPerPeriod != 0 && line.AutoPacks >= pack.MaxPerPeriod)
                || line.Available + own.ReservedMoney < pack.Price
                || line.Buckets.Length >= BucketSet.MaxKept)
            {
                break;
            }

            d.Emit(new LineEvent.FeeCharged(FeeKind.AutoPack, pack.Price, Money.Zero, 0, OrderId.None, tariff.Plan.Code));
            d.Emit(new LineEvent.BucketGranted(line.LastBucket + 1, BucketKind.AutoPack, tariff.Plan.Code, pack.Octets, PackEnd(d, tariff.Plan),
                Roaming.RoamingZoneSet.Home, 0, OrderId.None));
            var part = Math.Min(need - taken, pack.Octets);
            parts.Add(new BucketPart(line.LastBucket, part));
            taken += part;
        }

        return taken;
    }

    /// <summary>An auto-pack ends with the bundle period that it extends.</summary>
    private static Moment PackEnd(Decision d, Plan plan) => d.Line.BundleUntil.IsNever
        ? LineCalendar.EndOf(plan.BundlePeriod, d.Line.TimeZone, d.Now)
        : d.Line.BundleUntil;

    private static (long Octets, Money Cost) Pay(Line line, in Tariff tariff, in Grant own, in RatedInterval sums, long need)
    {
        var money = Money.Max(Money.Zero, line.Available + own.ReservedMoney);
        var octets = Math.Min(need, Pricing.Affordable(sums.Charged + money, tariff.PricePerMegabyte) - sums.Paid);
        return octets <= 0 ? (0, Money.Zero) : (octets, Pricing.Cost(sums.Paid + octets, tariff.PricePerMegabyte) - sums.Charged);
    }

    private static long HeldIn(in Grant grant, int bucket)
    {
        foreach (var part in grant.ReservedBuckets ?? [])
        {
            if (part.Bucket == bucket)
            {
                return part.Octets;
            }
        }

        return 0;
    }

    /// <summary>Most reports take from no bucket or one: nothing is allocated before the first.</summary>
    private struct PartList
    {
        private List<BucketPart>? parts;

        public void Add(BucketPart part) => (parts ??= new List<BucketPart>(1)).Add(part);

        public readonly BucketPart[] ToArray() => parts?.ToArray() ?? [];
    }
}
