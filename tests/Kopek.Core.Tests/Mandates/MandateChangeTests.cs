using Kopek.Core.Accounts;
using Kopek.Core.Mandates;

namespace Kopek.Core.Tests.Mandates;

public sealed class MandateChangeTests
{
    private readonly MandateBench bench = new();

    [Fact]
    public void The_same_change_again_does_nothing_and_another_under_its_key_is_refused()
    {
        var change = bench.NewChange();
        var set = new MandateCommand.Set(change, MandateBench.Below(), bench.Sight with { At = bench.Now });
        Assert.Equal((true, 0L), (bench.Says(set).IsDone, 0L));
        Assert.Equal(1, bench.Says(set).Number);
        Assert.Equal(AccountRefusal.Conflict, bench.Says(set with { Change = change with { DigestLow = 99 } }).Refused);
        Assert.Single(bench.Happened);
    }

    [Fact]
    public void A_pause_that_is_sent_again_does_not_undo_a_resumption()
    {
        bench.Sets(MandateBench.Below());
        var pause = new MandateCommand.Pause(bench.NewChange());
        bench.Says(pause);
        bench.Says(new MandateCommand.Resume(bench.NewChange()));
        Assert.Equal(1, bench.Says(pause).Number);
        Assert.Equal(MandateStatus.Active, bench.State!.Status);
    }

    [Fact]
    public void A_paused_one_stays_paused_under_new_settings_and_a_stopped_one_begins_anew()
    {
        bench.Sets(MandateBench.Below());
        bench.Says(new MandateCommand.Pause(bench.NewChange()));
        bench.Sets(MandateBench.Below(amount: 400));
        Assert.Equal(MandateStatus.Paused, bench.State!.Status);
        bench.Says(new MandateCommand.Stop(bench.NewChange()));
        bench.Sets(MandateBench.Below());
        Assert.Equal(MandateStatus.Active, bench.State.Status);
    }

    [Fact]
    public void Nothing_can_be_said_to_a_mandate_that_never_was() =>
        Assert.Equal(AccountRefusal.Unknown, bench.Says(new MandateCommand.Pause(bench.NewChange())).Refused);

    [Fact]
    public void A_closed_line_ends_it()
    {
        bench.Sets(MandateBench.Below());
        bench.Sight = bench.Sight with { IsClosed = true, CanPay = false };
        bench.Looks();
        Assert.Equal((MandateStatus.Stopped, StopReason.LineClosed, null), (bench.State!.Status, bench.State.Stopped, bench.State.Settings.Method));
        Assert.Equal(AccountRefusal.WrongState, bench.Sets(MandateBench.Below()).Refused);
    }

    [Theory]
    [InlineData("rules.belowBalance.threshold", 2999, 10_000, true)]
    [InlineData(null, 3000, 10_000, true)]
    [InlineData("rules.belowBalance.threshold", 1_000_001, 1_500_000, false)]
    [InlineData(null, 1_000_000, 1_500_000, false)]
    [InlineData("rules.belowBalance.amount", 3000, 4999, true)]
    [InlineData(null, 3000, 5000, true)]
    [InlineData("rules.belowBalance.amount", 10_000, 9_999, true)]
    [InlineData("rules.belowBalance.amount", 10_000, 1_500_001, false)]
    [InlineData(null, 10_000, 1_500_000, false)]
    public void Thresholds_and_amounts_have_bounds(string? member, long threshold, long amount, bool isTooSmall)
    {
        var settings = MandateBench.Below(cap: 20_000) with { BelowBalance = new BelowBalanceRule(new Money(threshold), new Money(amount)) };
        var fault = MandateLimits.FaultOf(settings, bench.Sight);
        Assert.Equal(member, fault?.Member);
        Assert.Equal(member is null ? null : isTooSmall ? MandateFaultKind.TooSmall : MandateFaultKind.TooLarge, fault?.Kind);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public void Days_are_those_that_every_month_has(int day, bool isRefused) =>
        Assert.Equal(isRefused, MandateLimits.FaultOf(MandateBench.OnDay(day), bench.Sight) is not null);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(168, false)]
    [InlineData(169, true)]
    public void Lead_times_have_bounds(int hours, bool isRefused) =>
        Assert.Equal(isRefused, MandateLimits.FaultOf(MandateBench.BeforeRenewal(hours), bench.Sight) is not null);

    [Fact]
    public void A_cap_has_room_for_one_payment_and_a_card_needs_one()
    {
        Assert.Null(MandateLimits.FaultOf(MandateBench.Below(amount: 300, cap: 300), bench.Sight));
        Assert.Equal("monthlyCap", MandateLimits.FaultOf(MandateBench.Below(amount: 300, cap: 299), bench.Sight)?.Member);
        Assert.Equal("monthlyCap", MandateLimits.FaultOf(MandateBench.BeforeRenewal(cap: 0), bench.Sight)?.Member);
        Assert.Equal("monthlyCap", MandateLimits.FaultOf(MandateBench.BeforeRenewal(cap: 100_001), bench.Sight)?.Member);
        Assert.Null(MandateLimits.FaultOf(MandateBench.BeforeRenewal(cap: 0) with { Method = null }, bench.Sight));
    }

    [Fact]
    public void Without_a_rule_there_is_nothing_to_set() =>
        Assert.Equal("rules", MandateLimits.FaultOf(new MandateSettings(null, null, null, Money.FromRubles(100), MandateBench.Card), bench.Sight)?.Member);

    [Fact]
    public void Amounts_are_in_the_operator_s_steps()
    {
        var sight = bench.Sight with { Payments = bench.Sight.Payments with { TopUpStep = Money.FromRubles(10) } };
        Assert.Null(MandateLimits.FaultOf(MandateBench.Below(amount: 300), sight));
        Assert.Equal(MandateFaultKind.NotInSteps, MandateLimits.FaultOf(MandateBench.Below(amount: 305), sight)?.Kind);
        Assert.Equal(Money.FromRubles(160), (sight with { Lacking = Money.FromRubles(150, 1) }).Renewal());
    }
}
