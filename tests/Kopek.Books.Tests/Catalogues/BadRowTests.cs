namespace Kopek.Books.Tests.Catalogues;

/// <summary>Each kind of bad field: told by file, line, column and reason, and nothing is loaded.</summary>
public sealed class BadRowTests
{
    [Theory]
    [InlineData("BRZ-M25", "fee_rub", "650.123", "\"650.123\" has more than two decimals")]
    [InlineData("BRZ-M25", "fee_rub", "-650", "\"-650\" is negative")]
    [InlineData("BRZ-M25", "fee_rub", "650,00", "\"650,00\" has a comma")]
    [InlineData("BRZ-M25", "fee_rub", "abc", "\"abc\" is no amount of money")]
    [InlineData("BRZ-M25", "fee_rub", "1e3", "\"1e3\" is no amount of money")]
    [InlineData("BRZ-M25", "fee_rub", "650.", "\"650.\" is no amount of money")]
    [InlineData("BRZ-M25", "fee_rub", "٦٥٠", "\"٦٥٠\" is no amount of money")]
    [InlineData("BRZ-M25", "fee_rub", "", "the field is empty")]
    [InlineData("BRZ-M25", "fee_rub", "10000000.01", "\"10000000.01\" is more than 10000000")]
    [InlineData("BRZ-M25", "fee_rub", "99999999999999999999", "\"99999999999999999999\" is more than 10000000")]
    [InlineData("BRZ-M25", "data_bundle_mb", "2.5", "\"2.5\" is not a whole number")]
    [InlineData("BRZ-M25", "data_bundle_mb", "1000000001", "\"1000000001\" is more than 1000000000")]
    [InlineData("BRZ-M25", "rounding_kb", "0", "\"0\" is less than 1")]
    [InlineData("BRZ-M25", "vat_rate_pct", "101", "\"101\" is more than 100")]
    [InlineData("BRZ-M25", "billing_mode", "weekly", "\"weekly\" is not one of the allowed words")]
    [InlineData("BRZ-M25", "promised_payment", "Yes", "\"Yes\" is not one of the allowed words")]
    [InlineData("BRZ-M25", "fee_period", "30", "\"30\" is no period that can stand here")]
    [InlineData("BRZ-M25", "fee_period", "0d", "\"0d\" is no period that can stand here")]
    [InlineData("BRZ-M25", "roaming_zones", "0|x", "zone \"x\" is not a whole number")]
    [InlineData("BRZ-M25", "roaming_zones", "0|0", "zone 0 is there twice")]
    [InlineData("BRZ-M25", "name_zh", "", "the field is empty")]
    [InlineData("BRZ-M25", "name_zh", " 月", "\" 月\" begins or ends with a space")]
    [InlineData("BRZ-M25", "name_zh", "月\t享", "the text holds a control character")]
    [InlineData("BRZ-M25", "plan_code", "brz m25", "\"brz m25\" is no code")]
    [InlineData("BRZ-M25", "sample_data", "sample", "\"sample\" is not one of the allowed words")]
    public void A_field_that_cannot_be_read_is_told(string plan, string column, string value, string reason) =>
        CheckRefused("plans.csv", plan, column, value, reason);

