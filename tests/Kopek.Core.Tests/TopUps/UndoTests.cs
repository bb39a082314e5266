using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.Sessions;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Tests.TopUps;

/// <summary>Money that is wanted back, or was meant for another line.</summary>
public sealed class UndoTests
{
    private readonly TopUpBench bench = new();

    [Theory]
    [InlineData(PaymentWay.Provider, 0, 15_000)]
    [InlineData(PaymentWay.Provider, 6_000, 9_000)]
    [InlineData(PaymentWay.Partner, 6_000, 9_000)]
    [InlineData(PaymentWay.CounterCash, 6_000, 9_000)]
    [InlineData(PaymentWay.CounterCard, 6_000, 9_000)]
    public void What_is_unspent_goes_back_to_its_source(PaymentWay way, long spent, long back)
    {
        bench.Place(bench.Request(way)).Run();
        Spend(spent);
        var order = Undo(UndoKind.Refund);
        Assert.Equal((TopUpStatus.Refunded, new Money(back), Money.Zero), (order.Status, order.Refunded, bench.Line.Available));
        Assert.Equal((1, 2), (order.PaymentReceipt, order.RefundReceipt));
        bench.CheckSums();
    }

    [Fact]
    public void A_float_gets_its_part_back_also_where_it_still_holds_the_order()
    {
        bench.Place(bench.Request(PaymentWay.Partner));
        while (bench.Order.Status != TopUpStatus.Receipted)
        {
            bench.Step();
        }

        // What the float may forget was never sent to it.
        Spend(6_000);
        bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default));
        bench.Run();
        Assert.Equal(-(15_000 - 375) + 9_000 - 225, bench.Accounts.Get<PartnerFloat>(TopUpBench.Float).Balance.Kopeks);
        bench.CheckSums();
    }

    [Theory]
    [InlineData(PaymentWay.Provider)]
    [InlineData(PaymentWay.Voucher)]
    [InlineData(PaymentWay.Transfer)]
    public void Money_for_a_mistyped_number_moves_to_the_right_one(PaymentWay way)
    {
        bench.Place(bench.Request(way)).Run();
        Spend(4_000);
        var order = Undo(UndoKind.Move, moveTo: TopUpBench.Meant);
        Assert.Equal((TopUpStatus.Receipted, 2, new Money(11_000), Money.Zero), (order.Status, order.CorrectionReceipt, bench.Right.Available, bench.Line.Available));
        bench.CheckSums();
    }

    [Fact]
    public void A_chargeback_after_a_move_is_of_the_line_that_got_it()
    {
        bench.Place(bench.Request(PaymentWay.Provider)).Run();
        Undo(UndoKind.Move, moveTo: TopUpBench.Meant);
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(15_000)));
        Assert.Equal(TopUpStatus.ChargedBack, bench.Run().Status);
        Assert.Equal((Money.Zero, BarReason.None), (bench.Right.Available, bench.Right.Line.Bar));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(PaymentWay.Provider)]
    [InlineData(PaymentWay.Partner)]
    [InlineData(PaymentWay.CounterCash)]
    [InlineData(PaymentWay.Transfer)]
    public void What_the_right_line_cannot_take_goes_back_to_its_source(PaymentWay way)
    {
        bench.Place(bench.Request(way)).Run();
        Spend(4_000);
        bench.Right.Do(new LineCommand.Close());
        var order = Undo(UndoKind.Move, moveTo: TopUpBench.Meant);
        Assert.Equal((TopUpStatus.Refunded, new Money(11_000)), (order.Status, order.Refunded));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(0, VoucherStatus.Active, false)]
    [InlineData(4_000, VoucherStatus.Redeemed, true)]
    public void A_voucher_comes_back_whole_or_a_person_looks(long spent, VoucherStatus status, bool needsPerson)
    {
        bench.Place(bench.Request(PaymentWay.Voucher)).Run();
        Spend(spent);
        bench.Right.Do(new LineCommand.Close());
        var order = Undo(UndoKind.Move, moveTo: TopUpBench.Meant);
        Assert.Equal((status, needsPerson), (bench.Accounts.Get<Voucher>(TopUpBench.Voucher).Status, order.NeedsPerson is not null));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(true, TopUpStatus.Refunded, VoucherStatus.Void)]
    [InlineData(false, TopUpStatus.Receipted, VoucherStatus.Redeemed)]
    public void A_voucher_made_void_under_its_order_pays_for_it_or_is_void_and_never_on_sale_again(bool lineRefuses, TopUpStatus status, VoucherStatus voucher)
    {
        bench.Place(bench.Request(PaymentWay.Voucher));
        while (bench.Accounts.Get<Voucher>(TopUpBench.Voucher).Status == VoucherStatus.Active)
        {
            Assert.True(bench.Step());
        }

        Assert.True(bench.Accounts.Do(TopUpBench.Voucher, new VoucherCommand.MakeVoid()).IsDone);
        if (lineRefuses)
        {
            bench.Line.Do(new LineCommand.Close());
        }

        Assert.Equal((status, voucher), (bench.Run().Status, bench.Accounts.Get<Voucher>(TopUpBench.Voucher).Status));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(PaymentWay.Voucher)]
    [InlineData(PaymentWay.Transfer)]
    public void A_used_voucher_and_a_transfer_are_not_paid_out(PaymentWay way)
    {
        bench.Place(bench.Request(way)).Run();
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default)).Refused);
    }

    [Fact]
    public void What_is_spent_is_not_given_back_and_may_be_asked_for_again_later()
    {
        bench.Place(bench.Request(PaymentWay.Provider)).Run();
        Spend(15_000);
        var order = Undo(UndoKind.Refund);
        Assert.Equal((TopUpStatus.Receipted, UndoKind.None, RefusalCode.NothingUnspent), (order.Status, order.Undo, order.UndoRefused));
        bench.CheckSums();
    }

    [Theory]
    [InlineData(15_000, true)]
    [InlineData(15_001, false)]
    [InlineData(-1, false)]
    public void At_most_what_was_paid_is_asked_back(long kopeks, bool done)
    {
        bench.Place(bench.Request(PaymentWay.Provider)).Run();
        Assert.Equal(done, bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, new Money(kopeks), default)).IsDone);
    }

    [Fact]
    public void The_same_wish_again_is_the_same_and_another_one_too_late()
    {
        bench.Place(bench.Request(PaymentWay.Provider)).Run();
        Undo(UndoKind.Move, moveTo: TopUpBench.Meant);
        Assert.True(bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Move, RefundReason.WrongNumber, Money.Zero, TopUpBench.Meant)).IsDone);
        Assert.Empty(bench.Accounts.Last);
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default)).Refused);
    }

    [Fact]
    public void What_was_charged_back_is_not_refunded_too()
    {
        bench.Place(bench.Request(PaymentWay.Provider)).Run();
        bench.Tell(new TopUpOrderCommand.ChargedBack(new Money(100)));
        Assert.Equal(AccountRefusal.WrongState, bench.Tell(new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, Money.Zero, default)).Refused);
    }

    [Fact]
    public void A_closed_till_pays_out_when_it_is_open_again()
    {
        bench.Place(bench.Request(PaymentWay.CounterCash)).Run();
        bench.Accounts.Do(TopUpBench.Till, new Kopek.Core.Counter.TillCommand.Close("anna", 1, new Money(25_000)));
        var order = Undo(UndoKind.Refund);
        Assert.Equal((TopUpStatus.Refunding, "WrongState"), (order.Status, order.NeedsPerson));
        bench.Accounts.Do(TopUpBench.Till, new Kopek.Core.Counter.TillCommand.Open("msk-1", "KDR", "boris", 2, new Money(25_000)));
        bench.Tell(new TopUpOrderCommand.GoOn());
        Assert.Equal(TopUpStatus.Refunded, bench.Run().Status);
        Assert.Equal(10_000, bench.Ledger(LedgerAccount.TillCash));
        bench.CheckSums();
    }

    private TopUpOrder Undo(UndoKind kind, LineId moveTo = default)
    {
        Assert.True(bench.Tell(new TopUpOrderCommand.Undo(kind, RefundReason.WrongNumber, Money.Zero, moveTo)).IsDone);
        return bench.Run();
    }

    private void Spend(long kopeks)
    {
        if (kopeks > 0)
        {
            bench.Line.Event(RequestedAction.DirectDebiting, kopeks: kopeks);
        }
    }
}
