using System.Globalization;
using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Tests.Catalogues;

public sealed class SampleCatalogueTests
{
    private const long Megabyte = 1_048_576;

    private static readonly CatalogueVersion Sample =
        Assert.IsType<CatalogueLoadResult.Loaded>(CatalogueLoader.Load(CatalogueCopy.Sample)).Catalogue.At(Moment.Beginning);

    [Fact]
    public void The_sample_catalogue_loads_whole()
    {
        Assert.Equal(12, Sample.Plans.Count);
        Assert.Equal(53, Sample.Packs.Count);
        Assert.Equal(["BRZ", "LED", "KDR", "MLK"], Sample.Operators.Select(terms => terms.Code));
        Assert.Equal(249, Sample.Countries.Count);
        Assert.Equal(83, Sample.Regions.Count);
        Assert.Equal([0, 1, 2, 3, 4], Sample.Zones.Select(zone => zone.Number));
        Assert.Equal("Zone 2: Asia and popular trips", Sample.Zones[2].Name.En);
    }

    [Fact]
    public void The_monthly_plan_with_automatic_packs_and_daily_fallback_is_read_field_by_field() =>
        Assert.Equal(
            new Plan(
                "BRZ-M25", "BRZ", new LocalizedText("月享25GB", "Monthly 25 GB", "Месяц 25 ГБ"), BillingMode.Monthly, new Money(650_00), Period.OfDays(30),
                new Money(250_00), 25_600 * Megabyte, Period.OfDays(30), null, 250 * 1024, RatingInterval.Hour, 30, OveruseRule.AutoPack,
                new AutoPack(500 * Megabyte, new Money(75_00), 10), null, UnpaidFeeRule.DailyFallback, new DailyFallback(new Money(30_00), 512 * Megabyte),
                new RoamingZoneSet(0b11111), new Money(100_00), new Money(15_000_00), true, 183, new Money(3_00), 22),
            Sample.FindPlan("BRZ-M25"));

    [Fact]
    public void The_guest_plan_paid_once_is_read_field_by_field() =>
        Assert.Equal(
            new Plan(
                "BRZ-GUEST7", "BRZ", new LocalizedText("访客7天10GB", "Guest 7 days 10 GB", "Гость 7 дней 10 ГБ"), BillingMode.Hybrid, new Money(700_00), Period.Once,
                Money.Zero, 10_240 * Megabyte, Period.OfDays(7), new Money(2_00), 250 * 1024, RatingInterval.Session, 7, OveruseRule.PerMegabyte,
                null, null, UnpaidFeeRule.Block, null,
                RoamingZoneSet.Home, new Money(100_00), new Money(5_000_00), false, 60, new Money(5_00), 22),
            Sample.FindPlan("BRZ-GUEST7"));

    [Fact]
    public void The_daily_plan_with_one_fee_of_grace_is_read_field_by_field() =>
        Assert.Equal(
            new Plan(
                "LED-D40", "LED", new LocalizedText("日扣40GB", "Daily debit 40 GB", "Посуточный 40 ГБ"), BillingMode.Hybrid, new Money(18_90), Period.Day,
                new Money(250_00), 40_960 * Megabyte, Period.OfDays(30), null, 250 * 1024, RatingInterval.Hour, 30, OveruseRule.AutoPack,
                new AutoPack(1024 * Megabyte, new Money(120_00), 5), null, UnpaidFeeRule.GraceOneFee, null,
                new RoamingZoneSet(0b1111), new Money(50_00), new Money(15_000_00), true, 89, new Money(5_00), 22),
            Sample.FindPlan("LED-D40"));

    [Fact]
    public void The_plan_without_a_fee_is_read_field_by_field() =>
        Assert.Equal(
            new Plan(
                "KDR-PAYGO", "KDR", new LocalizedText("零月租按量", "Pay As You Go", "Без абонплаты"), BillingMode.PerVolume, Money.Zero, Period.None,
                new Money(150_00), 0, Period.None, new Money(1_20), 150 * 1024, RatingInterval.Hour, 0, OveruseRule.PerMegabyte,
                null, null, UnpaidFeeRule.Block, null,
                new RoamingZoneSet(0b11111), new Money(100_00), new Money(15_000_00), true, 90, new Money(5_00), 22),
            Sample.FindPlan("KDR-PAYGO"));

    [Fact]
    public void Every_sample_plan_written_back_is_the_row_it_came_from()
    {
        var lines = File.ReadAllLines(Path.Combine(CatalogueCopy.Sample, "plans.csv"));
        foreach (var line in lines[1..])
        {
            var row = CatalogueCopy.Split(lines[0]).Zip(CatalogueCopy.Split(line)).ToDictionary(pair => pair.First, pair => pair.Second);
            Assert.Equal(row, WrittenBack(Sample.FindPlan(row["plan_code"])!));
        }
    }

