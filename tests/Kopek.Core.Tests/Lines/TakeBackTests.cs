using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class TakeBackTests
{
    private static readonly OrderId first = new(1, 1);
    private static readonly OrderId second = new(1, 2);
    private readonly LineBench line = new("KDR-PAYGO");

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(19_999, 19_999)]
    [InlineData(20_000, 20_000)]
    [InlineData(20_001, 20_000)]
    public void Only_what_an_order_brought_is_taken_back_and_at_most_as_much_as_is_wanted(long most, long taken)
    {
        Pay(first, 20_000);
        Pay(second, 10_000);
        var outcome = line.Do(new LineCommand.TakeBack(first, new Money(most)));
        Assert.Equal((new Money(taken), new Money(30_000 - taken)), (outcome.Amount, line.Available));
        Assert.Equal(taken - 30_000, LineChecks.Account(line.Log, LedgerAccount.PaymentsInTransit));
    }

    [Fact]
    public void What_is_set_aside_for_a_grant_stays()
    {
        Pay(first, 20_000);
        line.I(asked: 50 * LineBench.Megabyte);
        var reserved = line.Line.Reserved;
        Assert.True(reserved > Money.Zero);
        Assert.Equal(new Money(20_000) - reserved, line.Do(new LineCommand.TakeBack(first, Money.Zero)).Amount);
        Assert.Equal(RefusalCode.NothingUnspent, line.Do(new LineCommand.TakeBack(first, Money.Zero)).Refused);
    }

    [Fact]
    public void A_closed_line_gives_its_money_back_too()
    {
        Pay(first, 20_000);
        line.Do(new LineCommand.Close());
        Assert.True(line.Do(new LineCommand.TakeBack(first, Money.Zero)).IsDone);
        Assert.Equal(Money.Zero, line.Line.Balance);
    }

    [Fact]
    public void A_chargeback_leaves_a_debt_and_a_bar_that_the_next_money_lifts()
    {
        Pay(first, 20_000);
        line.Event(RequestedAction.DirectDebiting, kopeks: 5_000);
        line.Do(new LineCommand.ChargeBack(first, new Money(20_000)));
        Assert.Equal((BarReason.Chargeback, new Money(-5_000)), (line.Line.Bar, line.Available));
        Assert.Equal(("chargeback", true), (line.State.Reason, line.State.TopUpHelps));
        Assert.True(line.State.Needed >= new Money(5_000));
        Pay(second, 10_000);
        Assert.Equal((BarReason.None, new Money(5_000)), (line.Line.Bar, line.Available));
    }

    [Fact]
    public void Too_little_money_leaves_the_bar()
    {
        Pay(first, 20_000);
        line.Event(RequestedAction.DirectDebiting, kopeks: 20_000);
        line.Do(new LineCommand.ChargeBack(first, new Money(20_000)));
        Pay(second, 19_999);
        Assert.Equal(BarReason.Chargeback, line.Line.Bar);
        Pay(second, 10_000);
        Assert.Equal(BarReason.None, line.Line.Bar);
    }

    [Theory]
    [InlineData(BarReason.Operator)]
    [InlineData(BarReason.Fraud)]
    [InlineData(BarReason.Voluntary)]
    public void Another_bar_stays_through_a_chargeback_and_its_payment(BarReason bar)
    {
        Pay(first, 20_000);
        line.Event(RequestedAction.DirectDebiting, kopeks: 20_000);
        line.Do(new LineCommand.SetBar(bar));
        line.Do(new LineCommand.ChargeBack(first, new Money(20_000)));
        Assert.Equal(bar, line.Line.Bar);
        Pay(second, 50_000);
        Assert.Equal(bar, line.Line.Bar);
    }

    [Fact]
    public void Money_of_others_is_not_taken_for_a_chargeback()
    {
        Pay(first, 20_000);
        Pay(second, 10_000);
        line.Event(RequestedAction.DirectDebiting, kopeks: 5_000);
        line.Do(new LineCommand.ChargeBack(first, new Money(20_000)));
        Assert.Equal([new Money(-5_000), new Money(10_000)], line.Line.Lots.Select(lot => lot.Amount));
        Assert.Equal(new Money(5_000), line.Available);
    }

    [Fact]
    public void A_pack_with_money_that_does_not_end_the_bar_is_refused_before_the_money_moves()
    {
        Pay(first, 20_000);
        Pay(second, 30_000);
        line.Event(RequestedAction.DirectDebiting, kopeks: 15_000);
        line.Do(new LineCommand.ChargeBack(first, new Money(20_000)));
        Assert.Equal(BarReason.Chargeback, line.Line.Bar);
        var refused = line.Do(new LineCommand.TopUp(new Money(14_999), LedgerAccount.Receipts) { Pack = "KDR-H500" });
        Assert.Equal(RefusalCode.LineBarred, refused.Refused);
        Assert.Empty(line.Last);
        Assert.True(line.Do(new LineCommand.TopUp(new Money(15_000), LedgerAccount.Receipts) { Pack = "KDR-H500" }).IsDone);
        Assert.Single(line.Last.OfType<LineEvent.BucketGranted>());
    }

    private void Pay(OrderId order, long kopeks) => Assert.True(line.Do(new LineCommand.TopUp(new Money(kopeks), LedgerAccount.PaymentsInTransit), order).IsDone);
}
