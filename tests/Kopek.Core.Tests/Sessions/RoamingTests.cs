using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

public sealed class RoamingTests
{
    private const string China = "46000";
    private const string Kazakhstan = "40101";
    private const string Germany = "26201";
    private const string NorthKorea = "46705";
    private const string Nowhere = "00255";

    [Theory]
    [InlineData("KDR-PAYGO", China, ResultCode.Success)]
    [InlineData("KDR-PAYGO", Germany, ResultCode.Success)]
    [InlineData("KDR-PAYGO", NorthKorea, ResultCode.EndUserServiceDenied)]
    [InlineData("KDR-PAYGO", Nowhere, ResultCode.RatingFailed)]
    [InlineData("KDR-PAYGO", "25001", ResultCode.Success)]
    [InlineData("KDR-PAYGO", "00103", ResultCode.Success)]
    [InlineData("KDR-PAYGO", null, ResultCode.Success)]
    [InlineData("MLK-D1G", Kazakhstan, ResultCode.Success)]
    [InlineData("MLK-D1G", China, ResultCode.EndUserServiceDenied)]
    [InlineData("LED-ROUTER", Kazakhstan, ResultCode.EndUserServiceDenied)]
    [InlineData("BRZ-DAY1", China, ResultCode.Success)]
    [InlineData("BRZ-DAY1", Germany, ResultCode.EndUserServiceDenied)]
    public void A_line_works_where_its_plan_goes_and_somebody_serves_it(string plan, string? network, int code) =>
        Assert.Equal(code, new LineBench(plan, rubles: 5000).I(network: network).ResultCode);

    [Fact]
    public void Abroad_the_country_s_price_holds_and_the_home_bundle_does_not()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.I(network: China);
        bench.U(LineBench.Megabyte, network: China);
        var charged = bench.Last.OfType<LineEvent.UsageCharged>().Single();
        Assert.Equal(CountryCode.Pack("CN"), charged.Interval.Country);
        // 5.00 a megabyte, rounded up to 250 KB: 5 units of 0.2441 MB.
        Assert.Equal(new Money(611), charged.Charged);
        Assert.Equal(25_600 * LineBench.Megabyte, bench.Line.Buckets[0].Rest);
    }

    [Fact]
    public void Use_counts_where_the_device_was_when_it_was_granted()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.I(network: "25001");
        bench.U(LineBench.Megabyte, network: China);
        Assert.Equal(Money.Zero, bench.Last.OfType<LineEvent.UsageCharged>().Single().Charged);
        bench.U(LineBench.Megabyte, network: "25001");
        Assert.Equal(new Money(611), bench.Last.OfType<LineEvent.UsageCharged>().Single().Charged);
        bench.U(LineBench.Megabyte);
        Assert.Equal(Money.Zero, bench.Last.OfType<LineEvent.UsageCharged>().Single().Charged);
    }

    [Fact]
    public void Crossing_into_a_country_that_the_plan_does_not_go_to_charges_and_refuses()
    {
        var bench = new LineBench("MLK-D1G", rubles: 100);
        bench.I(network: "25001");
        var answer = bench.U(LineBench.Megabyte, network: China);
        Assert.Equal((ResultCode.Success, ResultCode.EndUserServiceDenied), (answer.ResultCode, answer.Grants[0].ResultCode));
        Assert.Equal(1023 * LineBench.Megabyte, bench.Line.Buckets[0].Rest);
        Assert.Equal(ResultCode.Success, bench.U(0, network: "25001").Grants[0].ResultCode);
    }

    [Fact]
    public void The_pack_of_the_country_is_used_before_the_pack_of_the_zone_and_of_the_world_and_then_the_price()
    {
        var bench = new LineBench("BRZ-M25", rubles: 10_000);
        Assert.True(bench.BuyPack("BRZ-WORLD1D").IsDone);
        Assert.True(bench.BuyPack("BRZ-ASIA1D").IsDone);
        Assert.True(bench.BuyPack("DAY-CN").IsDone);
        Assert.Equal(["DAY-CN", "BRZ-ASIA1D", "BRZ-M25", "BRZ-WORLD1D"], bench.Line.Buckets.Select(bucket => bucket.Name));
        var balance = bench.Line.Balance;
        bench.I(network: China);
        bench.U(1025 * LineBench.Megabyte, network: China);
        Assert.Equal(balance, bench.Line.Balance);
        Assert.Equal(0, bench.Line.Buckets[0].Rest);
        Assert.InRange(bench.Line.Buckets[1].Rest, 1022 * LineBench.Megabyte, 1023 * LineBench.Megabyte);
        bench.U(1123 * LineBench.Megabyte, network: China);
        Assert.True(bench.Line.Balance < balance);
        Assert.All(bench.Line.Buckets, bucket => Assert.True(bucket.Name == "BRZ-M25" || bucket.Rest == 0));
    }

    [Fact]
    public void A_day_pack_is_for_one_country_and_ends_at_the_line_s_own_midnight()
    {
        var bench = new LineBench("BRZ-M25", rubles: 10_000);
        Assert.Equal(Money.FromRubles(350), bench.BuyPack("DAY-CN").Amount);
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 3, 3), bench.Line.Buckets[0].ExpiresAt);
        bench.I(network: Kazakhstan);
        bench.U(LineBench.Megabyte, network: Kazakhstan);
        Assert.Equal(1024 * LineBench.Megabyte, bench.Line.Buckets[0].Rest);
        Assert.True(bench.Line.TotalCharged > Money.Zero);
    }

    [Theory]
    [InlineData("MLK-D1G", "DAY-CN")]
    [InlineData("BRZ-M25", "DAY-KP")]
    [InlineData("BRZ-M25", "DAY-RU")]
    [InlineData("BRZ-M25", "DAY-XX")]
    [InlineData("BRZ-M25", "DAY-")]
    [InlineData("BRZ-M25", "DAY-cn")]
    public void A_day_pack_where_the_plan_does_not_work_is_not_sold(string plan, string pack) =>
        Assert.Equal(RefusalCode.UnknownPack, new LineBench(plan, rubles: 10_000).BuyPack(pack).Refused);
}