    [Fact]
    public void Every_sample_pack_costs_something_and_lasts()
    {
        Assert.All(Sample.Packs, pack =>
        {
            Assert.True(pack.Price > Money.Zero && pack.Octets >= Megabyte && pack.Validity.Kind != PeriodKind.None);
            Assert.NotNull(Sample.FindOperator(pack.Operator));
        });
        Assert.All(Sample.Operators, terms => Assert.Contains(Sample.Packs, pack => pack.Operator == terms.Code && pack.Zones == RoamingZoneSet.Home));
        Assert.Equal("CN", Sample.FindPack("BRZ-CN7D")!.CountryIso);
    }

    [Fact]
    public void An_operator_is_read_with_its_promised_payment()
    {
        var terms = Sample.FindOperator("BRZ")!;
        Assert.Equal(("RUB", 643, "0890", 180, "Europe/Moscow"), (terms.CurrencyCode, terms.CurrencyNumber, terms.Hotline, terms.GraceDaysAtZero, terms.DefaultTimeZone));
        Assert.Equal(["001-01"], terms.HomeNetworks);
        Assert.Equal(new PromisedPaymentTerms(new Money(500_00), new Money(30_00), 3), terms.PromisedPayment);
    }

    [Fact]
    public void A_region_is_read_with_zone_and_coverage()
    {
        var moscow = Sample.FindRegion("RU-MOW")!;
        Assert.Equal("Europe/Moscow", moscow.TimeZone);
        Assert.Equal(RadioTechnologies.ThirdGeneration | RadioTechnologies.FourthGeneration, moscow.CoverageOf("MLK"));
        Assert.Equal(RadioTechnologies.None, moscow.CoverageOf("NOBODY"));
    }

    private static Dictionary<string, string> WrittenBack(Plan plan)
    {
        var terms = Sample.FindOperator(plan.Operator)!;
        return new Dictionary<string, string>
        {
            ["sample_data"] = "SAMPLE",
            ["operator_code"] = plan.Operator,
            ["operator"] = terms.Name.En,
            ["operator_zh"] = terms.Name.Zh,
            ["operator_ru"] = terms.Name.Ru,
            ["sample_mccmnc"] = terms.HomeNetworks[0],
            ["plan_code"] = plan.Code,
            ["name_zh"] = plan.Name.Zh,
            ["name_en"] = plan.Name.En,
            ["name_ru"] = plan.Name.Ru,
            ["billing_mode"] = plan.BillingMode == BillingMode.PerVolume ? "per_volume" : Lower(plan.BillingMode),
            ["fee_rub"] = plan.Fee.ToString(),
            ["fee_period"] = plan.FeePeriod.ToString(),
            ["connection_fee_rub"] = plan.ConnectionFee.ToString(),
            ["data_bundle_mb"] = Text(plan.BundleOctets / Megabyte),
            ["bundle_period"] = plan.BundlePeriod.ToString(),
            ["price_per_mb_rub"] = plan.PricePerMegabyte?.ToString() ?? "",
            ["rounding_kb"] = Text(plan.RoundingOctets / 1024),
            ["rating_interval"] = Lower(plan.RatingInterval),
            ["validity_days"] = Text(plan.ValidityDays),
            ["overuse_rule"] = plan.Overuse switch { OveruseRule.PerMegabyte => "per_mb", OveruseRule.AutoPack => "auto_pack", _ => Lower(plan.Overuse) },
            ["auto_pack_mb"] = Text(plan.AutoPack?.Octets / Megabyte),
            ["auto_pack_rub"] = plan.AutoPack?.Price.ToString() ?? "",
            ["auto_pack_max"] = Text(plan.AutoPack?.MaxPerPeriod),
            ["throttle_kbps"] = Text(plan.ThrottleKbps),
            ["insufficient_funds_rule"] = plan.UnpaidFee switch
            {
                UnpaidFeeRule.SuspendData => "suspend_data",
                UnpaidFeeRule.DailyFallback => "daily_fallback",
                UnpaidFeeRule.GraceOneFee => "grace_one_fee",
                _ => Lower(plan.UnpaidFee),
            },
            ["daily_fallback_rub"] = plan.DailyFallback?.Fee.ToString() ?? "",
            ["daily_fallback_mb"] = Text(plan.DailyFallback?.Octets / Megabyte),
            ["roaming_zones"] = plan.RoamingZones.ToString(),
            ["min_topup_rub"] = Text(plan.MinTopUp.Kopeks / 100),
            ["max_topup_rub"] = Text(plan.MaxTopUp.Kopeks / 100),
            ["promised_payment"] = plan.PromisedPaymentAllowed ? "yes" : "no",
            ["inactivity_days"] = Text(plan.InactivityDays),
            ["inactivity_fee_rub_day"] = plan.InactivityFeePerDay.ToString(),
            ["vat_rate_pct"] = Text(plan.VatPercent),
        };
    }

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();
}
