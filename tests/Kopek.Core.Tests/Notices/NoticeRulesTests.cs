using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Core.Tests.Notices;

public sealed class NoticeRulesTests
{
    private const long Gigabyte = 1024 * LineBench.Megabyte;

    [Fact]
    public void A_top_up_is_told_with_the_balance_after_it()
    {
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 10));
        var told = Assert.IsType<Notice.ToppedUp>(Assert.Single(bench.Does(line => line.TopUpRubles(100))));
        Assert.Equal((Money.FromRubles(100), Money.FromRubles(110)), (told.Amount, told.Balance));
    }

    [Fact]
    public void An_opening_balance_and_a_promised_payment_are_no_top_up()
    {
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 10));
        Assert.Empty(bench.Does(line => line.Promise(100)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_balance_is_low_below_the_threshold_and_not_at_it(long kopeksBelow, bool isTold)
    {
        var wanted = new NoticePreferences { LowBalance = [Money.FromRubles(200)] };
        var before = new LineBench("KDR-PAYGO", rubles: 300).Line;
        var after = new LineBench("KDR-PAYGO", rubles: 200);
        after.Line.Balance -= new Money(kopeksBelow);
        after.Decision.Begin(after.Line, after.Now);
        var mark = ServiceMark.Online;
        var told = new List<Notice>();
        NoticeRules.After(told, LineBefore.Of(before), after.Decision, [], wanted, 1, ref mark);
        Assert.Equal(isTold, told.OfType<Notice.LowBalance>().Any());
    }

    [Fact]
    public void Of_several_thresholds_passed_at_once_the_lowest_says_it_and_each_is_told_once_until_money_comes()
    {
        var wanted = new NoticePreferences { LowBalance = [Money.FromRubles(90), Money.FromRubles(50), Money.FromRubles(10)] };
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 100), wanted);
        bench.Uses(45 * LineBench.Megabyte, 1);
        Assert.Equal(Money.FromRubles(50), Assert.IsType<Notice.LowBalance>(Assert.Single(bench.Told)).Threshold);
        bench.Uses(LineBench.Megabyte, 2);
        Assert.Single(bench.Told);
        bench.Does(line => line.TopUpRubles(100));
        bench.Uses(60 * LineBench.Megabyte, 3);
        Assert.Equal(2, bench.Told.OfType<Notice.LowBalance>().Count());
    }

    [Fact]
    public void A_line_that_pays_by_volume_is_cut_off_once_and_comes_back_with_money()
    {
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 20));
        bench.Uses(17 * LineBench.Megabyte, 1);
        bench.Uses(LineBench.Megabyte, 2);
        bench.Uses(LineBench.Megabyte, 3);
        var cutOff = Assert.Single(bench.Told.OfType<Notice.CutOff>());
        Assert.Equal("top_up", cutOff.Cure);
        Assert.True(cutOff.Needed > Money.Zero);
        var told = bench.Does(line => line.TopUpRubles(100));
        Assert.Equal([NoticeKind.ToppedUp, NoticeKind.BackOnline], told.Select(notice => notice.Kind));
        Assert.Empty(bench.Uses(LineBench.Megabyte, 4));
    }

    [Fact]
    public void A_line_that_was_never_online_is_not_cut_off()
    {
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 0));
        bench.Uses(LineBench.Megabyte, 1);
        Assert.Empty(bench.Told);
    }

    [Fact]
    public void A_bar_is_told_as_a_cut_off_that_money_does_not_cure()
    {
        var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 100));
        bench.Does(line => line.Advance());
        var cutOff = Assert.IsType<Notice.CutOff>(Assert.Single(bench.Does(line => line.Do(new LineCommand.SetBar(BarReason.IdentityNotConfirmed)))));
        Assert.Equal(("confirm_identity", Money.Zero), (cutOff.Cure, cutOff.Needed));
        Assert.IsType<Notice.BackOnline>(Assert.Single(bench.Does(line => line.Do(new LineCommand.SetBar(BarReason.None)))));
    }

    [Theory]
    [InlineData("KDR-M50", 900, Arrears.DataSuspended, true)]
    [InlineData("LED-FLEX30", 500, Arrears.Throttled, false)]
    [InlineData("BRZ-M25", 700, Arrears.DailyFallback, false)]
    public void A_fee_that_is_not_covered_is_told_with_what_is_missing_and_what_that_means(string plan, long rubles, Arrears arrears, bool isCutOff)
    {
        var bench = new NoticeBench(new LineBench(plan, rubles));
        var told = bench.Does(line => line.WaitDays(30).Advance());
        var failed = Assert.Single(told.OfType<Notice.RenewalFailed>());
        Assert.Equal(arrears, failed.Arrears);
        Assert.Equal(bench.Line.Line.ArrearsDue, failed.Lacking);
        Assert.Equal(isCutOff, told.OfType<Notice.CutOff>().Any());
        Assert.Empty(bench.Does(line => line.WaitDays(1).Advance()).OfType<Notice.RenewalFailed>());
    }

    [Fact]
    public void A_renewal_that_is_paid_is_not_told_and_the_end_of_its_old_bundle_is_no_cut_off()
    {
        var bench = new NoticeBench(new LineBench("KDR-M50", rubles: 5000));
        for (var month = 0; month < 3; month++)
        {
            Assert.Empty(bench.Does(line => line.WaitDays(31).Advance()));
        }
    }

    [Fact]
    public void A_bundle_is_told_at_80_percent_and_when_it_is_used_up_each_once()
    {
        var bench = new NoticeBench(new LineBench("BRZ-DAY1", rubles: 100));
        bench.Uses(Gigabyte * 79 / 100, 1);
        Assert.Empty(bench.Told);
        bench.Uses(Gigabyte * 2 / 100, 2);
        var low = Assert.IsType<Notice.BundleLow>(Assert.Single(bench.Told));
        Assert.InRange(low.Percent, 80, 81);
        bench.Uses(Gigabyte / 100, 3);
        Assert.Single(bench.Told);
        bench.Uses(Gigabyte * 19 / 100, 4);
        Assert.IsType<Notice.BundleUsedUp>(bench.Told[^1]);
        bench.Uses(Gigabyte / 100, 5);
        Assert.Equal(2, bench.Told.Count);
    }

    [Fact]
    public void A_bundle_that_goes_in_one_report_is_only_told_as_used_up()
    {
        var bench = new NoticeBench(new LineBench("BRZ-DAY1", rubles: 100));
        bench.Uses(Gigabyte, 1);
        Assert.IsType<Notice.BundleUsedUp>(Assert.Single(bench.Told));
    }

    [Fact]
    public void Online_and_cut_off_take_turns_and_no_occasion_comes_twice_whatever_a_line_lives_through() =>
        Gen.Int[0, 6].List[1, 60].Sample(steps =>
        {
            var bench = new NoticeBench(new LineBench("KDR-PAYGO", rubles: 60) { ChecksReplay = false });
            ulong session = 1;
            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0: bench.Does(line => line.TopUpRubles(100)); break;
                    case 1: bench.Does(line => line.Do(new LineCommand.SetBar(BarReason.Voluntary))); break;
                    case 2: bench.Does(line => line.Do(new LineCommand.SetBar(BarReason.None))); break;
                    case 3: bench.Does(line => line.WaitDays(3).Advance()); break;
                    default: bench.Uses(step * 9 * LineBench.Megabyte, session++); break;
                }
            }

            Assert.Distinct(bench.Told.Select(notice => notice.Occasion));
            var service = bench.Told.Where(notice => notice.Kind is NoticeKind.CutOff or NoticeKind.BackOnline).Select(notice => notice.Kind).ToList();
            Assert.All(service.Index(), entry => Assert.Equal(entry.Index % 2 == 0 ? NoticeKind.CutOff : NoticeKind.BackOnline, entry.Item));
        });
}
