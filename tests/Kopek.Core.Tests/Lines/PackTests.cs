using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class PackTests
{
    [Fact]
    public void A_pack_is_used_before_the_bundle_where_it_expires_first_and_after_it_where_it_lasts()
    {
        var bench = new LineBench("BRZ-M25", rubles: 3000);
        bench.BuyPack("BRZ-H500");
        bench.BuyPack("BRZ-HKEEP");
        Assert.Equal(["BRZ-H500", "BRZ-M25", "BRZ-HKEEP"], bench.Line.Buckets.Select(bucket => bucket.Name));
        bench.Use(600 * LineBench.Megabyte);
        Assert.Equal([0, 25_600 * LineBench.Megabyte - (Pricing.RoundUp(600 * LineBench.Megabyte, 250 * LineBench.Kilobyte) - 500 * LineBench.Megabyte), 3072 * LineBench.Megabyte],
            bench.Line.Buckets.Select(bucket => bucket.Rest));
    }

    [Fact]
    public void A_day_pack_ends_at_local_midnight_and_its_rest_is_lost()
    {
        var bench = new LineBench("BRZ-M25", rubles: 3000, zone: "Asia/Vladivostok");
        bench.BuyPack("BRZ-H500");
        bench.GoTo(LineBench.Local("Asia/Vladivostok", 2026, 3, 3) + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Equal(2, bench.Line.Buckets.Length);
        bench.Wait(TimeSpan.FromMilliseconds(1)).Advance();
        Assert.Equal(500 * LineBench.Megabyte, bench.Happened<LineEvent.BucketExpired>().Lost);
        Assert.Single(bench.Line.Buckets);
    }

    [Fact]
    public void A_pack_costs_its_price_to_the_kopek()
    {
        var bench = new LineBench("MLK-BLOCK10");
        bench.Do(new LineCommand.Activate());
        bench.TopUp(12_499);
        var refused = bench.BuyPack("MLK-H1G");
        Assert.Equal((RefusalCode.InsufficientFunds, new Money(1)), (refused.Refused, refused.Limit));
        bench.TopUp(50_00);
        Assert.Equal(Money.FromRubles(125), bench.BuyPack("MLK-H1G").Amount);
        Assert.Equal(new Money(4999), bench.Line.Balance);
    }

    [Fact]
    public void A_pack_is_not_sold_where_it_would_not_bring_data()
    {
        Assert.Equal(RefusalCode.UnknownPack, new LineBench("BRZ-M25", rubles: 1000).BuyPack("NOPE").Refused);
        Assert.Equal(RefusalCode.PackOfOtherOperator, new LineBench("BRZ-M25", rubles: 1000).BuyPack("MLK-H1G").Refused);
        Assert.Equal(RefusalCode.LineNotActive, new LineBench("BRZ-M25", rubles: 600).BuyPack("BRZ-H500").Refused);
        var suspended = new LineBench("MLK-D1G", rubles: 10);
        suspended.WaitDays(2).Advance();
        Assert.Equal((RefusalCode.InsufficientFunds, Money.FromRubles(10)), (suspended.BuyPack("MLK-H500").Refused, suspended.BuyPack("MLK-H500").Limit));
        var barred = new LineBench("BRZ-M25", rubles: 1000);
        barred.Do(new LineCommand.SetBar(BarReason.Operator));
        Assert.Equal(RefusalCode.LineBarred, barred.BuyPack("BRZ-H500").Refused);
        var over = new LineBench("BRZ-GUEST7", rubles: 1000);
        over.WaitDays(8).Advance();
        Assert.Equal(RefusalCode.LineNotActive, over.BuyPack("BRZ-H500").Refused);
    }

    [Fact]
    public void An_auto_pack_is_bought_with_its_first_octet_and_reserved_before()
    {
        var bench = new LineBench("BRZ-M25", rubles: 800);
        bench.Use(25_600 * LineBench.Megabyte);
        Assert.Equal(Money.FromRubles(150), bench.Available);
        bench.I();
        Assert.Equal(Money.FromRubles(75), bench.Line.Reserved);
        Assert.Empty(bench.Last.OfType<LineEvent.FeeCharged>());
        bench.U(1);
        Assert.Equal((FeeKind.AutoPack, Money.FromRubles(75)), (bench.Happened<LineEvent.FeeCharged>().Kind, bench.Happened<LineEvent.FeeCharged>().Amount));
        Assert.Equal((Money.FromRubles(75), Money.Zero), (bench.Available, bench.Line.Reserved));
        Assert.Equal(bench.Line.BundleUntil, bench.Line.Buckets[^1].ExpiresAt);
    }

    [Fact]
    public void Auto_packs_stop_at_their_cap_and_a_new_bundle_counts_anew()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10_000);
        bench.Use((1024 + 5 * 500) * LineBench.Megabyte);
        Assert.Equal(5, bench.Line.AutoPacks);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(session: 9).ResultCode);
        bench.GoTo(bench.Line.BundleUntil).Advance();
        Assert.Equal(0, bench.Line.AutoPacks);
        Assert.Equal(ResultCode.Success, bench.I(session: 9).ResultCode);
    }

    [Fact]
    public void An_auto_pack_that_the_money_does_not_cover_is_not_bought()
    {
        var bench = new LineBench("MLK-BLOCK10");
        bench.Do(new LineCommand.Activate());
        bench.TopUp(50_00);
        bench.Use(30 * LineBench.Megabyte);
        Assert.Equal(new Money(5_00), bench.Available);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(session: 9).ResultCode);
        bench.TopUp(50_00);
        Assert.Equal(ResultCode.Success, bench.I(session: 9).ResultCode);
    }

    [Fact]
    public void The_rest_of_a_ten_megabyte_block_is_lost_at_midnight()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 100, zone: "Asia/Kamchatka");
        bench.Use(1);
        Assert.Equal(Money.FromRubles(85), bench.Line.Balance);
        Assert.Equal(LineBench.Local("Asia/Kamchatka", 2026, 3, 3), bench.Line.Buckets[0].ExpiresAt);
        bench.GoTo(LineBench.Local("Asia/Kamchatka", 2026, 3, 3)).Advance();
        Assert.Empty(bench.Line.Buckets);
        bench.Use(1);
        Assert.Equal(Money.FromRubles(70), bench.Line.Balance);
    }

    [Fact]
    public void Blocks_without_a_cap_go_on_as_long_as_the_money_does()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 5000);
        for (var used = 0; used < 100; used++)
        {
            bench.Use(10 * LineBench.Megabyte);
        }

        Assert.Equal((100, 0L), (bench.Line.AutoPacks, bench.Line.UncoveredOctets));
        Assert.True(bench.Line.Buckets.Length < 5, $"{bench.Line.Buckets.Length} buckets are kept");
    }

    [Fact]
    public void One_report_far_beyond_its_grant_buys_as_many_blocks_as_it_takes()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 5000);
        bench.I();
        bench.T(2001 * LineBench.Megabyte);
        Assert.Equal((201, 0L, Money.FromRubles(5000 - 201 * 15)), (bench.Line.AutoPacks, bench.Line.UncoveredOctets, bench.Line.Balance));
        Assert.Equal(0, bench.Line.Buckets.Sum(bucket => bucket.Rest));
    }

    [Fact]
    public void Packs_that_are_used_up_and_never_expire_make_room_for_new_ones()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 100_000) { ChecksReplay = false };
        for (var bought = 0; bought < 70; bought++)
        {
            Assert.True(bench.BuyPack("MLK-HKEEP").IsDone);
            bench.Use(1024 * LineBench.Megabyte);
        }
    }

    [Fact]
    public void A_line_keeps_a_bounded_number_of_buckets()
    {
        var bench = new LineBench("MLK-BLOCK10", rubles: 100_000) { ChecksReplay = false };
        for (var bought = 0; bought < 64; bought++)
        {
            Assert.True(bench.BuyPack("MLK-HKEEP").IsDone);
        }

        Assert.Equal(RefusalCode.TooManyBuckets, bench.BuyPack("MLK-HKEEP").Refused);
    }
}
