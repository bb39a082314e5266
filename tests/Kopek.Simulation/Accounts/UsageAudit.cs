using System.Numerics;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// Each report against the auditor's own reference: every octet is covered or named uncovered, the price of an interval follows from its sums alone,
/// buckets go first and in their order, and nothing is called uncovered while there is cover.
/// </summary>
internal static class UsageAudit
{
    /// <summary>How long the sums of an interval are promised to be known after its end; a report that comes later may be rounded up by itself.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromHours(2);

    public static void Enter(LineAccount line, long at, LineEvent.UsageCharged e)
    {
        var country = CountryCode.Unpack(e.Interval.Country);
        var own = line.Held.Find(held => held.Session == e.Session && held.Grant.Unit == e.Unit);
        if (own is not null)
        {
            line.Held.Remove(own);
        }

        CheckInterval(line, at, e);
        CheckReport(line, e, own, country);
        CheckOrderOfBuckets(line, e, country);
        foreach (var part in e.Buckets)
        {
            var bucket = line.Buckets[part.Bucket];
            Claim.That(bucket.Serves(country, line.Prices.ZoneOf(country, e.Interval.Start.UnixMilliseconds)), () => $"Line {line.Id}: {e} used bucket {part.Bucket}, which does not serve it.");
            bucket.Rest -= part.Octets;
        }

        line.Octets += e.Reported;
        line.Uncovered += e.Uncovered;
        line.Charge(e.Charged.Kopeks, LedgerAccount.RevenueData);
        line.Post(LedgerAccount.UncoveredUse, LedgerAccount.RevenueData, e.UncoveredValue.Kopeks);
        var sums = line.Intervals.TryGetValue(e.Interval, out var known) ? known : line.Intervals[e.Interval] = new IntervalAccount();
        Add(sums, e);
        if (new Moment(at) <= e.IntervalEnd + KeptAfterEnd)
        {
            CheckSums(line, e, sums, country);
        }

        CheckNoCoverIsLeft(line, e, own, sums, country);
        CheckGrantWasCovered(line, e, own);
        if (own is null || e.Reported > own.Grant.Octets)
        {
            line.Held.FindAll(held => held.Interval == e.Interval).ForEach(held => held.IsDisturbed = true);
        }
    }

    private static void Add(IntervalAccount sums, LineEvent.UsageCharged e)
    {
        sums.Used += e.Reported;
        sums.Covered += e.Covered;
        sums.Uncovered += e.Uncovered;
        sums.Paid += e.PaidUnits;
        sums.Charged += e.Charged.Kopeks;
        sums.UncoveredValue += e.UncoveredValue.Kopeks;
    }

    private static void CheckInterval(LineAccount line, long at, LineEvent.UsageCharged e)
    {
        var opened = line.Sessions.TryGetValue(e.Session, out var session) ? session.OpenedAt : at;
        var change = line.Prices.VersionAt(at).EffectiveFrom;
        var now = Begin(line, at, opened);
        var earlier = change == Moment.Beginning || line.PlanSince >= change.UnixMilliseconds ? now : Begin(line, change.UnixMilliseconds - 1, opened);
        Claim.That(e.Interval.Start.UnixMilliseconds == now || e.Interval.Start.UnixMilliseconds == earlier,
            () => $"Line {line.Id} on {line.Plan} at {at}: {e} is in an interval that begins neither at {now} nor, before the price change, at {earlier}.");
        if (session is not null)
        {
            Claim.Same(session.Country, CountryCode.Unpack(e.Interval.Country), () => $"Line {line.Id}: country of {e}");
        }
    }

    /// <summary>Where the interval of a moment begins: a change of plan or of prices begins a new one.</summary>
    public static long Begin(LineAccount line, long at, long opened)
    {
        var begin = PriceBook.IntervalBegin(line.Prices.PlanAt(line.Plan, at).RatingInterval, line.TimeZone, at, opened);
        return Math.Max(Math.Max(begin, line.PlanSince), line.Prices.VersionAt(at).EffectiveFrom.UnixMilliseconds);
    }

