using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>
/// Charges reported use. Cumulative use of the interval, rounded up once, is covered by buckets, then by the overuse rule; each report charges the
/// difference to what was covered before. What finds no cover is booked as uncovered use, to the octet.
/// </summary>
internal static class ChargeRules
{
    /// <param name="reported">Octets, of which what no network can carry is cut off (see <see cref="UseLimits"/>).</param>
    public static void Charge(Decision d, SessionKey session, UnitKey unit, long reported, in Tariff tariff)
    {
        var line = d.Line;
        var octets = UseLimits.Reported(line, reported);
        var own = OwnGrant(line, session, unit);
        var sums = tariff.Sums(line);
        var used = sums.Used + octets;
        // A report of nothing costs nothing, also where earlier use found no cover and its unit was never rounded up.
        var need = octets == 0 ? 0 : Math.Max(0, Pricing.RoundUp(used, tariff.Plan.RoundingOctets) - sums.Covered - sums.Uncovered);

        var parts = new PartList();
        var fromBuckets = TakeFromBuckets(line, tariff, own, need, ref parts);
        var left = need - fromBuckets;
        // What was granted slowly and free at home stays free there, whatever the line can pay by now.
        var free = own.ThrottleKbps == 0 || tariff.Country != 0 ? 0 : octets <= own.Octets ? left : Math.Min(left, own.Octets);
        left -= free;
        // Packs that were set aside are bought also where the fee that fell due meanwhile, or the holder's stop, would buy no more of them.
        if (left > 0 && (tariff.Overuse == OveruseRule.AutoPack || (own.Packs > 0 && tariff is { Country: 0, Overuse: OveruseRule.Block })))
        {
            var pack = AutoPackRules.Buy(d, tariff, own, used - sums.Covered - sums.Uncovered - fromBuckets - free);
            var part = Math.Min(left, pack.Octets);
            if (part > 0)
            {
                parts.Add(pack with { Octets = part });
                left -= part;
            }
        }

        var (paid, cost) = left > 0 && tariff.Overuse == OveruseRule.PerMegabyte ? Pay(line, tariff, own, sums, left) : (0, Money.Zero);
        left -= paid;
        if (left > 0 && tariff.Overuse == OveruseRule.Throttle)
        {
            free += left;
            left = 0;
        }

        var covered = need - left;
        var uncovered = Math.Max(0, used - sums.Covered - covered - sums.Uncovered);
        var uncoveredValue = uncovered == 0 ? Money.Zero
            : Pricing.Cost(sums.Uncovered + uncovered, tariff.PricePerMegabyte) - Pricing.Cost(sums.Uncovered, tariff.PricePerMegabyte);
        d.Emit(new LineEvent.UsageCharged(session, unit, octets, tariff.Interval, tariff.IntervalEnd, covered, parts.ToArray(), free, paid, cost, uncovered, uncoveredValue));
    }

    private static Grant OwnGrant(Line line, SessionKey key, UnitKey unit)
    {
        if (SessionState.Find(line, key) is { } session)
        {
            foreach (ref readonly var grant in session.Held)
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

    /// <summary>A debt from a fee of grace does not touch what was set aside for the grant before it.</summary>
    private static (long Octets, Money Cost) Pay(Line line, in Tariff tariff, in Grant own, in RatedInterval sums, long need)
    {
        var money = RoamingCapRules.Allowed(line, tariff.Country, Money.Max(Money.Zero, line.Available), own.ReservedMoney);
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

    /// <summary>Most reports take from no bucket or one: nothing is allocated but their array.</summary>
    private struct PartList
    {
        private BucketPart first;
        private List<BucketPart>? all;

        public void Add(BucketPart part)
        {
            if (first.Octets == 0)
            {
                first = part;
                return;
            }

            all ??= [first];
            all.Add(part);
        }

        public readonly BucketPart[] ToArray() => all?.ToArray() ?? (first.Octets == 0 ? [] : [first]);
    }
}
