using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.TopUps;

/// <summary>The straight way of an order, and each turn that the payment can take.</summary>
public sealed class TopUpOrderTests
{
    private readonly TopUpBench bench = new();

    [Theory]
    [InlineData(PaymentWay.Provider, LedgerAccount.ProviderClearing)]
    [InlineData(PaymentWay.Partner, LedgerAccount.PartnerFloats)]
    [InlineData(PaymentWay.CounterCash, LedgerAccount.TillCash)]
    [InlineData(PaymentWay.CounterCard, LedgerAccount.CardTerminals)]
    [InlineData(PaymentWay.Voucher, LedgerAccount.VouchersOutstanding)]
    public void Money_goes_from_its_source_to_the_line_and_gets_a_receipt(PaymentWay way, LedgerAccount source)
    {
        var before = bench.Ledger(source);
        var order = bench.Place(bench.Request(way)).Run();
        Assert.Equal((TopUpStatus.Receipted, 1, Money.FromRubles(150)), (order.Status, order.PaymentReceipt, bench.Line.Available));
        Assert.Equal(way == PaymentWay.Partner ? 15_000 - 375 : 15_000, bench.Ledger(source) - before);
        bench.CheckSums();
    }

    [Fact]
    public void A_transfer_costs_the_giving_line_the_fee_too()
    {
        var order = bench.Place(bench.Request(PaymentWay.Transfer)).Run();
        Assert.Equal((TopUpStatus.Receipted, Money.FromRubles(150), new Money(100_000 - 15_500)), (order.Status, bench.Line.Available, bench.Giving.Available));
        bench.CheckSums();
    }

    [Fact]
    public void The_same_key_is_the_same_order_and_another_content_a_conflict()
    {
        var request = bench.Request(PaymentWay.Provider);
        bench.Place(request).Place(request with { ExpiresAt = Moment.Never });
        Assert.Equal(AccountRefusal.Conflict, bench.Tell(new TopUpOrderCommand.Place(request with { DigestLow = 3 })).Refused);
        Assert.Single(bench.Accounts.Log, entry => entry.Event is TopUpOrderEvent.Requested);
    }

    [Theory]
    [InlineData(0, 0, PaymentWay.Provider)]
    [InlineData(-1, 0, PaymentWay.Provider)]
    [InlineData(100, -1, PaymentWay.Transfer)]
    [InlineData(100, 1, PaymentWay.Provider)]
    public void An_order_is_for_a_sum_and_only_a_transfer_has_a_fee(long kopeks, long fee, PaymentWay way)
    {
        var request = bench.Request(way) with { Amount = new Money(kopeks), Fee = new Money(fee) };
        Assert.Equal(AccountRefusal.AmountBelowMinimum, bench.Tell(new TopUpOrderCommand.Place(request)).Refused);
    }

    [Fact]
    public void Nothing_is_taken_before_the_hold_is_over()
    {
        bench.Place(bench.Request(PaymentWay.Provider) with { HoldUntil = bench.Now + TimeSpan.FromSeconds(30) });
        Assert.Equal(new TopUpStep.Wait(bench.Now + TimeSpan.FromSeconds(30)), bench.Next());
        Assert.False(bench.Wait(TimeSpan.FromMilliseconds(29_999)).Step());
        Assert.True(bench.Wait(TimeSpan.FromMilliseconds(1)).Step());
        Assert.Equal(TopUpStatus.Paying, bench.Order.Status);
    }

