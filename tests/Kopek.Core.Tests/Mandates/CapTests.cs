using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class CapTests
{
    private readonly MandateBench bench = new();

    [Fact]
    public void A_payment_that_fills_the_cap_to_the_kopek_is_made_and_the_next_is_not()
    {
        bench.Sets(MandateBench.Below(cap: 600));
        PayOnce();
        PayOnce();
        bench.Looks(10);
        bench.Looks(10);
        Assert.Equal(2, bench.Attempts);
        var told = Assert.Single(bench.Told.OfType<Notice.AutoRenewalCapped>());
        Assert.Equal((Money.FromRubles(300), Money.FromRubles(600), Money.FromRubles(600)), (told.Amount, told.Cap, told.Used));
    }

    [Fact]
    public void One_kopek_too_many_is_not_made()
    {
        bench.Sets(MandateBench.Below(cap: 600) with { MonthlyCap = Money.FromRubles(599, 99) });
        PayOnce();
        bench.Looks(10);
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void The_new_month_begins_at_local_midnight()
    {
        bench.Now = MandateBench.Local(2026, 11, 30, 22);
        bench.Sets(MandateBench.Below(cap: 300));
        PayOnce();
        bench.Looks(10);
        bench.Now = MandateBench.Local(2026, 11, 30, 23, 59);
        Assert.Empty(bench.Looks());
        bench.Now = MandateBench.Local(2026, 12, 1, 0);
        bench.Looks();
        Assert.Equal(2, bench.Attempts);
    }

    [Fact]
    public void A_payment_on_its_way_over_midnight_counts_in_both_months()
    {
        bench.Now = MandateBench.Local(2026, 11, 30, 23, 59);
        bench.Sets(MandateBench.Below(cap: 300));
        bench.Looks(10);
        bench.Now = MandateBench.Local(2026, 12, 1, 0, 1);
        bench.Ends(AttemptOutcome.Paid);
        Assert.Equal((Money.FromRubles(300), Money.FromRubles(300), Money.Zero), (bench.State!.UseOf(202611), bench.State.UseOf(202612), bench.State.UseOf(202701)));
        bench.Looks(500);
        bench.Looks(10);
        Assert.Equal(1, bench.Attempts);
    }

    [Fact]
    public void What_was_declined_leaves_the_cap_free()
    {
        bench.Sets(MandateBench.Below(cap: 300));
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Declined, DeclineReason.InsufficientFunds);
        bench.Passes(TimeSpan.FromHours(6));
        bench.Looks();
        Assert.Equal(2, bench.Attempts);
    }

    [Fact]
    public void A_crossing_that_the_cap_stood_against_is_answered_in_the_next_month_also_where_its_time_was_over()
    {
        bench.Now = MandateBench.Local(2026, 11, 12, 12);
        bench.Sets(MandateBench.Below(cap: 300));
        PayOnce();
        bench.Looks(10);
        bench.Passes(MandateBench.Terms.GivenUpAfter);
        Assert.Equal(OccasionEnd.GivenUp, Assert.IsType<MandateEvent.OccasionEnded>(Assert.Single(bench.Looks())).End);
        Assert.DoesNotContain(bench.Told, notice => notice is Notice.AutoRenewalFailed);
        bench.Now = MandateBench.Local(2026, 11, 30, 23, 59);
        Assert.Empty(bench.Looks());
        bench.Now = MandateBench.Local(2026, 12, 1, 0);
        bench.Looks();
        Assert.Equal("below:3", bench.State!.UnderWay!.Id);
    }

    [Fact]
    public void A_larger_cap_lets_the_same_renewal_be_paid()
    {
        var due = MandateBench.Local(2026, 11, 12, 12);
        bench.Sight = bench.Sight with { RenewalAt = due, Lacking = Money.FromRubles(500) };
        bench.Sets(MandateBench.BeforeRenewal(cap: 499));
        bench.Now = due + -TimeSpan.FromHours(24);
        bench.Looks();
        bench.Passes(TimeSpan.FromHours(6));
        bench.Looks();
        Assert.IsType<Notice.AutoRenewalCapped>(bench.Told[^1]);
        bench.Sets(MandateBench.BeforeRenewal(cap: 500));
        bench.Looks();
        bench.Passes(TimeSpan.FromHours(6));
        bench.Looks();
        Assert.Equal(Money.FromRubles(500), bench.UnderWay.Amount);
    }

    private void PayOnce()
    {
        bench.Looks(10);
        bench.Ends(AttemptOutcome.Paid);
        bench.Looks(310);
    }
}
