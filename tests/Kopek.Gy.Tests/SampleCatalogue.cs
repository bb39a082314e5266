using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Gy.Tests;

/// <summary>A plan by the megabyte, and one that is slowed down when its bundle is used.</summary>
internal static class SampleCatalogue
{
    public const string PayAsYouGo = "PAYGO";
    public const string Travelling = "TEST-TRAVEL";
    public const string Slowed = "SLOW";
    public const string Zone = "Europe/Moscow";

    public static Catalogue Build()
    {
        var name = new LocalizedText("试", "Test", "Тест");
        var volume = new Plan(PayAsYouGo, "KDR", name, BillingMode.PerVolume, Money.Zero, Period.None, Money.Zero, 0, Period.None, Money.FromRubles(1), 64 << 10,
            RatingInterval.Session, 0, OveruseRule.PerMegabyte, null, null, UnpaidFeeRule.Block, null, RoamingZoneSet.Home, Money.FromRubles(1), Money.FromRubles(15_000),
            true, 0, Money.Zero, 22);
        var travelling = volume with { Code = Travelling, RoamingZones = RoamingZoneSet.Home.With(3) };
        var slowed = volume with
        {
            Code = Slowed,
            BillingMode = BillingMode.Daily,
            Fee = Money.FromRubles(25),
            FeePeriod = Period.Day,
            BundleOctets = 1L << 20,
            BundlePeriod = Period.Day,
            PricePerMegabyte = null,
            RatingInterval = RatingInterval.Day,
            Overuse = OveruseRule.Throttle,
            ThrottleKbps = 512,
        };
        var terms = new OperatorTerms("KDR", name, "RUB", 643, ["250-01"], "100", new PromisedPaymentTerms(Money.FromRubles(300), Money.FromRubles(30), 3), 180, Zone);
        var home = new Country("RU", name, 0, true, null, null);
        var china = new Country("CN", name, 3, true, Money.FromRubles(9), null);
        return new Catalogue([new CatalogueVersion(Moment.Beginning, [volume, travelling, slowed], [], [terms], [home, china],
            [new NetworkCountry(250, null, "RU"), new NetworkCountry(460, null, "CN")], [])]);
    }
}
