using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Core.Tests.Lines;

public sealed class TransferTests
{
    private static readonly LineCommand.TransferOut wish = new(new Money(10_000), new Money(500), new Money(20_000), new Money(40_000), 3);
    private readonly LineBench line = new("KDR-PAYGO");

    public TransferTests() => line.TopUpRubles(1_000);

    [Theory]
    [InlineData(20_000, RefusalCode.None)]
    [InlineData(20_001, RefusalCode.TransferLimitExceeded)]
    [InlineData(0, RefusalCode.AmountBelowMinimum)]
    public void One_transfer_has_a_limit(long kopeks, RefusalCode refused) =>
        Assert.Equal(refused, line.Do(wish with { Amount = new Money(kopeks) }).Refused);

    [Fact]
    public void A_day_has_a_limit_that_begins_anew_at_local_midnight()
    {
        line.GoTo(LineBench.Local("Europe/Moscow", 2026, 3, 2, 23, 0));
        line.Do(wish with { Amount = new Money(20_000) });
        line.Do(wish with { Amount = new Money(15_000) });
        var refused = line.Do(wish with { Amount = new Money(5_001) });
        Assert.Equal((RefusalCode.TransferLimitExceeded, new Money(5_000)), (refused.Refused, refused.Limit));
        line.GoTo(LineBench.Local("Europe/Moscow", 2026, 3, 3));
        Assert.True(line.Do(wish with { Amount = new Money(5_001) }).IsDone);
    }

    [Fact]
    public void A_day_has_so_many_transfers()
    {
        for (var times = 0; times < 3; times++)
        {
            Assert.True(line.Do(wish with { Amount = new Money(100) }).IsDone);
        }

        Assert.Equal(RefusalCode.TransferTooOften, line.Do(wish with { Amount = new Money(100) }).Refused);
    }

    [Theory]
    [InlineData(89_500, RefusalCode.None, 0)]
    [InlineData(89_501, RefusalCode.InsufficientFunds, 1)]
    public void Amount_and_fee_must_be_there(long spent, RefusalCode refused, long missing)
    {
        line.Event(Kopek.Core.Sessions.RequestedAction.DirectDebiting, kopeks: spent);
        var outcome = line.Do(wish);
        Assert.Equal((refused, new Money(missing)), (outcome.Refused, outcome.Limit));
    }

    [Fact]
    public void What_was_just_received_is_spent_and_not_passed_on()
    {
        var other = new LineBench("KDR-PAYGO");
        other.Do(new LineCommand.ReceiveTransfer(new Money(20_000), TimeSpan.FromHours(24), new Money(1_000_000)));
        Assert.Equal(RefusalCode.MoneyNotTransferable, other.Do(wish).Refused);
        Assert.True(other.I(asked: LineBench.Megabyte).Grants[0].Octets > 0);
        other.T(0);
        other.Wait(TimeSpan.FromHours(24)).Wait(TimeSpan.FromMilliseconds(-1));
        Assert.Equal(RefusalCode.MoneyNotTransferable, other.Do(wish).Refused);
        other.Wait(TimeSpan.FromMilliseconds(1));
        Assert.True(other.Do(wish).IsDone);
    }

    [Theory]
    [InlineData(100_000, RefusalCode.None)]
    [InlineData(99_999, RefusalCode.RecipientCeilingExceeded)]
    public void A_receiver_has_a_ceiling(long ceiling, RefusalCode refused)
    {
        var other = new LineBench("KDR-PAYGO", rubles: 900);
        Assert.Equal(refused, other.Do(new LineCommand.ReceiveTransfer(new Money(10_000), TimeSpan.Zero, new Money(ceiling))).Refused);
    }

    [Fact]
    public void A_transfer_that_came_back_comes_with_its_fee_also_to_a_closed_line()
    {
        line.Do(wish);
        line.Do(new LineCommand.Close());
        var outcome = line.Do(new LineCommand.ReturnTransfer(new Money(10_000), new Money(500)));
        Assert.Equal((true, new Money(100_000)), (outcome.IsDone, line.Line.Balance));
        Assert.Equal((0, 0), (LineChecks.Account(line.Log, LedgerAccount.RevenueFees), LineChecks.Account(line.Log, LedgerAccount.PaymentsInTransit)));
    }

    [Fact]
    public void A_barred_closed_or_indebted_line_passes_nothing_on()
    {
        line.Do(new LineCommand.SetBar(BarReason.Voluntary));
        Assert.Equal(RefusalCode.LineBarred, line.Do(wish).Refused);
        line.Do(new LineCommand.SetBar(BarReason.None));
        line.Promise(50);
        Assert.Equal(RefusalCode.PromisedPaymentOpen, line.Do(wish).Refused);
        line.TopUpRubles(200);
        Assert.True(line.Do(wish).IsDone);
        line.Do(new LineCommand.Close());
        Assert.Equal(RefusalCode.LineClosed, line.Do(wish).Refused);
        Assert.Equal(RefusalCode.LineClosed, line.Do(new LineCommand.ReceiveTransfer(new Money(1), TimeSpan.Zero, new Money(1_000_000))).Refused);
    }
}