    private static void CheckSums(LineAccount line, LineEvent.UsageCharged e, IntervalAccount sums, string country)
    {
        string Where() => $"Line {line.Id} on {line.Plan} in '{country}', {e}, sums {sums.Used} used, {sums.Covered} covered, {sums.Uncovered} uncovered, {sums.Paid} paid, {sums.Charged} charged";
        var start = e.Interval.Start.UnixMilliseconds;
        var plan = line.Prices.PlanAt(line.Plan, start);
        Claim.That(sums.Covered + sums.Uncovered >= sums.Used, () => $"{Where()}: octets are lost");
        Claim.That(sums.Covered + sums.Uncovered <= PriceBook.RoundUp(sums.Used, plan.RoundingOctets), () => $"{Where()}: more is taken than the rounding allows");
        var price = line.Prices.PricePerMegabyte(line.Plan, country, start);
        Claim.Same(PriceBook.Price(sums.Paid, price ?? 0), new BigInteger(sums.Charged), () => $"{Where()}: price at {price} a megabyte");
    }

    /// <summary>What holds for a report by itself, whenever it comes.</summary>
    private static void CheckReport(LineAccount line, LineEvent.UsageCharged e, HeldGrant? own, string country)
    {
        string Where() => $"Line {line.Id} on {line.Plan} in '{country}', {e}";
        var start = e.Interval.Start.UnixMilliseconds;
        Claim.Same(e.Covered, e.Buckets.Sum(part => part.Octets) + e.Free + e.PaidUnits, Where);
        Claim.That(e.Reported >= 0 && e.Covered >= 0 && e.Free >= 0 && e.PaidUnits >= 0 && e.Uncovered >= 0 && e.Charged >= Money.Zero, Where);
        Claim.That(e.PaidUnits == 0 || line.Prices.PricePerMegabyte(line.Plan, country, start) is not null, () => $"{Where()}: paid by volume on a plan that does not sell it");
        var isFree = country.Length == 0 && (line.Prices.PlanAt(line.Plan, start).Overuse == OveruseRule.Throttle || line.Arrears == Arrears.Throttled || own is { Grant.ThrottleKbps: > 0 });
        Claim.That(e.Free == 0 || isFree, () => $"{Where()}: free on a plan that gives nothing free");
    }

    private static void CheckOrderOfBuckets(LineAccount line, LineEvent.UsageCharged e, string country)
    {
        var zone = line.Prices.ZoneOf(country, e.Interval.Start.UnixMilliseconds);
        foreach (var used in e.Buckets)
        {
            var order = line.Buckets[used.Bucket].Order;
            // A pack that this very report bought came last, whenever it ends.
            foreach (var earlier in line.Buckets.Values.Where(bucket => bucket.Serves(country, zone) && !bucket.IsNewAutoPack && bucket.Order.CompareTo(order) < 0))
            {
                var taken = e.Buckets.Where(part => part.Bucket == earlier.Granted.Bucket).Sum(part => part.Octets);
                Claim.That(line.FreeOf(earlier) <= taken, () => $"Line {line.Id}: {e} used bucket {used.Bucket} while bucket {earlier.Granted.Bucket} before it had {line.FreeOf(earlier)}.");
            }
        }
    }

    /// <summary>Money, free use and uncovered use come after the buckets; uncovered use comes after the money.</summary>
    private static void CheckNoCoverIsLeft(LineAccount line, LineEvent.UsageCharged e, HeldGrant? own, IntervalAccount sums, string country)
    {
        if (e.Uncovered == 0 && e.PaidUnits == 0 && e.Free == 0)
        {
            return;
        }

        var start = e.Interval.Start.UnixMilliseconds;
        var zone = line.Prices.ZoneOf(country, start);
        foreach (var bucket in line.Buckets.Values.Where(bucket => bucket.Serves(country, zone) && !IsBoughtBeyondFreeGrant(bucket, e, own)))
        {
            Claim.That(line.FreeOf(bucket) == 0, () => $"Line {line.Id}: {e} though bucket {bucket.Granted.Bucket} has {line.FreeOf(bucket)} left.");
        }

        if (e.Uncovered == 0)
        {
            return;
        }

        var plan = line.Prices.PlanAt(line.Plan, start);
        if (line.Prices.PricePerMegabyte(line.Plan, country, start) is { } price && (country.Length > 0 || line.Arrears != Arrears.Throttled))
        {
            var next = PriceBook.Price(sums.Paid + 1, price) - sums.Charged;
            Claim.That(next > Math.Max(0, line.AvailableIn(country)), () => $"Line {line.Id} on {line.Plan}: {e} is uncovered though {line.AvailableIn(country)} buys an octet for {next}.");
        }
        else if (country.Length == 0 && plan.Overuse == OveruseRule.AutoPack && line.Arrears is Arrears.None && !line.AutoPackStop.IsOn)
        {
            var pack = plan.AutoPack!;
            Claim.That(line.IsCapped(pack) || line.Available < pack.Price.Kopeks || e.Reported > 1L << 33, () => $"Line {line.Id} on {line.Plan}: {e} is uncovered though {line.Available} buys a pack.");
        }
    }

