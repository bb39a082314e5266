using CsCheck;
using Kopek.Core.Fiscal;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Fiscal;

public sealed class AdvanceUseTests
{
    private static LineBench PayGo(long rubles = 0)
    {
        var bench = new LineBench("KDR-PAYGO", rubles);
        bench.Do(new LineCommand.Activate());
        return bench;
    }

    private static long Used(LineBench bench)
    {
        var line = new Line(bench.Line.Id);
        var used = Money.Zero;
        foreach (var (at, happened) in bench.Log)
        {
            used += AdvanceUse.Apply(line, at, happened);
        }

        Assert.Equal(LineChecks.Text(bench.Line), LineChecks.Text(line));
        return used.Kopeks;
    }

    private static long Left(LineBench bench) => (Lots.Of(bench.Line.Lots, LotKind.TopUp) + Lots.Of(bench.Line.Lots, LotKind.Refund)).Kopeks;

    [Fact]
    public void What_is_paid_in_is_not_used_until_service_takes_it()
    {
        var bench = PayGo();
        bench.TopUpRubles(500);
        Assert.Equal(0, Used(bench));
        bench.Use(10 * LineBench.Megabyte);
        Assert.Equal(500_00 - bench.Available.Kopeks, Used(bench));
        Assert.NotEqual(0, Used(bench));
    }

    [Fact]
    public void Promised_money_counts_when_a_payment_repays_it_and_not_before()
    {
        var bench = PayGo();
        bench.Promise(300);
        bench.Use(10 * LineBench.Megabyte);
        var spent = 300_00 - bench.Available.Kopeks;
        Assert.Equal(0, Used(bench));
        bench.TopUpRubles(500);
        // What was spent of it, and its fee: the rest of the promised money went back unspent.
        Assert.Equal(spent + 50_00, Used(bench));
        Assert.NotEqual(0, spent);
    }

    [Fact]
    public void Money_that_goes_back_is_not_used()
    {
        var bench = PayGo();
        bench.Do(new LineCommand.TopUp(Money.FromRubles(500), LedgerAccount.PaymentsInTransit), new OrderId(9, 1));
        Assert.True(bench.Do(new LineCommand.TakeBack(new OrderId(9, 1), Money.Zero)).IsDone);
        Assert.Equal((0, 0), (Used(bench), Left(bench)));
    }

    [Fact]
    public void Use_whose_payment_the_bank_takes_back_is_not_paid_for_until_the_debt_is()
    {
        var bench = PayGo();
        bench.Do(new LineCommand.TopUp(Money.FromRubles(100), LedgerAccount.PaymentsInTransit), new OrderId(9, 1));
        bench.Use(10 * LineBench.Megabyte);
        var used = Used(bench);
        Assert.True(used > 0);
        bench.Do(new LineCommand.ChargeBack(new OrderId(9, 1), Money.FromRubles(100)));
        Assert.Equal(0, Used(bench));
        bench.TopUpRubles(300);
        Assert.Equal(used, Used(bench));
    }

    [Fact]
    public void A_fee_of_grace_counts_when_it_is_paid()
    {
        var bench = new LineBench("LED-D40", rubles: 19);
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 3, 3)).Advance();
        Assert.Equal((new Money(10 - 1890), 1900), (bench.Line.Balance, Used(bench)));
        bench.TopUpRubles(50);
        Assert.Equal((2 * 1890, 1900 + 5000 - 2 * 1890), (Used(bench), Left(bench)));
    }

    [Fact]
    public void A_transfer_uses_its_fee_and_one_that_comes_back_uses_nothing()
    {
        var bench = PayGo(rubles: 500);
        Assert.True(bench.Do(new LineCommand.TransferOut(Money.FromRubles(100), new Money(500), Money.FromRubles(200), Money.FromRubles(400), 5)).IsDone);
        Assert.Equal(500, Used(bench));
        bench.Do(new LineCommand.ReturnTransfer(Money.FromRubles(100), new Money(500)));
        Assert.Equal((0, 500_00), (Used(bench), Left(bench)));
    }

    [Fact]
    public void Paid_in_is_used_or_went_back_or_is_left_whatever_happens() =>
        Gen.Select(LineStory.Plan, LineStory.Rubles, LineStory.Steps(40), Gen.Int[0, 3]).Sample(
            (plan, rubles, steps, end) =>
            {
                var bench = new LineBench(plan, rubles) { ChecksReplay = false };
                foreach (var step in steps)
                {
                    bench.Wait(LineStory.Pause(step));
                    LineStory.Do(bench, step);
                }

                if (end > 0 && bench.Line.Lots.FirstOrDefault(lot => lot.Kind == LotKind.TopUp) is { Number: > 0 } lot)
                {
                    bench.Do(end == 1 ? new LineCommand.ChargeBack(lot.Order, new Money(30_000)) : new LineCommand.TakeBack(lot.Order, new Money(10_000)));
                    bench.TopUpRubles(50);
                }

                var events = bench.Log.Select(decided => decided.Event).ToList();
                var paidIn = events.OfType<LineEvent.MoneyAdded>().Where(e => e.Kind == LotKind.TopUp).Sum(e => e.Amount.Kopeks);
                var back = events.OfType<LineEvent.LotsTaken>().Where(e => e.Target != LedgerAccount.BonusGiven).Sum(e => (e.Total - e.Fee).Kopeks);
                Assert.Equal(paidIn, Used(bench) + back + Left(bench));
            },
            iter: Long.Iterations(1_000), print: story => $"{story.Item1} {story.Item2} {LineStory.Words(story.Item3)} {story.Item4}");
}
