using Kopek.Books.Catalogues;
using Kopek.Core;
using NodaTime;

namespace Kopek.Books.Tests.Catalogues;

public sealed class DatedVersionTests
{
    // Midnight in Moscow, UTC+3, is 21:00 of the day before in UTC.
    private static readonly Moment NewYear = Moment.FromInstant(Instant.FromUtc(2026, 12, 31, 21, 0));

    [Fact]
    public void A_dated_folder_is_in_force_from_midnight_in_Moscow_and_keeps_what_it_leaves_out()
    {
        using var copy = new CatalogueCopy();
        copy.Write("2027-01-01/plans.csv", copy.Lines("plans.csv").Select(line => line.Replace("650.00", "700.00", StringComparison.Ordinal)));
        var catalogue = Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue;
        var justBefore = new Moment(NewYear.UnixMilliseconds - 1);
        Assert.Equal(new Money(650_00), catalogue.At(justBefore).FindPlan("BRZ-M25")!.Fee);
        Assert.Equal(new Money(700_00), catalogue.At(NewYear).FindPlan("BRZ-M25")!.Fee);
        Assert.Equal(NewYear, catalogue.NextChangeAfter(justBefore));
        Assert.Equal(Moment.Never, catalogue.NextChangeAfter(NewYear));
        Assert.Same(catalogue.Versions[0].FindPack("BRZ-H1G"), catalogue.Versions[1].FindPack("BRZ-H1G"));
    }

    [Fact]
    public void Versions_are_in_the_order_of_their_dates_and_build_on_each_other()
    {
        using var copy = new CatalogueCopy();
        copy.Write("2027-03-01/packs.csv", copy.Lines("packs.csv").Select(line => line.Replace("120.00", "130.00", StringComparison.Ordinal)));
        copy.Write("2026-12-01/plans.csv", copy.Lines("plans.csv").Select(line => line.Replace("650.00", "700.00", StringComparison.Ordinal)));
        var catalogue = Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue;
        Assert.Equal([650_00, 700_00, 700_00], catalogue.Versions.Select(version => version.FindPlan("BRZ-M25")!.Fee.Kopeks));
        Assert.Equal([120_00, 120_00, 130_00], catalogue.Versions.Select(version => version.FindPack("BRZ-H1G")!.Price.Kopeks));
    }

    [Fact]
    public void A_bad_row_in_a_dated_folder_is_told_with_its_folder_and_loads_nothing()
    {
        using var copy = new CatalogueCopy();
        copy.Write("2027-01-01/plans.csv", copy.Lines("plans.csv"));
        var line = copy.Set("2027-01-01/plans.csv", "BRZ-M25", "fee_rub", "-1");
        var error = Assert.Single(copy.Errors());
        Assert.Equal(("2027-01-01/plans.csv", line, "fee_rub"), (error.File, error.Line, error.Column));
    }

    [Fact]
    public void A_later_version_may_not_lose_a_plan_that_lines_may_be_on()
    {
        using var copy = new CatalogueCopy();
        copy.Write("2027-01-01/plans.csv", copy.Lines("plans.csv").Where(line => !line.Contains("KDR-M50", StringComparison.Ordinal)));
        var error = Assert.Single(copy.Errors());
        Assert.Equal("KDR-M50 is in plans.csv and is missing here", error.Reason);
        copy.Write("2027-01-01/plans.csv", copy.Lines("plans.csv"));
        copy.Write("2027-01-01/packs.csv", copy.Lines("packs.csv")[..3]);
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load());
    }

    [Fact]
    public void An_inherited_row_that_no_longer_fits_is_told_once()
    {
        using var copy = new CatalogueCopy();
        copy.Write("2027-01-01/operators.csv", copy.Lines("operators.csv").Select(line => line.Replace("Kedr Svyaz", "Kedr", StringComparison.Ordinal)));
        copy.Write("2027-02-01/packs.csv", copy.Lines("packs.csv"));
        Assert.Equal(
            [("plans.csv", 8), ("plans.csv", 9), ("plans.csv", 10)],
            copy.Errors().Select(error => (error.File, error.Line)));
    }

    [Fact]
    public void An_empty_dated_folder_is_an_error()
    {
        using var copy = new CatalogueCopy();
        Directory.CreateDirectory(copy.PathOf("2027-01-01"));
        Assert.Equal("the dated folder holds no file of the catalogue", Assert.Single(copy.Errors()).Reason);
    }
}
