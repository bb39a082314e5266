using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Core.Sessions;

/// <summary>
/// Grants quota: never more than buckets and money cover, in smaller slices and for a shorter time as cover runs low, and marked final when nothing is
/// left behind it.
/// </summary>
internal static class GrantRules
{
    /// <summary>Below so many slices of cover, slices and validity shrink.</summary>
    private const int LowSlices = 4;

    public static Grant Refused(UnitKey unit, int resultCode) => new(unit, resultCode, 0, Money.Zero, null, 0, false, 0, Moment.Never);

    /// <summary>The unit was only reported on: nothing is granted, nothing refused.</summary>
    public static Grant Reported(UnitKey unit) => Refused(unit, ResultCode.Success);

    /// <summary>
    /// Each grant reserves as if it were rounded up alone, which is never less than what several cost together, so that none can take what another counts
    /// on. Only the last one may count on rounding that was paid before.
    /// </summary>
    /// <param name="shared">Other grants of the line are or will be out.</param>
    public static Grant Decide(Decision d, in RequestedUnits request, in Tariff tariff, bool shared)
    {
        var want = Math.Min(request.RequestedOctets > 0 ? request.RequestedOctets : d.Quota.DefaultSlice, d.Quota.MaxSlice);
        var alone = Offer(d, request.Unit, want, tariff, tariff.NoSums);
        if (shared || (alone.Octets > 0 && !alone.Final))
        {
            return alone;
        }

        var sums = tariff.Sums(d.Line);
        if (sums.Covered + sums.Uncovered == sums.Used && sums.Paid == 0)
        {
            return alone;
        }

        var last = Offer(d, request.Unit, want, tariff, sums);
        return last with { OnRounding = last.Octets > 0 };
    }

    /// <summary>Sets aside for a grant that is out as much of its octets as is covered without rounding that was paid before. False where that is not all.</summary>
    public static bool TryReserve(Line line, in Tariff tariff, long octets, out Reservation reserved)
    {
        var cover = Cover.Of(line, tariff, tariff.NoSums);
        var need = Math.Min(cover.Total, Pricing.RoundUp(octets, tariff.Plan.RoundingOctets));
        var buckets = ReserveBuckets(line, tariff, need, out var inBuckets);
        var (money, packs, covered) = ReserveMoney(tariff, tariff.NoSums, cover, need - inBuckets, Math.Min(octets, cover.Total) - inBuckets);
        reserved = new Reservation(money, buckets, packs);
        return tariff.Overuse == OveruseRule.Throttle || inBuckets + covered >= octets;
    }

    private static Grant Offer(Decision d, UnitKey unit, long want, in Tariff tariff, in RatedInterval sums)
    {
        var line = d.Line;
        var quota = d.Quota;
        var cover = Cover.Of(line, tariff, sums);
        if (cover.Buckets == 0 && tariff.Overuse == OveruseRule.Throttle)
        {
            return Throttled(d, unit, want, tariff);
        }

        // Units rounded up before are paid already.
        var slack = sums.Covered + sums.Uncovered - sums.Used;
        var total = cover.Total;
        if (total + slack <= 0)
        {
            return Refused(unit, ResultCode.CreditLimitReached);
        }

        var low = tariff.Overuse != OveruseRule.Throttle && total < LowSlices * want;
        var slice = low ? Math.Min(want, Math.Max(quota.MinSlice, total / LowSlices)) : want;
        var octets = Math.Min(slice, total + slack);
        if (tariff.Overuse == OveruseRule.Throttle)
        {
            octets = Math.Min(octets, cover.Buckets + slack);
        }

        var need = Math.Min(total, Math.Max(0, Pricing.RoundUp(sums.Used + octets, tariff.Plan.RoundingOctets) - sums.Covered - sums.Uncovered));
        var buckets = ReserveBuckets(line, tariff, need, out var reserved);
        var (money, packs, covered) = ReserveMoney(tariff, sums, cover, need - reserved, octets - slack - reserved);
        var held = slack + reserved + covered;
        var last = tariff.Overuse != OveruseRule.Throttle && total - reserved - covered <= 0;
        // The last unit is paid whole: it is granted whole, for a core may end the session with it.
        octets = Math.Min(last ? want : octets, held);
        if (octets <= 0)
        {
            return Refused(unit, ResultCode.CreditLimitReached);
        }

        var final = last && octets == held;
        var validity = Validity(d, tariff, buckets, low ? quota.LowValiditySeconds : quota.ValiditySeconds);
        return new Grant(unit, ResultCode.Success, octets, money, buckets, validity, final, 0, TariffChange(d), packs);
    }

