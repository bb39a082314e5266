using Kopek.Core;
using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>plans.csv: one row a plan, each rule of the row checked against the others of the same row.</summary>
internal static class PlanFile
{
    public static readonly CsvLayout Layout = new("plans.csv",
    [
        "sample_data", "operator_code", "operator", "operator_zh", "operator_ru", "sample_mccmnc", "plan_code", "name_zh", "name_en", "name_ru",
        "billing_mode", "fee_rub", "fee_period", "connection_fee_rub", "data_bundle_mb", "bundle_period", "price_per_mb_rub", "rounding_kb",
        "rating_interval", "validity_days", "overuse_rule", "auto_pack_mb", "auto_pack_rub", "auto_pack_max", "throttle_kbps",
        "insufficient_funds_rule", "daily_fallback_rub", "daily_fallback_mb", "roaming_zones", "min_topup_rub", "max_topup_rub",
        "promised_payment", "inactivity_days", "inactivity_fee_rub_day", "vat_rate_pct",
    ]);

    public static ParsedFile<Plan> Read(string path, string name, ErrorList errors) =>
        ParsedFile<Plan>.Read(Layout, path, name, errors, Parse, plan => plan.Code, "plan_code");

    private static Plan Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        var overuse = row.Choice("overuse_rule", Words.OveruseRules);
        var unpaidFee = row.Choice("insufficient_funds_rule", Words.UnpaidFeeRules);
        var plan = new Plan(
            Code: row.Code("plan_code"),
            Operator: row.Code("operator_code"),
            Name: row.Name(),
            BillingMode: row.Choice("billing_mode", Words.BillingModes),
            Fee: row.Money("fee_rub"),
            FeePeriod: row.Period("fee_period", PeriodKind.None, PeriodKind.Once, PeriodKind.Day, PeriodKind.Days),
            ConnectionFee: row.Money("connection_fee_rub"),
            BundleOctets: row.Octets("data_bundle_mb", 0),
            BundlePeriod: row.Period("bundle_period", PeriodKind.None, PeriodKind.Once, PeriodKind.Day, PeriodKind.Days),
            PricePerMegabyte: row.OptionalMoney("price_per_mb_rub"),
            RoundingOctets: row.Whole("rounding_kb", 1, CatalogueLimits.RoundingKilobytes) * DataVolume.OctetsPerKilobyte,
            RatingInterval: row.Choice("rating_interval", Words.RatingIntervals),
            ValidityDays: (int)row.Whole("validity_days", 0, CatalogueLimits.Days),
            Overuse: overuse,
            AutoPack: AutoPack(row, overuse),
            ThrottleKbps: Throttle(row, overuse == OveruseRule.Throttle || unpaidFee == UnpaidFeeRule.Throttle),
            UnpaidFee: unpaidFee,
            DailyFallback: DailyFallback(row, unpaidFee),
            RoamingZones: row.Zones("roaming_zones"),
            MinTopUp: row.Money("min_topup_rub"),
            MaxTopUp: row.Money("max_topup_rub"),
            PromisedPaymentAllowed: row.YesNo("promised_payment"),
            InactivityDays: (int)row.Whole("inactivity_days", 0, CatalogueLimits.Days),
            InactivityFeePerDay: row.Money("inactivity_fee_rub_day"),
            VatPercent: (int)row.Whole("vat_rate_pct", 0, 100));
        // Rules between fields are judged on what was read, not on the defaults of fields that were not.
        if (row.IsSound)
        {
            PlanRowChecks.Check(plan, row);
        }

        return plan;
    }

    private static AutoPack? AutoPack(CsvRow row, OveruseRule overuse)
    {
        if (overuse == OveruseRule.AutoPack)
        {
            return new AutoPack(row.Octets("auto_pack_mb", 1), row.Money("auto_pack_rub"), (int)row.Whole("auto_pack_max", 0, CatalogueLimits.AutoPacks));
        }

        const string because = "unless overuse_rule is auto_pack";
        row.MustBeEmpty("auto_pack_mb", because);
        row.MustBeEmpty("auto_pack_rub", because);
        row.MustBeEmpty("auto_pack_max", because);
        return null;
    }

    private static int? Throttle(CsvRow row, bool throttles)
    {
        if (throttles)
        {
            return (int)row.Whole("throttle_kbps", 1, CatalogueLimits.ThrottleKbps);
        }

        row.MustBeEmpty("throttle_kbps", "unless overuse_rule or insufficient_funds_rule is throttle");
        return null;
    }

    private static DailyFallback? DailyFallback(CsvRow row, UnpaidFeeRule unpaidFee)
    {
        if (unpaidFee == UnpaidFeeRule.DailyFallback)
        {
            return new DailyFallback(row.Money("daily_fallback_rub"), row.Octets("daily_fallback_mb", 1));
        }

        const string because = "unless insufficient_funds_rule is daily_fallback";
        row.MustBeEmpty("daily_fallback_rub", because);
        row.MustBeEmpty("daily_fallback_mb", because);
        return null;
    }
}
