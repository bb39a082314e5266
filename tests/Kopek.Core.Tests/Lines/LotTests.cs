using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class LotTests
{
    [Fact]
    public void Payments_are_spent_in_their_order()
    {
        var bench = new LineBench("KDR-PAYGO");
        bench.Do(new LineCommand.Activate());
        bench.TopUpRubles(100);
        bench.TopUpRubles(200);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 150_00);
        var lot = Assert.Single(bench.Line.Lots);
        Assert.Equal((2, Money.FromRubles(150)), (lot.Number, lot.Amount));
    }

    [Fact]
    public void What_cannot_be_paid_back_is_spent_first()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 100);
        bench.Event(RequestedAction.DirectDebiting, kopeks: 10_00);
        bench.Event(RequestedAction.RefundAccount, kopeks: 5_00);
        bench.Promise(20);
        Assert.Equal([LotKind.Promised, LotKind.Refund, LotKind.TopUp], bench.Line.Lots.Select(lot => lot.Kind));
        bench.Event(RequestedAction.DirectDebiting, kopeks: 26_00);
        Assert.Equal((LotKind.TopUp, Money.FromRubles(89)), (bench.Line.Lots.Single().Kind, bench.Line.Lots.Single().Amount));
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(33, 32)]
    [InlineData(100, 32)]
    public void More_lots_than_are_kept_apart_become_one_and_no_money_is_lost(int payments, int lots)
    {
        var bench = new LineBench("KDR-PAYGO");
        for (var i = 0; i < payments; i++)
        {
            bench.TopUpRubles(100);
        }

        Assert.Equal((lots, Money.FromRubles(100L * payments)), (bench.Line.Lots.Length, bench.Line.Balance));
        Assert.Equal(Money.FromRubles(100L * (payments - lots + 1)), bench.Line.Lots[0].Amount);
    }

    [Fact]
    public void Every_movement_is_a_posting_of_both_sides()
    {
        var bench = new LineBench("BRZ-M25", rubles: 2000, sold: false);
        bench.I();
        bench.U(30_000 * LineBench.Megabyte);
        bench.T(0);
        bench.BuyPack("BRZ-H500");
        bench.Event(RequestedAction.DirectDebiting, kopeks: 100);
        long Sum(LedgerAccount account) => LineChecks.Account(bench.Log, account);
        Assert.Equal(650_00 + 250_00, Sum(LedgerAccount.RevenueFees));
        Assert.Equal(9 * 75_00 + 75_00, Sum(LedgerAccount.RevenuePacks));
        Assert.Equal(-2000_00, Sum(LedgerAccount.OpeningBalances));
        Assert.Equal(0, Enum.GetValues<LedgerAccount>().Sum(Sum));
    }

    [Fact]
    public void A_closed_line_keeps_its_money_on_the_books_and_nothing_else()
    {
        var bench = new LineBench("KDR-M50", rubles: 1000);
        bench.I();
        bench.Do(new LineCommand.Close());
        Assert.Equal((LineLife.Closed, Money.FromRubles(150), Money.Zero), (bench.Line.Life, bench.Line.Balance, bench.Line.Reserved));
        Assert.Empty(bench.Line.Sessions);
        Assert.Empty(bench.Line.Buckets);
        Assert.Equal(RefusalCode.LineClosed, bench.Do(new LineCommand.Close()).Refused);
        Assert.Equal(RefusalCode.LineClosed, bench.Do(new LineCommand.SetBar(BarReason.Fraud)).Refused);
        Assert.Equal(RefusalCode.LineClosed, bench.ChangePlan("KDR-PAYGO").Refused);
        Assert.Equal(RefusalCode.LineClosed, bench.BuyPack("KDR-H1G").Refused);
        Assert.Equal(RefusalCode.LineClosed, bench.Promise(10).Refused);
        bench.WaitDays(4000).Advance();
        Assert.Empty(bench.Last);
    }
}
