using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Plans;

namespace Kopek.Books.Tests.Catalogues;

/// <summary>What automatic renewal may do: columns that an operator's file may have.</summary>
public sealed class AutoRenewalTermsTests
{
    [Fact]
    public void A_file_without_the_columns_has_what_is_built_in()
    {
        using var copy = new CatalogueCopy();
        Assert.Equal(AutoRenewalTerms.Default, Terms(copy, "KDR"));
    }

    [Fact]
    public void A_brand_has_what_its_row_says_and_what_is_built_in_where_a_field_is_empty()
    {
        using var copy = new CatalogueCopy();
        Write(copy, ("renewal_threshold_min_rub", "40"), ("renewal_threshold_max_rub", "5000"), ("renewal_amount_min_rub", "100"), ("renewal_amount_max_rub", "3000.50"),
            ("renewal_cap_max_rub", "9000"), ("renewal_lead_min_hours", "3"), ("renewal_lead_max_hours", "72"), ("renewal_charge_hour", "0"), ("renewal_notice_hours", "48"),
            ("renewal_notice_min_hours", "12"), ("renewal_retry_hours", "1|2"));
        var terms = Terms(copy, "KDR");
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(2)], terms.Retries);
        Assert.Equal(
            new AutoRenewalTerms(Money.FromRubles(40), Money.FromRubles(5000), Money.FromRubles(100), Money.FromRubles(3000, 50), Money.FromRubles(9000), TimeSpan.FromHours(3), TimeSpan.FromHours(72), 0,
                TimeSpan.FromHours(48), TimeSpan.FromHours(12), terms.Retries),
            terms);
        Assert.Equal(AutoRenewalTerms.Default, Terms(copy, "BRZ"));
    }

    [Theory]
    [InlineData("renewal_threshold_min_rub", "0", "zero is no limit")]
    [InlineData("renewal_amount_min_rub", "-1", "\"-1\" is negative")]
    [InlineData("renewal_cap_max_rub", "1,5", "\"1,5\" has a comma")]
    [InlineData("renewal_lead_min_hours", "0", "\"0\" is less than 1")]
    [InlineData("renewal_lead_max_hours", "721", "\"721\" is more than 720")]
    [InlineData("renewal_charge_hour", "24", "\"24\" is more than 23")]
    [InlineData("renewal_retry_hours", "6|x", "\"x\" is not a whole number")]
    [InlineData("renewal_retry_hours", "6||6", "the field is empty")]
    [InlineData("renewal_retry_hours", "1|1|1|1|1|1|1|1|1|1|1", "there are more than 10")]
    [InlineData("renewal_threshold_max_rub", "29.99", "renewal_threshold_max_rub is 29.99, which is less than renewal_threshold_min_rub, 30.00")]
    [InlineData("renewal_amount_min_rub", "15000.01", "renewal_amount_max_rub is 15000.00, which is less than renewal_amount_min_rub, 15000.01")]
    [InlineData("renewal_cap_max_rub", "49", "renewal_cap_max_rub is 49.00, which is less than renewal_amount_min_rub, 50.00")]
    [InlineData("renewal_lead_min_hours", "169", "renewal_lead_max_hours is 168, which is less than renewal_lead_min_hours, 169")]
    [InlineData("renewal_notice_min_hours", "25", "renewal_notice_hours is 24, which is less than renewal_notice_min_hours, 25")]
    public void What_is_no_limit_is_told_by_line_and_column_and_nothing_is_loaded(string column, string value, string reason)
    {
        using var copy = new CatalogueCopy();
        Write(copy, (column, value));
        var line = Array.FindIndex(copy.Lines("operators.csv"), text => CatalogueCopy.Split(text).Contains("KDR")) + 1;
        var error = Assert.Single(copy.Errors());
        Assert.Equal(("operators.csv", line, column), (error.File, error.Line, error.Column));
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
    }

    private static void Write(CatalogueCopy copy, params (string Column, string Value)[] limits) => copy.Write("operators.csv", copy.Lines("operators.csv").Select((line, index) =>
        line + string.Concat(limits.Select(limit => "," + (index == 0 ? limit.Column : CatalogueCopy.Split(line).Contains("KDR") ? limit.Value.Contains(',') ? $"\"{limit.Value}\"" : limit.Value : "")))));

    private static AutoRenewalTerms Terms(CatalogueCopy copy, string code) =>
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue.At(Moment.Beginning).FindOperator(code)!.Payments.AutoRenewal;
}
