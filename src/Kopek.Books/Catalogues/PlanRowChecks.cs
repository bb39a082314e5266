using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>What the fields of one plan must say together, so that the rules of Core never meet a plan that contradicts itself.</summary>
internal static class PlanRowChecks
{
    public static void Check(Plan plan, CsvRow row)
    {
        CheckFee(plan, row);
        CheckBundle(plan, row);
        CheckOveruse(plan, row);
        CheckLimits(plan, row);
    }

    private static void CheckFee(Plan plan, CsvRow row)
    {
        if (plan.FeePeriod.Kind == PeriodKind.None && !plan.Fee.IsZero)
        {
            row.Refuse("fee_rub", $"the fee is {plan.Fee} and fee_period is none", "Write 0.00, or give the fee a period");
        }

        var fits = plan.BillingMode switch
        {
            BillingMode.Daily => plan.FeePeriod.Kind == PeriodKind.Day,
            BillingMode.Monthly => plan.FeePeriod.Kind == PeriodKind.Days,
            BillingMode.PerVolume => plan.FeePeriod.Kind == PeriodKind.None,
            _ => true,
        };
        if (!fits)
        {
            row.Refuse("fee_period", $"{CsvRow.Quoted(row["fee_period"])} does not go with billing_mode {row["billing_mode"]}", "Write day for daily, a number of days for monthly, none for per_volume, or make the plan hybrid");
        }

        if (plan.UnpaidFee is UnpaidFeeRule.DailyFallback or UnpaidFeeRule.GraceOneFee && plan.Fee.IsZero)
        {
            row.Refuse("insufficient_funds_rule", $"{row["insufficient_funds_rule"]} needs a fee and fee_rub is {plan.Fee}", "Write block, or give the plan a fee");
        }

        if (plan.DailyFallback is { } fallback && fallback.Fee >= plan.Fee)
        {
            row.Refuse("daily_fallback_rub", $"{fallback.Fee} a day is not less than the fee of {plan.Fee}", "Write a smaller amount: it is taken when the fee is too much");
        }
    }

    private static void CheckBundle(Plan plan, CsvRow row)
    {
        if (plan.BundleOctets > 0 && plan.BundlePeriod.Kind == PeriodKind.None)
        {
            row.Refuse("bundle_period", "the plan has a bundle and bundle_period is none", "Write once, day or a number of days such as 30d");
        }

        // An automatic pack counts its cap and ends by the bundle's period, so that plan has one without a bundle.
        if (plan.BundleOctets == 0 && plan.BundlePeriod.Kind != PeriodKind.None && plan.Overuse != OveruseRule.AutoPack)
        {
            row.Refuse("bundle_period", $"data_bundle_mb is 0 and bundle_period is {plan.BundlePeriod}", "Write none, or give the plan a bundle");
        }

        if (plan.Overuse == OveruseRule.AutoPack && plan.BundlePeriod.Kind == PeriodKind.None)
        {
            row.Refuse("bundle_period", "auto_pack needs a bundle_period, in which its packs are counted and end", "Write once, day or a number of days such as 30d");
        }

        if (plan.ValidityDays > 0 && plan.BundlePeriod.Days > plan.ValidityDays)
        {
            row.Refuse("bundle_period", $"{plan.BundlePeriod} is longer than validity_days {plan.ValidityDays}", "Shorten the period or lengthen the validity");
        }

        if (plan.ValidityDays > 0 && plan.FeePeriod.Days > plan.ValidityDays)
        {
            row.Refuse("fee_period", $"{plan.FeePeriod} is longer than validity_days {plan.ValidityDays}", "Shorten the period or lengthen the validity");
        }
    }

    private static void CheckOveruse(Plan plan, CsvRow row)
    {
        if (plan.Overuse == OveruseRule.PerMegabyte && plan.PricePerMegabyte is null)
        {
            row.Refuse("price_per_mb_rub", "overuse_rule is per_mb and there is no price", "Write the price of one megabyte");
        }

        // A price of nothing would grant without end; unlimited data is a bundle or a throttle.
        if (plan.PricePerMegabyte is { IsZero: true })
        {
            row.Refuse("price_per_mb_rub", "the price of one megabyte is zero", "Write a price above zero, or leave the field empty");
        }

        // With a free pack the plan would buy packs without end.
        if (plan.AutoPack is { Price.IsZero: true, MaxPerPeriod: 0 })
        {
            row.Refuse("auto_pack_rub", "the automatic pack is free and auto_pack_max is 0, no limit", "Write a price or a limit");
        }
    }

    private static void CheckLimits(Plan plan, CsvRow row)
    {
        if (plan.MinTopUp.IsZero)
        {
            row.Refuse("min_topup_rub", "the smallest top-up is zero", "Write an amount above zero");
        }

        if (plan.MinTopUp > plan.MaxTopUp)
        {
            row.Refuse("max_topup_rub", $"{plan.MaxTopUp} is less than min_topup_rub {plan.MinTopUp}", "Write at least the smallest top-up");
        }

        if (plan.InactivityDays == 0 && !plan.InactivityFeePerDay.IsZero)
        {
            row.Refuse("inactivity_days", $"there is an inactivity fee of {plan.InactivityFeePerDay} and no day from which it is due", "Write the number of days, or a fee of 0.00");
        }
    }
}