    /// <summary>
    /// What was granted slowly and free stays free; only what was used beyond that grant buys a pack, and what is left of the pack was not there before.
    /// </summary>
    private static bool IsBoughtBeyondFreeGrant(BucketAccount bucket, LineEvent.UsageCharged e, HeldGrant? own)
    {
        var taken = e.Buckets.Where(part => part.Bucket == bucket.Granted.Bucket).Sum(part => part.Octets);
        return own is { Grant.ThrottleKbps: > 0 } && e.Free <= own.Grant.Octets && e.Uncovered == 0 && e.PaidUnits == 0
            && bucket.Granted.Kind == Core.Buckets.BucketKind.AutoPack && taken > 0 && bucket.Rest + taken == bucket.Granted.Octets;
    }

    /// <summary>Who keeps to a grant is covered by what it reserved, whatever became of fee, prices, plan and others meanwhile.</summary>
    private static void CheckGrantWasCovered(LineAccount line, LineEvent.UsageCharged e, HeldGrant? own)
    {
        if (own is not null && e.Reported <= own.Grant.Octets)
        {
            var most = BigInteger.Max(0, e.Reported - Promised(line, own, e.Interval));
            Claim.That(e.Uncovered <= most, () => $"Line {line.Id} on {line.Plan}: {e} is within {own}, and more than {most} of it is uncovered.");
        }
    }

    /// <summary>
    /// Octets that a grant is sure to cover when it is reported. In its own interval and plan all of it, but for a bucket that ended with a plan. Else, after
    /// its Validity-Time or a change of plan, what it holds is worth at the prices of the report: buckets that are still there, packs, money by the megabyte.
    /// </summary>
    public static BigInteger Promised(LineAccount line, HeldGrant own, IntervalKey reported)
    {
        if (own.Interval.Country != reported.Country)
        {
            // The device moved on, and only other services of its session told so: a grant is good where it was given.
            return 0;
        }

        if (own.Grant.ThrottleKbps > 0)
        {
            return own.Grant.Octets;
        }

        var parts = own.Grant.ReservedBuckets ?? [];
        if (own.Interval == reported && own.Plan == line.Plan && own.IsWhole)
        {
            var onRounding = own.Grant.OnRounding && own.IsDisturbed ? own.Grant.Octets : 0;
            return own.Grant.Octets - onRounding - parts.Where(part => line.Buckets[part.Bucket].IsGone).Sum(part => part.Octets);
        }

        return Worth(line, own, reported);
    }

    /// <summary>What is set aside covers by itself at the prices of an interval.</summary>
    public static BigInteger Worth(LineAccount line, HeldGrant own, IntervalKey interval)
    {
        var octets = (BigInteger)(own.Grant.ReservedBuckets ?? []).Where(part => !line.Buckets[part.Bucket].IsGone).Sum(part => part.Octets);
        var start = interval.Start.UnixMilliseconds;
        var country = CountryCode.Unpack(interval.Country);
        if (own.Grant.Packs > 0)
        {
            return octets + own.Grant.Packs * (own.Plan == line.Plan ? line.Prices.PlanAt(line.Plan, start).AutoPack?.Octets ?? 0 : 0);
        }

        return octets + (line.Prices.PricePerMegabyte(line.Plan, country, start) is { } price and > 0 ? PriceBook.Octets(own.Grant.ReservedMoney.Kopeks, price) : 0);
    }
}
