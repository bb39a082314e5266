using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class BeforeRenewalTests
{
    private static readonly Moment due = MandateBench.Local(2026, 11, 20, 12);
    private readonly MandateBench bench = new();

    public BeforeRenewalTests()
    {
        bench.Sight = bench.Sight with { RenewalAt = due, Lacking = Money.FromRubles(150), LeastTopUp = Money.FromRubles(100) };
        bench.Sets(MandateBench.BeforeRenewal(hours: 48));
    }

    [Fact]
    public void What_lacks_is_announced_a_day_ahead_and_charged_at_the_lead_time()
    {
        bench.Now = due + -TimeSpan.FromHours(72) + -TimeSpan.FromMilliseconds(1);
        Assert.Empty(bench.Looks());
        bench.Now = due + -TimeSpan.FromHours(72);
        bench.Looks();
        Assert.Equal((Money.FromRubles(150), due + -TimeSpan.FromHours(48)), (bench.State!.Occasions[^1].Amount, bench.State.Occasions[^1].ChargeAt));
        bench.Now = due + -TimeSpan.FromHours(48);
        bench.Looks();
        Assert.Equal(Money.FromRubles(150), bench.UnderWay.Amount);
        Assert.Single(bench.Told);
    }

    [Fact]
    public void Not_less_than_the_plan_takes_and_what_lacks_at_the_charge()
    {
        bench.Now = due + -TimeSpan.FromHours(72);
        bench.Looks();
        bench.Now = due + -TimeSpan.FromHours(48);
        bench.Sight = bench.Sight with { Lacking = new Money(1) };
        bench.Looks();
        Assert.Equal(Money.FromRubles(100), bench.UnderWay.Amount);
    }

    [Fact]
    public void A_balance_that_covers_the_fee_is_left_alone_and_is_charged_where_it_falls_short_later()
    {
        bench.Sight = bench.Sight with { Lacking = Money.Zero };
        bench.Now = due + -TimeSpan.FromHours(48);
        Assert.Empty(bench.Looks());
        bench.Now = due + -TimeSpan.FromHours(10);
        bench.Sight = bench.Sight with { Lacking = Money.FromRubles(120) };
        bench.Looks();
        Assert.Equal(due + -TimeSpan.FromHours(4), bench.State!.Occasions[^1].ChargeAt);
    }

    [Fact]
    public void Where_the_fee_is_near_it_is_charged_an_hour_before_it_and_at_once_where_that_is_past()
    {
        bench.Now = due + -TimeSpan.FromHours(3);
        bench.Looks();
        Assert.Equal(due + -TimeSpan.FromHours(1), bench.State!.Occasions[^1].ChargeAt);
        var late = new MandateBench { Sight = bench.Sight, Now = due + -TimeSpan.FromMinutes(1) };
        late.Sets(MandateBench.BeforeRenewal());
        late.Looks();
        Assert.Equal(late.Now, late.UnderWay.StartedAt);
    }

    [Fact]
    public void A_fee_that_came_due_unpaid_is_still_paid_by_a_retry()
    {
        bench.Now = due + -TimeSpan.FromHours(3);
        bench.Looks();
        bench.Now = due + -TimeSpan.FromHours(1);
        bench.Looks();
        bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
        bench.Now = due + TimeSpan.FromHours(5);
        bench.Sight = bench.Sight with { RenewalAt = Moment.Never, InArrears = true };
        bench.Looks();
        Assert.Equal(2, bench.UnderWay.Number);
        bench.Ends(AttemptOutcome.Paid);
        bench.Sight = bench.Sight with { RenewalAt = due + TimeSpan.FromDays(30), InArrears = false, Lacking = Money.Zero };
        Assert.Empty(bench.Looks());
    }

    [Fact]
    public void Once_the_fee_is_paid_otherwise_the_occasion_is_over()
    {
        bench.Now = due + -TimeSpan.FromHours(72);
        bench.Looks();
        bench.Sight = bench.Sight with { Lacking = Money.Zero };
        Assert.Empty(bench.Looks());
        bench.Now = due;
        bench.Sight = bench.Sight with { RenewalAt = due + TimeSpan.FromDays(30) };
        Assert.Equal(OccasionEnd.NotNeeded, Assert.IsType<MandateEvent.OccasionEnded>(Assert.Single(bench.Looks())).End);
    }

    [Fact]
    public void A_renewal_that_was_paid_for_is_not_paid_for_again_even_where_the_money_was_spent()
    {
        bench.Now = due + -TimeSpan.FromHours(48);
        bench.Looks();
        bench.Passes(TimeSpan.FromHours(6));
        bench.Looks();
        bench.Ends(AttemptOutcome.Paid);
        bench.Sets(MandateBench.BeforeRenewal(hours: 47));
        bench.Passes(TimeSpan.FromHours(1));
        Assert.Empty(bench.Looks());
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void More_than_the_plan_takes_at_a_time_is_not_tried()
    {
        bench.Sight = bench.Sight with { Lacking = Money.FromRubles(15_000, 1) };
        bench.Now = due + -TimeSpan.FromHours(48);
        Assert.Empty(bench.Looks());
        bench.Sight = bench.Sight with { Lacking = Money.FromRubles(15_000) };
        Assert.NotEmpty(bench.Looks());
    }

    [Fact]
    public void Without_a_card_the_holder_is_told_what_lacks_and_until_when()
    {
        bench.Sets(MandateBench.BeforeRenewal() with { Method = null });
        bench.Now = due + -TimeSpan.FromHours(48);
        bench.Looks();
        bench.Looks();
        var told = Assert.IsType<Notice.AutoRenewalComing>(Assert.Single(bench.Told));
        Assert.Equal((null, due), (told.Label, told.DueAt));
    }
}
