using Kopek.Core.Accounts;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class BelowBalanceTests
{
    private readonly MandateBench bench = new();

    [Fact]
    public void A_balance_at_the_threshold_is_left_alone_and_one_kopek_less_is_topped_up_at_once()
    {
        bench.Sets(MandateBench.Below());
        Assert.Empty(bench.Looks(100));
        bench.Sight = bench.Sight with { Balance = Money.FromRubles(99, 99) };
        bench.Looks();
        Assert.Equal(("below:1", 1, Money.FromRubles(300)), (bench.State!.UnderWay!.Id, bench.UnderWay.Number, bench.UnderWay.Amount));
        Assert.Equal([NoticeKind.AutoRenewalComing], bench.Told.Select(notice => notice.Kind));
    }

    [Fact]
    public void The_same_sight_again_and_one_from_before_begin_nothing_new()
    {
        bench.Sets(MandateBench.Below());
        bench.Looks(500);
        var early = bench.Sight with { At = bench.Now, Balance = Money.FromRubles(20) };
        bench.Passes(TimeSpan.FromSeconds(1));
        bench.Looks(20);
        Assert.Empty(bench.Looks(20));
        bench.Ends(AttemptOutcome.Paid);
        Assert.Empty(bench.Looks(20));
        bench.Passes(TimeSpan.FromSeconds(1));
        Assert.IsType<MandateEvent.Rearmed>(Assert.Single(bench.Looks(320)));
        bench.Says(new MandateCommand.Look(early));
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void Only_a_balance_that_was_above_again_is_a_new_occasion()
    {
        bench.Sets(MandateBench.Below());
        bench.Looks(99);
        bench.Ends(AttemptOutcome.Paid);
        bench.Looks(399);
        bench.Looks(50);
        Assert.Equal("below:2", bench.State!.UnderWay!.Id);
        bench.Ends(AttemptOutcome.Paid);
        Assert.Equal(2, bench.Attempts);
    }

    [Fact]
    public void A_paid_top_up_that_debts_ate_is_answered_again_the_next_local_day_and_not_before()
    {
        bench.Sets(MandateBench.Below());
        bench.Looks(-400);
        bench.Ends(AttemptOutcome.Paid);
        bench.Now = MandateBench.Local(2026, 11, 10, 23, 59);
        Assert.Empty(bench.Looks(-100));
        bench.Now = MandateBench.Local(2026, 11, 11, 0);
        bench.Looks(-100);
        Assert.Equal("below:2", bench.State!.UnderWay!.Id);
    }

    [Fact]
    public void A_top_up_that_the_holder_made_meanwhile_ends_the_occasion_before_its_retry()
    {
        bench.Sets(MandateBench.Below());
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
        bench.Passes(TimeSpan.FromHours(1));
        bench.Looks(500);
        Assert.Equal(OccasionEnd.NotNeeded, bench.State!.Occasions[^1].End);
        bench.Passes(TimeSpan.FromHours(6));
        Assert.Empty(bench.Looks(500));
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void A_line_that_money_does_not_help_is_not_charged_until_it_does()
    {
        bench.Sets(MandateBench.Below());
        bench.Sight = bench.Sight with { CanPay = false };
        Assert.Empty(bench.Looks(10));
        bench.Sight = bench.Sight with { CanPay = true };
        bench.Looks(10);
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void Without_a_card_the_holder_is_told_once_and_nothing_is_charged()
    {
        bench.Sets(MandateBench.Below() with { Method = null, MonthlyCap = Money.Zero });
        bench.Looks(10);
        Assert.Empty(bench.Looks(9));
        var told = Assert.IsType<Notice.AutoRenewalComing>(Assert.Single(bench.Told));
        Assert.Null(told.Label);
        Assert.Equal(0, bench.Attempts);
    }

    [Fact]
    public void A_sight_that_waited_longer_than_five_minutes_says_nothing()
    {
        bench.Sets(MandateBench.Below());
        bench.Passes(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1));
        var sight = bench.Sight with { Balance = Money.FromRubles(10), At = bench.Now + -(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1)) };
        bench.Says(new MandateCommand.Look(sight));
        Assert.Equal(0, bench.Attempts);
        bench.Says(new MandateCommand.Look(sight with { At = bench.Now + -TimeSpan.FromMinutes(5) }));
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void An_amount_that_the_plan_does_not_take_is_told_and_not_tried()
    {
        bench.Sets(MandateBench.Below());
        bench.Sight = bench.Sight with { LeastTopUp = Money.FromRubles(300, 1) };
        bench.Looks(10);
        Assert.Equal(0, bench.Attempts);
        Assert.Equal(DeclineReason.Misconfigured, Assert.IsType<Notice.AutoRenewalFailed>(bench.Told[^1]).Reason);
        Assert.Equal(AccountRefusal.AmountBelowMinimum, bench.Sets(MandateBench.Below()).Refused);
    }
}