    [Theory]
    [InlineData("BRZ-M25", "auto_pack_mb", "", "the field is empty")]
    [InlineData("BRZ-M25", "auto_pack_rub", "", "the field is empty")]
    [InlineData("BRZ-M25", "daily_fallback_rub", "", "the field is empty")]
    [InlineData("BRZ-M25", "daily_fallback_mb", "", "the field is empty")]
    [InlineData("BRZ-M25", "daily_fallback_rub", "650.00", "650.00 a day is not less than the fee of 650.00")]
    [InlineData("BRZ-M25", "throttle_kbps", "64", "\"64\" has no meaning unless overuse_rule or insufficient_funds_rule is throttle")]
    [InlineData("BRZ-M25", "max_topup_rub", "99", "99.00 is less than min_topup_rub 100.00")]
    [InlineData("BRZ-M25", "min_topup_rub", "0", "the smallest top-up is zero")]
    [InlineData("BRZ-M25", "bundle_period", "none", "the plan has a bundle and bundle_period is none")]
    [InlineData("BRZ-M25", "bundle_period", "31d", "31d is longer than validity_days 30")]
    [InlineData("BRZ-M25", "fee_period", "day", "\"day\" does not go with billing_mode monthly")]
    [InlineData("BRZ-M25", "inactivity_days", "0", "there is an inactivity fee of 3.00 and no day from which it is due")]
    [InlineData("BRZ-DAY1", "throttle_kbps", "", "the field is empty")]
    [InlineData("BRZ-DAY1", "auto_pack_mb", "5", "\"5\" has no meaning unless overuse_rule is auto_pack")]
    [InlineData("KDR-PAYGO", "price_per_mb_rub", "", "overuse_rule is per_mb and there is no price")]
    [InlineData("KDR-PAYGO", "price_per_mb_rub", "0.00", "the price of one megabyte is zero")]
    [InlineData("KDR-PAYGO", "fee_rub", "1.00", "the fee is 1.00 and fee_period is none")]
    [InlineData("KDR-PAYGO", "bundle_period", "day", "data_bundle_mb is 0 and bundle_period is day")]
    [InlineData("KDR-PAYGO", "insufficient_funds_rule", "grace_one_fee", "grace_one_fee needs a fee and fee_rub is 0.00")]
    [InlineData("MLK-BLOCK10", "auto_pack_rub", "0", "the automatic pack is free and auto_pack_max is 0, no limit")]
    public void A_plan_that_contradicts_itself_is_told(string plan, string column, string value, string reason) =>
        CheckRefused("plans.csv", plan, column, value, reason);

    [Theory]
    [InlineData("BRZ-M25", "roaming_zones", "0|9", "zone 9 is not in roaming_zones.csv")]
    [InlineData("BRZ-M25", "plan_code", "BRZ-DAY1", "\"BRZ-DAY1\" is already on line 2")]
    [InlineData("BRZ-M25", "operator_code", "MTS", "MTS is not in operators.csv")]
    [InlineData("BRZ-M25", "operator", "Beryoza", "\"Beryoza\" is not the operator's name \"Beryoza Mobile\" in operators.csv")]
    [InlineData("BRZ-M25", "sample_mccmnc", "001-09", "\"001-09\" is not a home network of BRZ")]
    public void A_plan_that_does_not_fit_the_other_rows_and_files_is_told(string plan, string column, string value, string reason) =>
        CheckRefused("plans.csv", plan, column, value, reason);

