using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Roaming;

public sealed class CatalogueTests
{
    private static readonly LocalizedText Name = new("中", "En", "Ру");

    [Fact]
    public void The_version_in_force_is_the_last_that_has_begun()
    {
        var catalogue = new Catalogue([Version(Moment.Beginning), Version(new Moment(100)), Version(new Moment(200))]);
        Assert.Same(catalogue.Versions[0], catalogue.At(new Moment(99)));
        Assert.Same(catalogue.Versions[1], catalogue.At(new Moment(100)));
        Assert.Same(catalogue.Versions[1], catalogue.At(new Moment(199)));
        Assert.Same(catalogue.Versions[2], catalogue.At(Moment.Never));
        Assert.Same(catalogue.Versions[0], catalogue.At(Moment.Beginning));
    }

    [Fact]
    public void The_next_change_is_strictly_later()
    {
        var catalogue = new Catalogue([Version(Moment.Beginning), Version(new Moment(100))]);
        Assert.Equal(new Moment(100), catalogue.NextChangeAfter(new Moment(99)));
        Assert.Equal(Moment.Never, catalogue.NextChangeAfter(new Moment(100)));
    }

    [Fact]
    public void Versions_that_do_not_begin_at_the_beginning_or_do_not_ascend_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Catalogue([]));
        Assert.Throws<ArgumentException>(() => new Catalogue([Version(new Moment(0))]));
        Assert.Throws<ArgumentException>(() => new Catalogue([Version(Moment.Beginning), Version(new Moment(5)), Version(new Moment(5))]));
    }

    [Fact]
    public void A_network_of_its_own_row_comes_before_its_MCC()
    {
        var version = Version(Moment.Beginning, new NetworkCountry(234, null, "GB"), new NetworkCountry(234, NetworkCode.Parse("23455"u8), "GG"));
        Assert.Equal("GB", version.CountryOf(NetworkCode.Parse("23415"u8))!.Iso2);
        Assert.Equal("GB", version.CountryOf(NetworkCode.Parse("234055"u8))!.Iso2);
        Assert.Equal("GG", version.CountryOf(NetworkCode.Parse("23455"u8))!.Iso2);
        Assert.Equal(4, version.ZoneOf(NetworkCode.Parse("23455"u8)));
        Assert.Equal(CatalogueVersion.UnknownZone, version.ZoneOf(NetworkCode.Parse("99999"u8)));
        Assert.Null(version.CountryOf(default));
    }

    [Fact]
    public void Two_rows_for_one_network_and_a_network_of_no_country_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Version(Moment.Beginning, new NetworkCountry(234, null, "GB"), new NetworkCountry(234, null, "GG")));
        Assert.Throws<ArgumentException>(() => Version(Moment.Beginning, new NetworkCountry(234, null, "FR")));
    }

    [Fact]
    public void A_code_is_found_as_it_is_written_and_not_otherwise()
    {
        var version = Version(Moment.Beginning);
        Assert.Null(version.FindPlan("NONE"));
        Assert.Null(version.FindPack("NONE"));
        Assert.Null(version.FindOperator("NONE"));
        Assert.Null(version.FindCountry("gb"));
        Assert.NotNull(version.FindCountry("GB"));
    }

    private static CatalogueVersion Version(Moment from, params NetworkCountry[] networks) =>
        new(from, [], [], [], [new Country("GB", Name, 3, true, null, null), new Country("GG", Name, 4, true, null, null)], networks, []);
}
