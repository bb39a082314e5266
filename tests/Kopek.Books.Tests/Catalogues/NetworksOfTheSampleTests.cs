using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Roaming;

namespace Kopek.Books.Tests.Catalogues;

public sealed class NetworksOfTheSampleTests
{
    private static readonly CatalogueVersion Sample =
        Assert.IsType<CatalogueLoadResult.Loaded>(CatalogueLoader.Load(CatalogueCopy.Sample)).Catalogue.At(Moment.Beginning);

    [Theory]
    [InlineData("00101", "RU", 0)]
    [InlineData("99970", "RU", 0)]
    [InlineData("25001", "RU", 0)]
    [InlineData("46000", "CN", 2)]
    [InlineData("46101", "CN", 2)]
    [InlineData("40101", "KZ", 1)]
    [InlineData("23415", "GB", 3)]
    [InlineData("23458", "IM", 3)]
    [InlineData("310260", "US", 3)]
    [InlineData("310370", "GU", 4)]
    [InlineData("42505", "PS", 4)]
    public void A_visited_network_is_in_its_country_and_zone(string code, string iso, int zone)
    {
        Assert.True(NetworkCode.TryParse(code, out var network));
        Assert.Equal(iso, Sample.CountryOf(network)!.Iso2);
        Assert.Equal(zone, Sample.ZoneOf(network));
    }

    [Theory]
    [InlineData("90112")] // ships and satellites
    [InlineData("22101")] // Kosovo has no ISO 3166-1 code
    public void A_network_that_no_row_names_is_in_no_zone(string code)
    {
        Assert.True(NetworkCode.TryParse(code, out var network));
        Assert.Null(Sample.CountryOf(network));
        Assert.Equal(CatalogueVersion.UnknownZone, Sample.ZoneOf(network));
        Assert.All(Sample.Plans, plan => Assert.False(plan.RoamingZones.Contains(Sample.ZoneOf(network))));
    }

    [Fact]
    public void Every_country_but_those_without_networks_of_their_own_has_a_row()
    {
        var listed = File.ReadAllLines(Path.Combine(CatalogueCopy.Sample, "mcc.csv"))[1..].Select(line => CatalogueCopy.Split(line)[2]).ToHashSet();
        Assert.Equal(
            ["AQ", "BL", "BV", "CC", "CX", "EH", "GS", "HM", "MF", "MQ", "PN", "SJ", "TF", "UM"],
            Sample.Countries.Select(country => country.Iso2).Where(iso => !listed.Contains(iso)));
    }
}