    [Theory]
    [InlineData("packs.csv", "BRZ-H1G", "data_mb", "0", "\"0\" is less than 1")]
    [InlineData("packs.csv", "BRZ-H1G", "validity", "none", "\"none\" is no period that can stand here")]
    [InlineData("packs.csv", "BRZ-CN7D", "country_iso", "XX", "XX is not in roaming_zones.csv")]
    [InlineData("packs.csv", "BRZ-CN7D", "country_iso", "china", "\"china\" is no country code")]
    [InlineData("packs.csv", "BRZ-CN7D", "roaming_zones", "3", "CN is in zone 2 and the pack says 3")]
    [InlineData("operators.csv", "BRZ", "default_time_zone", "Europe/Moskau", "\"Europe/Moskau\" is not a time zone of the IANA database")]
    [InlineData("operators.csv", "BRZ", "home_networks", "001", "\"001\" is no network code or is there twice")]
    [InlineData("operators.csv", "BRZ", "currency_code", "rub", "\"rub\" is no currency code")]
    [InlineData("operators.csv", "BRZ", "promised_days", "", "the field is empty")]
    [InlineData("operators.csv", "BRZ", "promised_fee_rub", "-1", "\"-1\" is negative")]
    [InlineData("roaming_zones.csv", "CN", "zone", "32", "\"32\" is more than 31")]
    [InlineData("roaming_zones.csv", "CN", "price_per_mb_rub", "", "roaming is available and has no price")]
    [InlineData("roaming_zones.csv", "CN", "zone_name_en", "Asia", "zone 2 has another name on line 3")]
    [InlineData("roaming_zones.csv", "CN", "iso_alpha3", "CH", "\"CH\" is no country code")]
    [InlineData("roaming_zones.csv", "RU", "price_per_mb_rub", "1.00", "\"1.00\" has no meaning at home")]
    [InlineData("mcc.csv", "CN", "mcc", "46", "\"46\" is no mobile country code")]
    [InlineData("mcc.csv", "CN", "mnc", "1", "\"1\" is no mobile network code")]
    [InlineData("mcc.csv", "CN", "iso_alpha2", "XX", "XX is not in roaming_zones.csv")]
    [InlineData("mcc.csv", "CN", "mcc", "250", "\"250\" is already on line")]
    [InlineData("coverage_ru.csv", "RU-AD", "iana_tz", "Moscow", "\"Moscow\" is not a time zone of the IANA database")]
    [InlineData("coverage_ru.csv", "RU-AD", "brz_2g", "yes", "\"yes\" is not one of the allowed words")]
    [InlineData("coverage_ru.csv", "RU-AD", "utc_offset", "3", "\"3\" is no offset from UTC")]
    public void A_bad_field_of_the_other_files_is_told(string file, string key, string column, string value, string reason) =>
        CheckRefused(file, key, column, value, reason);

    [Fact]
    public void A_promised_payment_without_its_amount_has_no_terms()
    {
        using var copy = new CatalogueCopy();
        copy.Set("operators.csv", "BRZ", "promised_max_rub", "");
        Assert.Equal(["promised_fee_rub", "promised_days"], copy.Errors().Select(error => error.Column));
    }

    [Fact]
    public void A_word_that_is_not_allowed_is_answered_with_the_list_of_those_that_are()
    {
        using var copy = new CatalogueCopy();
        copy.Set("plans.csv", "BRZ-M25", "overuse_rule", "stop");
        var error = Assert.Single(copy.Errors(), error => error.Column == "overuse_rule");
        Assert.Equal("Write one of: block, per_mb, throttle, auto_pack", error.Remedy);
        Assert.Equal("plans.csv:3 overuse_rule: \"stop\" is not one of the allowed words. Write one of: block, per_mb, throttle, auto_pack.", error.ToString());
    }

    [Fact]
    public void Several_bad_rows_in_several_files_are_all_told_in_one_run()
    {
        using var copy = new CatalogueCopy();
        copy.Set("plans.csv", "BRZ-M25", "fee_rub", "x");
        copy.Set("plans.csv", "KDR-M50", "fee_rub", "-1");
        copy.Set("packs.csv", "BRZ-H1G", "price_rub", "1.234");
        copy.Set("coverage_ru.csv", "RU-AD", "iana_tz", "x");
        Assert.Equal(["coverage_ru.csv", "plans.csv", "plans.csv", "packs.csv"], copy.Errors().Select(error => error.File));
    }

    [Fact]
    public void A_bad_row_does_not_make_the_rows_that_name_it_look_bad()
    {
        using var copy = new CatalogueCopy();
        copy.Set("operators.csv", "KDR", "grace_days_at_zero", "many");
        Assert.Equal("operators.csv:4 grace_days_at_zero", Assert.Single(copy.Errors()).ToString().Split(": ")[0]);
    }

    private static void CheckRefused(string file, string key, string column, string value, string reason)
    {
        using var copy = new CatalogueCopy();
        var line = copy.Set(file, key, column, value);
        var error = Assert.Single(copy.Errors(), error => error.Reason.StartsWith(reason, StringComparison.Ordinal));
        Assert.Equal((file, line, column), (error.File, error.Line, error.Column));
        Assert.NotEmpty(error.Remedy);
    }
}