    [Fact]
    public void An_order_in_two_phases_waits_for_its_confirmation_and_is_given_up_without()
    {
        bench.Place(bench.Request(PaymentWay.Partner) with { NeedsConfirmation = true });
        Assert.IsType<TopUpStep.Wait>(bench.Next());
        bench.Tell(new TopUpOrderCommand.Start());
        Assert.Equal(TopUpStatus.Requested, bench.Order.Status);
        Assert.Equal(TopUpStatus.Expired, bench.Run().Status);
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.Confirm()).Refused);
    }

    [Fact]
    public void A_confirmed_order_is_paid_and_cannot_be_cancelled()
    {
        bench.Place(bench.Request(PaymentWay.Partner) with { NeedsConfirmation = true });
        Assert.True(bench.Tell(new TopUpOrderCommand.Confirm()).IsDone);
        Assert.True(bench.Tell(new TopUpOrderCommand.Confirm()).IsDone);
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.Cancel()).Refused);
        Assert.Equal(TopUpStatus.Receipted, bench.Run().Status);
    }

    [Theory]
    [InlineData(-1, TopUpStatus.Receipted)]
    [InlineData(0, TopUpStatus.Expired)]
    public void An_order_that_could_not_be_begun_in_time_takes_nothing(int millisecond, TopUpStatus status)
    {
        bench.Place(bench.Request(PaymentWay.CounterCash));
        bench.Wait(TimeSpan.FromMinutes(30)).Wait(TimeSpan.FromMilliseconds(millisecond));
        Assert.Equal(status, bench.Run().Status);
        bench.CheckSums();
    }

    [Fact]
    public void A_cancelled_order_takes_nothing_for_ever()
    {
        bench.Place(bench.Request(PaymentWay.Provider));
        Assert.True(bench.Tell(new TopUpOrderCommand.Cancel()).IsDone);
        Assert.True(bench.Tell(new TopUpOrderCommand.Cancel()).IsDone);
        Assert.IsType<TopUpStep.Nothing>(bench.Next());
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.ProviderSaid(PaymentStatus.Succeeded, "pay-1", new Money(1), default, null, null)).Refused);
    }

    [Fact]
    public void A_refusal_of_its_source_is_told_with_its_figure()
    {
        var order = bench.Place(bench.Request(PaymentWay.Partner, rubles: 2_000)).Run();
        Assert.Equal((TopUpStatus.Declined, AccountRefusal.OutOfFunds), (order.Status, order.SourceRefused));
        Assert.Equal(new Money(200_000 - 5_000 - 100_000), order.Limit);
        bench.CheckSums();
    }

    [Fact]
    public void A_giving_line_that_may_not_is_told_why()
    {
        bench.Giving.Do(new LineCommand.SetBar(BarReason.Operator));
        var order = bench.Place(bench.Request(PaymentWay.Transfer)).Run();
        Assert.Equal((TopUpStatus.Declined, RefusalCode.LineBarred), (order.Status, order.LineRefused));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(PaymentWay.Provider)]
    [InlineData(PaymentWay.Partner)]
    [InlineData(PaymentWay.CounterCash)]
    [InlineData(PaymentWay.CounterCard)]
    [InlineData(PaymentWay.Voucher)]
    [InlineData(PaymentWay.Transfer)]
    public void What_a_line_cannot_take_goes_back_to_its_source_to_the_kopek(PaymentWay way)
    {
        bench.Place(bench.Request(way));
        bench.Line.Do(new LineCommand.Close());
        var before = Enum.GetValues<LedgerAccount>().ToDictionary(account => account, bench.Ledger);
        var order = bench.Run();
        Assert.Equal((TopUpStatus.Refunded, RefusalCode.LineClosed, RefundReason.NotCredited), (order.Status, order.LineRefused, order.RefundReason));
        Assert.Equal((order.Paid, 1, 2), (order.Refunded, order.PaymentReceipt, order.RefundReceipt));
        Assert.Equal(before, Enum.GetValues<LedgerAccount>().ToDictionary(account => account, bench.Ledger));
        bench.CheckSums();
    }

    [Fact]
    public void A_pack_that_cannot_be_had_is_left_out_and_the_money_is_credited()
    {
        var order = bench.Place(bench.Request(PaymentWay.Provider) with { Pack = "NO-SUCH" }).Run();
        Assert.Equal((TopUpStatus.Receipted, RefusalCode.UnknownPack, Money.FromRubles(150)), (order.Status, order.PackRefused, bench.Line.Available));
        bench.CheckSums();
    }

    [Fact]
    public void Payment_receipts_come_with_the_credit_and_not_before()
    {
        bench.Place(bench.Request(PaymentWay.Partner));
        bench.Tell(new TopUpOrderCommand.Numbered(ReceiptKind.Payment, 9));
        Assert.Equal((TopUpStatus.Requested, 0), (bench.Order.Status, bench.Order.PaymentReceipt));
    }
}
