using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Simulation.Accounts;

/// <summary>Every fee is one that the catalogue in force had, and comes when it is due and not before.</summary>
internal static class FeeAudit
{
    public static void Check(LineAccount line, long at, LineEvent.FeeCharged e)
    {
        var plan = line.Prices.PlanAt(line.Plan, at);
        var expected = e.Kind switch
        {
            FeeKind.Connection => plan.ConnectionFee.Kopeks,
            FeeKind.Plan => plan.Fee.Kopeks,
            FeeKind.DailyFallback => plan.DailyFallback!.Fee.Kopeks,
            FeeKind.AutoPack => plan.AutoPack!.Price.Kopeks,
            FeeKind.Inactivity => Math.Min(plan.InactivityFeePerDay.Kopeks, line.Available),
            _ => PackPrice(line, at, e.Reference!),
        };
        if (e.Kind == FeeKind.AutoPack && line.Prices.PlanBefore(line.Plan, at)?.AutoPack is { } earlier && e.Amount == earlier.Price)
        {
            // Set aside, or bought for use, before the prices changed.
            expected = earlier.Price.Kopeks;
        }

        Claim.Same(expected, e.Amount.Kopeks, () => $"Line {line.Id} on {line.Plan} at {at}: {e.Kind} fee");
        Claim.That(e.Debt.IsZero || plan.UnpaidFee == UnpaidFeeRule.GraceOneFee, () => $"Line {line.Id} on {line.Plan}: {e} leaves a debt that its plan does not give.");
        // A debt of before may still stand in the lots, beside money that a grant held: then what is free now must cover it.
        Claim.That(e.Debt.IsZero || (line.Available >= 0 && line.Available - e.Amount.Kopeks == -e.Debt.Kopeks),
            () => $"Line {line.Id} with {line.Available} free: {e} leaves more than one fee of grace owed.");
        if (e.Kind == FeeKind.Plan && !line.PlanBegins && line.Arrears == Arrears.None)
        {
            Claim.That(at >= line.FeePaidUntil, () => $"Line {line.Id} on {line.Plan} at {at}: {e} though the fee was paid until {line.FeePaidUntil}.");
        }
    }

    private static long PackPrice(LineAccount line, long at, string code)
    {
        var version = line.Prices.VersionAt(at);
        return version.Packs.SingleOrDefault(pack => pack.Code == code)?.Price.Kopeks
            ?? version.Countries.Single(country => code == $"DAY-{country.Iso2}").DayPack!.Price.Kopeks;
    }
}