    private static Grant Throttled(Decision d, UnitKey unit, long want, in Tariff tariff) =>
        new(unit, ResultCode.Success, want, Money.Zero, null, Validity(d, tariff, null, d.Quota.LowValiditySeconds), false, tariff.Plan.ThrottleKbps ?? 0, TariffChange(d));

    private static BucketPart[]? ReserveBuckets(Line line, in Tariff tariff, long need, out long reserved)
    {
        reserved = 0;
        BucketPart[]? parts = null;
        for (var i = 0; i < line.Buckets.Length && reserved < need; i++)
        {
            ref readonly var bucket = ref line.Buckets[i];
            var part = BucketSet.Serves(bucket, tariff.Country, tariff.Zone) ? Math.Min(need - reserved, bucket.Rest - bucket.Reserved) : 0;
            if (part > 0)
            {
                parts = [.. parts ?? [], new BucketPart(bucket.Number, part)];
                reserved += part;
            }
        }

        return parts;
    }

    /// <summary>
    /// Money for what buckets do not cover: by the megabyte what it costs with its rounding, or the whole price of the auto-packs that
    /// <paramref name="octets"/> would take.
    /// </summary>
    private static (Money Money, int Packs, long Covered) ReserveMoney(in Tariff tariff, in RatedInterval sums, in Cover cover, long need, long octets)
    {
        if (need <= 0)
        {
            return (Money.Zero, 0, 0);
        }

        switch (tariff.Overuse)
        {
            case OveruseRule.PerMegabyte:
                var paid = Math.Min(need, cover.Overuse);
                return (Pricing.Cost(sums.Paid + paid, tariff.PricePerMegabyte) - sums.Charged, 0, paid);
            case OveruseRule.AutoPack:
                var pack = tariff.Plan.AutoPack!;
                var packs = AutoPackRules.For(octets, pack);
                return (new Money(pack.Price.Kopeks * packs), (int)packs, Math.Min(need, packs * pack.Octets));
            default:
                return (Money.Zero, 0, 0);
        }
    }

    /// <summary>A grant ends with its rating interval, its bucket, the paid period, the plan, or after the policy's time.</summary>
    private static int Validity(Decision d, in Tariff tariff, BucketPart[]? buckets, int seconds)
    {
        var end = Moment.Min(tariff.IntervalEnd, d.Line.PlanValidUntil);
        end = Moment.Min(end, d.Line.FeePaidUntil > d.Now ? d.Line.FeePaidUntil : Moment.Never);
        foreach (var part in buckets ?? [])
        {
            end = Moment.Min(end, d.Line.Buckets[BucketSet.IndexOf(d.Line.Buckets, part.Bucket)].ExpiresAt);
        }

        if (end.IsNever)
        {
            return seconds;
        }

        var left = (end.UnixMilliseconds - d.Now.UnixMilliseconds + 999) / 1000;
        return (int)Math.Clamp(left, 1, seconds);
    }

    /// <summary>The next change of prices, told to the core where it comes within the longest validity (RFC 8506 8.20).</summary>
    private static Moment TariffChange(Decision d)
    {
        var change = d.Catalogue.NextChangeAfter(d.Now);
        return change.IsNever || change > d.Now + TimeSpan.FromSeconds(d.Quota.ValiditySeconds) ? Moment.Never : change;
    }
}

/// <summary>What is set aside for one grant.</summary>
internal readonly record struct Reservation(Money Money, BucketPart[]? Buckets, int Packs);
