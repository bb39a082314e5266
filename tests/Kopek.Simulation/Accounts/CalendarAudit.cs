using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Simulation.Accounts;

/// <summary>What ends ends when the calendar of the line's own place says, by the plan and the prices in force when it began.</summary>
internal static class CalendarAudit
{
    public static void Check(LineAccount line, long at, LineEvent.PeriodSet e)
    {
        var plan = line.Prices.PlanAt(line.Plan, at);
        var fee = PriceBook.EndOf(plan.FeePeriod, line.TimeZone, at);
        var fallback = plan.DailyFallback is null ? fee : new Moment(PriceBook.MidnightAfter(line.TimeZone, at));
        Claim.That(e.FeePaidUntil == fee || e.FeePaidUntil == fallback || e.FeePaidUntil.UnixMilliseconds == line.FeePaidUntil,
            () => $"Line {line.Id} on {line.Plan} in {line.TimeZone} at {at}: {e}, and its fee period ends at {fee}.");
        var bundle = PriceBook.EndOf(plan.BundlePeriod, line.TimeZone, at);
        Claim.That(e.BundleUntil.IsNever || e.BundleUntil == bundle || e.BundleUntil.UnixMilliseconds == line.BundleUntil || e.BundleUntil.UnixMilliseconds == at,
            () => $"Line {line.Id} on {line.Plan} in {line.TimeZone} at {at}: {e}, and its bundle period ends at {bundle}.");
    }

    public static void Check(LineAccount line, long at, LineEvent.BucketGranted e)
    {
        var plan = line.Prices.PlanAt(line.Plan, at);
        var (octets, end) = e.Kind switch
        {
            BucketKind.Bundle => (plan.BundleOctets, End(line, at, plan.BundlePeriod)),
            BucketKind.DailyFallback => (plan.DailyFallback!.Octets, PriceBook.MidnightAfter(line.TimeZone, at)),
            BucketKind.Pack => Pack(line, at, e.Name),
            _ => (e.Octets, e.ExpiresAt.UnixMilliseconds),
        };
        Claim.Same(octets, e.Octets, () => $"Line {line.Id} on {line.Plan} at {at}: octets of {e}");
        // A plan that ends takes its bundle along.
        var cut = e.Kind == BucketKind.Bundle && plan.FeePeriod.Kind == PeriodKind.Once;
        Claim.That(e.ExpiresAt.UnixMilliseconds == end || (cut && e.ExpiresAt.UnixMilliseconds < end), () => $"Line {line.Id} on {line.Plan} in {line.TimeZone} at {at}: {e} should end at {end}.");
    }

    private static (long Octets, long End) Pack(LineAccount line, long at, string code)
    {
        var version = line.Prices.VersionAt(at);
        if (version.Packs.SingleOrDefault(pack => pack.Code == code) is { } listed)
        {
            return (listed.Octets, End(line, at, listed.Validity));
        }

        var country = version.Countries.Single(country => code == $"DAY-{country.Iso2}");
        return (country.DayPack!.Octets, PriceBook.MidnightAfter(line.TimeZone, at));
    }

    private static long End(LineAccount line, long at, Core.Plans.Period period) => PriceBook.EndOf(period, line.TimeZone, at).UnixMilliseconds;
}
