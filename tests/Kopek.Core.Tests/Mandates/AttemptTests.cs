using Kopek.Core.Accounts;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class AttemptTests
{
    private readonly MandateBench bench = new();

    public AttemptTests() => bench.Sets(MandateBench.Below());

    [Fact]
    public void A_declined_charge_is_tried_again_after_6_24_and_48_hours_and_the_holder_is_told_when()
    {
        var began = bench.Now;
        bench.Looks(10);
        foreach (var hours in (int[])[6, 24, 48])
        {
            bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
            Assert.Equal(began + TimeSpan.FromHours(hours), Assert.IsType<Notice.AutoRenewalFailed>(bench.Told[^1]).RetryAt);
            bench.Now = began + TimeSpan.FromHours(hours) + -TimeSpan.FromMilliseconds(1);
            Assert.Empty(bench.Looks());
            bench.Now = began + TimeSpan.FromHours(hours);
            Assert.IsType<MandateEvent.AttemptStarted>(Assert.Single(bench.Looks()));
        }

        bench.Ends(AttemptOutcome.Declined, DeclineReason.Declined);
        Assert.True(Assert.IsType<Notice.AutoRenewalFailed>(bench.Told[^1]).RetryAt.IsNever);
        Assert.Equal(OccasionEnd.Failed, bench.State!.Occasions[^1].End);
        bench.Passes(TimeSpan.FromDays(10));
        Assert.Empty(bench.Looks());
        Assert.Equal(4, bench.Attempts);
    }

    [Fact]
    public void While_the_outcome_is_unknown_nothing_else_is_tried_however_long_it_takes()
    {
        bench.Looks(10);
        for (var day = 0; day < 40; day++)
        {
            bench.Passes(TimeSpan.FromDays(1));
            Assert.Empty(bench.Looks());
        }

        Assert.Equal(AccountRefusal.WrongState, bench.Ends(AttemptOutcome.Open).Refused);
        bench.Ends(AttemptOutcome.Paid);
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void The_outcome_told_twice_counts_once_and_another_one_is_refused()
    {
        bench.Looks(10);
        var ended = new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Paid, DeclineReason.None, MandateBench.Terms);
        Assert.True(bench.Says(ended).IsDone);
        Assert.True(bench.Says(ended).IsDone);
        Assert.Equal(AccountRefusal.Conflict, bench.Says(ended with { Outcome = AttemptOutcome.Declined }).Refused);
        Assert.Equal(AccountRefusal.Unknown, bench.Says(ended with { Attempt = 2 }).Refused);
        Assert.Equal(AccountRefusal.Unknown, bench.Says(ended with { Occasion = "below:2" }).Refused);
        Assert.Equal(Money.FromRubles(300), bench.State!.UseOf(202611));
    }

    [Theory]
    [InlineData(DeclineReason.ExpiredMethod)]
    [InlineData(DeclineReason.ConfirmationNeeded)]
    [InlineData(DeclineReason.Fraud)]
    public void What_only_the_holder_can_mend_is_not_tried_again(DeclineReason reason)
    {
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Declined, reason);
        bench.Passes(TimeSpan.FromHours(48));
        Assert.Empty(bench.Looks());
        Assert.Equal((reason, Moment.Never), (Assert.IsType<Notice.AutoRenewalFailed>(bench.Told[^1]).Reason, ((Notice.AutoRenewalFailed)bench.Told[^1]).RetryAt));
    }

    [Fact]
    public void A_new_card_is_charged_for_what_the_old_one_could_not_pay()
    {
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Declined, DeclineReason.ExpiredMethod);
        bench.Sets(MandateBench.Below(method: MandateBench.Card with { Id = "pm_2", Label = "Mir •• 9" }));
        bench.Looks();
        Assert.Equal(("below:2", "Mir •• 9"), (bench.State!.UnderWay!.Id, bench.UnderWay.Label));
    }

    [Fact]
    public void A_pause_lets_what_is_on_its_way_come_to_its_end_and_begins_nothing()
    {
        bench.Looks(10);
        bench.Says(new MandateCommand.Pause(bench.NewChange()));
        bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
        bench.Passes(TimeSpan.FromHours(6));
        Assert.Empty(bench.Looks());
        Assert.True(Assert.IsType<Notice.AutoRenewalFailed>(bench.Told[^1]).RetryAt.IsNever);
        bench.Says(new MandateCommand.Resume(bench.NewChange()));
        Assert.Empty(bench.Looks());
    }

    [Fact]
    public void A_payment_that_comes_through_after_a_stop_counts_and_the_card_is_forgotten()
    {
        bench.Looks(10);
        bench.Says(new MandateCommand.Stop(bench.NewChange()));
        Assert.Null(bench.State!.Settings.Method);
        bench.Ends(AttemptOutcome.Paid);
        Assert.Equal(Money.FromRubles(300), bench.State.UseOf(202611));
        Assert.Equal(AccountRefusal.WrongState, bench.Says(new MandateCommand.Resume(bench.NewChange())).Refused);
    }

    [Fact]
    public void A_pause_between_two_attempts_ends_the_retries_and_a_resumption_asks_anew()
    {
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
        bench.Says(new MandateCommand.Pause(bench.NewChange()));
        bench.Passes(TimeSpan.FromHours(7));
        Assert.Empty(bench.Looks());
        bench.Says(new MandateCommand.Resume(bench.NewChange()));
        bench.Looks();
        Assert.Equal("below:2", bench.State!.UnderWay!.Id);
    }

    [Fact]
    public void Every_attempt_is_another_order_and_always_the_same_one()
    {
        var keys = from occasion in (string[])["below:1", "below:11", "day:20261115"]
                   from attempt in (int[])[1, 2, 11]
                   select MandateKey.OrderOf(MandateBench.Key, occasion, attempt);
        Assert.Distinct(keys);
        Assert.Equal(MandateKey.OrderOf(MandateBench.Key, "below:1", 1), MandateKey.OrderOf(MandateKey.Of(MandateBench.Line), "below:1", 1));
        Assert.Equal(MandateBench.Line, MandateKey.LineOf(MandateBench.Key));
        Assert.Equal(MandateBench.Line.Shard(16), MandateBench.Key.Shard(16));
    }
}
