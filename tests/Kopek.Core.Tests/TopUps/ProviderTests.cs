using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.TopUps;

/// <summary>What a provider may do to an order: say nothing, say it late, take another sum, refuse to give back, be charged back.</summary>
public sealed class ProviderTests
{
    private readonly TopUpBench bench = new();

    public ProviderTests() => bench.Place(bench.Request(PaymentWay.Provider));

    [Fact]
    public void A_payer_who_must_confirm_is_waited_for()
    {
        bench.Provider.NextPayment = PaymentStatus.NeedsPayer;
        bench.RunNow();
        Assert.Equal((TopUpStatus.Paying, "pay-1"), (bench.Order.Status, bench.Order.ProviderId));
        bench.Provider.Payment = PaymentStatus.Succeeded;
        Assert.Equal(TopUpStatus.Receipted, bench.Run().Status);
        bench.CheckSums();
    }

    [Fact]
    public void A_payer_who_does_not_come_back_is_given_up_when_the_time_is_over()
    {
        bench.Provider.NextPayment = PaymentStatus.NeedsPayer;
        var order = bench.Run();
        Assert.Equal(TopUpStatus.Expired, order.Status);
        Assert.True(bench.Now < order.PayingSince + TopUpSteps.LookedForAfterwards + TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_payment_that_comes_after_that_is_found_and_goes_back()
    {
        bench.Provider.NextPayment = PaymentStatus.NeedsPayer;
        while (bench.Order.Status != TopUpStatus.Expired)
        {
            bench.RunNow();
            bench.Wait(TimeSpan.FromMinutes(1));
        }

        bench.Provider.Payment = PaymentStatus.Succeeded;
        var order = bench.Run();
        Assert.Equal((TopUpStatus.Refunded, RefundReason.TooLate, order.Paid), (order.Status, order.RefundReason, bench.Provider.Refunded));
        bench.CheckSums();
    }

    [Fact]
    public void A_declined_payment_that_succeeds_in_the_end_goes_back()
    {
        bench.Provider.NextPayment = PaymentStatus.Declined;
        Assert.Equal(TopUpStatus.Declined, bench.Run().Status);
        bench.Provider.Payment = PaymentStatus.Succeeded;
        bench.Tell(bench.Provider.Said()!);
        Assert.Equal((TopUpStatus.Refunded, RefundReason.TooLate), (bench.Run().Status, bench.Order.RefundReason));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Another_sum_than_was_ordered_goes_back_whole(long difference)
    {
        bench.Provider.Difference = difference;
        var order = bench.Run();
        Assert.Equal((TopUpStatus.Refunded, RefundReason.OtherAmount), (order.Status, order.RefundReason));
        Assert.Equal(15_000 + difference, bench.Provider.Refunded.Kopeks);
        Assert.True(bench.Line.Available.IsZero);
        bench.CheckSums();
    }

    [Fact]
    public void A_success_of_nothing_is_no_success()
    {
        bench.Step();
        bench.Tell(new TopUpOrderCommand.ProviderSaid(PaymentStatus.Succeeded, "pay-1", Money.Zero, default, null, null));
        Assert.Equal((TopUpStatus.Paying, Money.Zero), (bench.Order.Status, bench.Order.Paid));
    }

    [Fact]
    public void An_unknown_outcome_is_looked_up_and_asked_again_only_where_nothing_is_there()
    {
        bench.Step();
        Assert.Equal(new TopUpStep.Call(ProviderCall.Pay), bench.Next());
        var order = bench.Order;
        var unknown = new CallMemory(ProviderCall.Pay, PaymentStatus.Unknown, bench.Now, 1);
        var later = bench.Now + TimeSpan.FromSeconds(3);
        Assert.Equal(new TopUpStep.Wait(later), TopUpSteps.Next(order, bench.Now, unknown, TopUpBench.KeyMemory));
        Assert.Equal(new TopUpStep.Call(ProviderCall.Find), TopUpSteps.Next(order, later, unknown, TopUpBench.KeyMemory));
        var nothing = new CallMemory(ProviderCall.Find, PaymentStatus.NotFound, bench.Now, 2);
        Assert.Equal(new TopUpStep.Call(ProviderCall.Pay), TopUpSteps.Next(order, later, nothing, TopUpBench.KeyMemory));
    }

    [Fact]
    public void A_key_that_the_provider_may_have_forgotten_is_never_sent_again()
    {
        var request = bench.Request(PaymentWay.Provider) with { ExpiresAt = Moment.Never };
        var other = new TopUpBench().Place(request);
        other.Step();
        var order = other.Order;
        var nothing = new CallMemory(ProviderCall.Find, PaymentStatus.NotFound, other.Now, 2);
        var last = order.PayingSince + TopUpBench.KeyMemory;
        Assert.Equal(new TopUpStep.Call(ProviderCall.Pay), TopUpSteps.Next(order, last + TimeSpan.FromMilliseconds(-1), nothing, TopUpBench.KeyMemory));
        Assert.Equal(new TopUpStep.Call(ProviderCall.Find), TopUpSteps.Next(order, last, nothing, TopUpBench.KeyMemory));
    }

    [Fact]
    public void A_refund_that_is_refused_waits_for_a_person_and_is_sent_again_then()
    {
        bench.Line.Do(new LineCommand.Close());
        bench.Provider.NextRefund = PaymentStatus.Declined;
        var order = bench.Run();
        Assert.Equal((TopUpStatus.Refunding, "declined", order.Paid), (order.Status, order.NeedsPerson, order.UnderWay));
        bench.Provider.NextRefund = PaymentStatus.Succeeded;
        Assert.IsType<TopUpStep.Nothing>(bench.Wait(TimeSpan.FromDays(3)).Next());
        bench.Tell(new TopUpOrderCommand.GoOn());
        Assert.Equal((TopUpStatus.Refunded, null), (bench.Run().Status, bench.Order.NeedsPerson));
        bench.CheckSums();
    }

    [Fact]
    public void A_refund_that_could_not_be_sent_in_time_and_is_not_known_is_a_persons_business()
    {
        bench.Line.Do(new LineCommand.Close());
        while (bench.Order.Status != TopUpStatus.Refunding || bench.Order.PaymentReceipt == 0)
        {
            bench.Step();
        }

        bench.Wait(TopUpBench.KeyMemory);
        Assert.Equal(new TopUpStep.Call(ProviderCall.FindRefund), bench.Next());
        bench.Run();
        Assert.Equal((TopUpStatus.Refunding, "the provider does not know the refund"), (bench.Order.Status, bench.Order.NeedsPerson));
        bench.Tell(new TopUpOrderCommand.GoOn());
        Assert.Equal(TopUpStatus.Refunded, bench.Run().Status);
        bench.CheckSums();
    }

    [Fact]
    public void A_refund_that_a_person_sends_on_is_looked_for_before_it_is_sent_again()
    {
        bench.Line.Do(new LineCommand.Close());
        bench.Provider.NextRefund = PaymentStatus.Declined;
        bench.Run();
        bench.Wait(TimeSpan.FromDays(2));
        bench.Tell(new TopUpOrderCommand.GoOn());
        Assert.Equal(new TopUpStep.Call(ProviderCall.FindRefund), bench.Next());
        var order = bench.Order;
        TopUpStep Next(PaymentStatus found) => TopUpSteps.Next(order, bench.Now, new CallMemory(ProviderCall.FindRefund, found, bench.Now, 1), TopUpBench.KeyMemory);
        Assert.Equal(new TopUpStep.Call(ProviderCall.Refund), Next(PaymentStatus.NotFound));
        Assert.Equal(new TopUpStep.Call(ProviderCall.Refund), Next(PaymentStatus.Declined));
        Assert.IsType<TopUpStep.Wait>(Next(PaymentStatus.Pending));
        Assert.IsType<TopUpStep.Wait>(Next(PaymentStatus.Unknown));
    }

    [Theory]
    [InlineData(15_000, 0, BarReason.None)]
    [InlineData(15_000, 4_000, BarReason.Chargeback)]
    [InlineData(6_000, 4_000, BarReason.None)]
    public void A_chargeback_takes_what_is_left_and_what_is_spent_is_owed(long kopeks, long spent, BarReason bar)
    {
        bench.Run();
        Spend(spent);
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(kopeks)));
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(kopeks)));
        var order = bench.Run();
        Assert.Equal((TopUpStatus.ChargedBack, 2), (order.Status, order.ChargebackReceipt));
        Assert.Equal((bar, 15_000 - spent - kopeks), (bench.Line.Line.Bar, bench.Line.Available.Kopeks));
        bench.CheckSums();
    }

    [Fact]
    public void A_chargeback_of_what_is_being_refunded_is_a_persons_business_before_it_is_paid_twice()
    {
        bench.Run();
        bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(15_000)));
        bench.Run();
        Assert.Equal(TopUpStatus.Refunding, bench.Order.Status);
        Assert.NotNull(bench.Order.NeedsPerson);
        Assert.Equal(Money.Zero, bench.Provider.Refunded);
        bench.CheckSums();
    }

    [Fact]
    public void A_chargeback_after_a_refund_stays_a_persons_business_also_when_the_refund_is_told_again()
    {
        bench.Run();
        bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
        bench.Run();
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(15_000)));
        bench.Tell(bench.Provider.SaidOfRefund()!);
        Assert.NotNull(bench.Order.NeedsPerson);
    }

    [Theory]
    [InlineData(2_500, 4_000, true)]
    [InlineData(4_000, 4_000, true)]
    [InlineData(2_500, 1_500, false)]
    [InlineData(0, 4_000, false)]
    [InlineData(4_000, 0, false)]
    public void A_chargeback_below_one_that_was_won_is_a_persons_business(long gone, long won, bool needsPerson)
    {
        bench.Run();
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(4_000)));
        bench.Run();
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(gone)) { Won = new Money(won) });
        Assert.Equal((needsPerson, new Money(4_000)), (bench.Order.NeedsPerson is not null, bench.Order.Chargeback));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(15_000, AccountRefusal.None)]
    [InlineData(15_001, AccountRefusal.AmountAboveMaximum)]
    public void A_chargeback_is_at_most_what_was_paid(long kopeks, AccountRefusal refused)
    {
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(kopeks))).Refused);
        bench.Run();
        Assert.Equal(refused, bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(kopeks))).Refused);
    }

    private void Spend(long kopeks)
    {
        if (kopeks > 0)
        {
            bench.Line.Event(Kopek.Core.Sessions.RequestedAction.DirectDebiting, kopeks: kopeks);
        }
    }
}
