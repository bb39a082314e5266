using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Engine.Tests;

/// <summary>Two plans: one by volume for traffic, one by the day for things that come due.</summary>
public static class SampleCatalogue
{
    public const string Volume = "PAYGO";
    public const string Daily = "DAY";
    public const string Zone = "Europe/Moscow";

    public static Catalogue Build()
    {
        var name = new LocalizedText("试", "Test", "Тест");
        var volume = new Plan(Volume, "KDR", name, BillingMode.PerVolume, Money.Zero, Period.None, Money.Zero, 0, Period.None, Money.FromRubles(1, 20), 150 << 10,
            RatingInterval.Hour, 0, OveruseRule.PerMegabyte, null, null, UnpaidFeeRule.Block, null, RoamingZoneSet.Home, Money.FromRubles(1), Money.FromRubles(15_000),
            true, 0, Money.Zero, 22);
        var daily = volume with
        {
            Code = Daily,
            BillingMode = BillingMode.Daily,
            Fee = Money.FromRubles(25),
            FeePeriod = Period.Day,
            BundleOctets = 1L << 30,
            BundlePeriod = Period.Day,
            PricePerMegabyte = null,
            RatingInterval = RatingInterval.Day,
            Overuse = OveruseRule.Block,
        };
        var terms = new OperatorTerms("KDR", name, "RUB", 643, ["250-01"], "100", new PromisedPaymentTerms(Money.FromRubles(300), Money.FromRubles(30), 3), 180, Zone);
        var home = new Country("RU", name, 0, true, null, null);
        return new Catalogue([new CatalogueVersion(Moment.Beginning, [volume, daily], [], [terms], [home], [new NetworkCountry(250, null, "RU")], [])]);
    }
}
