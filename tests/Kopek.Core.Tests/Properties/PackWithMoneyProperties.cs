using CsCheck;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Core.Tests.Properties;

/// <summary>Money that is paid for a pack or for the plan anew: both happen, or the command is refused and nothing does.</summary>
public sealed class PackWithMoneyProperties
{
    [Fact]
    public void Where_the_money_is_taken_the_pack_is_bought_and_the_plan_begins_anew() =>
        Gen.Select(LineStory.Plan, LineStory.Rubles, LineStory.Steps(25), Gen.Int[0, 4], Gen.Select(Gen.Long[100, 150_000], Gen.Bool, Gen.Bool)).Sample(
            (plan, rubles, steps, life, wish) =>
            {
                var bench = new LineBench(plan, rubles) { ChecksReplay = false };
                foreach (var step in steps)
                {
                    bench.Wait(LineStory.Pause(step));
                    LineStory.Do(bench, step);
                }

                if (life == 1)
                {
                    bench.WaitDays(400).Advance();
                }
                else if (life == 2 && bench.Line.Lots.FirstOrDefault(lot => lot.Kind == LotKind.TopUp) is { Number: > 0 } lot)
                {
                    bench.Do(new LineCommand.ChargeBack(lot.Order, new Money(30_000)));
                }

                var (kopeks, renews, withPack) = wish;
                bench.Advance();
                var isOver = bench.Line.Arrears == Arrears.PlanExpired;
                var pack = withPack || !renews ? $"{bench.Line.Operator}-H500" : null;
                var outcome = bench.Do(new LineCommand.TopUp(new Money(kopeks), LedgerAccount.Receipts) { Pack = pack, RenewPlan = renews });
                if (!outcome.IsDone)
                {
                    Assert.DoesNotContain(bench.Last, happened => happened is LineEvent.MoneyAdded or LineEvent.FeeCharged { Kind: FeeKind.Pack });
                    return;
                }

                Assert.Equal(pack is null ? 0 : 1, bench.Last.OfType<LineEvent.FeeCharged>().Count(e => e.Kind == FeeKind.Pack && e.Reference == pack));
                Assert.Equal(pack is null ? 0 : 1, bench.Last.OfType<LineEvent.BucketGranted>().Count(e => e.Name == pack));
                Assert.True(!isOver || !renews || bench.Line.Arrears == Arrears.None, $"the plan is {bench.Line.Arrears}");
            },
            iter: Long.Iterations(1_500), print: story => $"{story.Item1} {story.Item2} {story.Item4} {story.Item5} {LineStory.Words(story.Item3)}");

    [Fact]
    public void Whatever_is_taken_back_charged_back_and_passed_on_the_lots_make_the_balance() =>
        Gen.Select(LineStory.Plan, Gen.Select(Gen.Int[0, 6], Gen.Long[1, 40_000], Gen.Int[1, 5]).Array[1, 50]).Sample(
            (plan, deeds) =>
            {
                // LineChecks does the sums after every step.
                var bench = new LineBench(plan, 300) { ChecksReplay = false };
                foreach (var (deed, kopeks, number) in deeds)
                {
                    var order = new Kopek.Core.Orders.OrderId(9, (ulong)number);
                    bench.Wait(TimeSpan.FromMinutes(kopeks % 700));
                    switch (deed)
                    {
                        case 0 or 1: bench.Do(new LineCommand.TopUp(new Money(kopeks), LedgerAccount.PaymentsInTransit), order); break;
                        case 2: bench.Do(new LineCommand.TakeBack(order, new Money(kopeks / 2))); break;
                        case 3: bench.Do(new LineCommand.ChargeBack(order, new Money(kopeks / 3 + 1))); break;
                        case 4: bench.Do(new LineCommand.TransferOut(new Money(kopeks), new Money(500), new Money(30_000), new Money(50_000), 3)); break;
                        case 5: bench.Do(new LineCommand.ReceiveTransfer(new Money(kopeks), TimeSpan.FromHours(number), new Money(90_000))); break;
                        default: bench.Use(kopeks * 500, session: 500 + (ulong)bench.Log.Count); break;
                    }
                }

                Assert.Equal(LineChecks.Text(bench.Line), LineChecks.Text(bench.Replayed()));
            },
            iter: Long.Iterations(400), print: story => $"{story.Item1} {string.Join(' ', story.Item2)}");
}
