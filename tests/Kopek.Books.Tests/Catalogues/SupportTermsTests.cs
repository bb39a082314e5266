using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Plans;

namespace Kopek.Books.Tests.Catalogues;

/// <summary>How soon support answers: columns that an operator's file may have.</summary>
public sealed class SupportTermsTests
{
    [Fact]
    public void A_file_without_the_columns_promises_a_day()
    {
        using var copy = new CatalogueCopy();
        Assert.Equal(new SupportTerms(TimeSpan.FromHours(24), ""), Terms(copy, "KDR"));
    }

    [Fact]
    public void A_brand_promises_what_its_row_says_and_an_empty_field_the_default()
    {
        using var copy = new CatalogueCopy();
        Write(copy, "4", "09:00-21:00");
        Assert.Equal(new SupportTerms(TimeSpan.FromHours(4), "09:00-21:00"), Terms(copy, "KDR"));
        Assert.Equal(SupportTerms.Default, Terms(copy, "BRZ"));
    }

    [Theory]
    [InlineData("0", "", "support_answer_hours")]
    [InlineData("721", "", "support_answer_hours")]
    [InlineData("soon", "", "support_answer_hours")]
    [InlineData("4", "9-21", "support_hours")]
    [InlineData("4", "09:00-24:00", "support_hours")]
    [InlineData("4", "09:00-09:00", "support_hours")]
    [InlineData("4", "09:00", "support_hours")]
    public void What_is_no_promise_is_told_and_nothing_is_loaded(string hours, string span, string column)
    {
        using var copy = new CatalogueCopy();
        Write(copy, hours, span);
        Assert.Equal(("operators.csv", column), (Assert.Single(copy.Errors()).File, copy.Errors()[0].Column));
    }

    private static void Write(CatalogueCopy copy, string hours, string span) => copy.Write("operators.csv", copy.Lines("operators.csv").Select((line, index) =>
        line + (index == 0 ? ",support_answer_hours,support_hours" : CatalogueCopy.Split(line).Contains("KDR") ? $",{hours},{span}" : ",,")));

    private static SupportTerms Terms(CatalogueCopy copy, string code) =>
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue.At(Moment.Beginning).FindOperator(code)!.Support;
}
