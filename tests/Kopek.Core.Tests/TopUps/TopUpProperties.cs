using CsCheck;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.Sessions;
using Kopek.Core.Tests.Properties;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.TopUps;

/// <summary>Whatever happens to an order, in whatever order and however often: no kopek is lost or made.</summary>
public sealed class TopUpProperties
{
    private enum Deed
    {
        Step,
        Step2,
        Step3,
        StepNotTold,
        Wait,
        ProviderMoves,
        Webhook,
        RefundWebhook,
        OldAnswer,
        Expire,
        Cancel,
        Confirm,
        Start,
        Undo,
        ChargeBack,
        GoOn,
        Place,
        CloseLine,
        Spend,
        TillCloses,
        Suspend,
    }

    private static readonly PaymentWay[] ways = Enum.GetValues<PaymentWay>();
    private static readonly PaymentStatus[] statuses = [PaymentStatus.Succeeded, PaymentStatus.Declined, PaymentStatus.NeedsPayer, PaymentStatus.Pending];

    [Fact]
    public void Taken_is_credited_or_given_back_or_under_way_under_any_interleaving() =>
        Gen.Select(Gen.Int[0, ways.Length - 1], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 9]).Array[1, 50]).Sample(
            (way, first, kind, deeds) =>
            {
                var bench = new TopUpBench();
                bench.Provider.NextPayment = statuses[first];
                bench.Provider.Difference = kind == 2 ? 3 : 0;
                bench.Place(bench.Request(ways[way]) with { NeedsConfirmation = kind == 1, Pack = first == 1 ? "KDR-H500" : null });
                foreach (var (deed, size) in deeds)
                {
                    var before = bench.Order;
                    Do(bench, deed, size);
                    Check(bench.Order, before);
                    CheckRest(bench.Order);
                }

                Settle(bench);
                bench.CheckSums();
                var order = bench.Order;
                if (order.Request.Way == PaymentWay.Provider)
                {
                    Assert.Equal((bench.Provider.Taken, bench.Provider.Refunded, bench.Provider.ChargedBack), (order.Paid, order.Refunded, order.Chargeback));
                }
            },
            iter: Long.Iterations(2_000), print: story => $"{ways[story.Item1]} {story.Item2} {story.Item3}: {string.Join(' ', story.Item4.Select(deed => $"{deed.Item1}({deed.Item2})"))}");

    /// <summary>A provider ends what it works on, a person looks at what needs one, and whoever drives orders goes on.</summary>
    private static void Settle(TopUpBench bench)
    {
        bench.Provider.NextRefund = PaymentStatus.Succeeded;
        bench.Provider.NextPayment = PaymentStatus.Succeeded;
        for (var times = 0; times < 3; times++)
        {
            if (bench.Provider.Payment is PaymentStatus.Pending)
            {
                bench.Provider.Payment = PaymentStatus.Succeeded;
            }

            if (bench.Provider.Said() is { } said)
            {
                bench.Tell(said);
            }

            bench.Accounts.Do(TopUpBench.Till, new TillCommand.Open("msk-1", "KDR", "anna", 1, Money.FromRubles(900)));
            bench.Run();
            if (!bench.Provider.ChargedBack.IsZero)
            {
                bench.Tell(new TopUpOrderCommand.ChargedBack(bench.Provider.ChargedBack));
            }

            bench.Tell(new TopUpOrderCommand.GoOn());
            bench.Run();
        }
    }

    private static void Check(TopUpOrder order, TopUpOrder before)
    {
        Assert.True(order.Paid >= order.Refunded && order.Paid >= order.UndoTaken && order.Paid >= order.UnderWay && order.Paid >= order.Chargeback, $"{order}");
        Assert.False(order.UnderWay.IsNegative);
        Assert.True(before.Paid.IsZero || before.Paid == order.Paid);
        Assert.True(before.Refunded.IsZero || before.Refunded == order.Refunded);
        Assert.True(before.PaymentReceipt == 0 || before.PaymentReceipt == order.PaymentReceipt);
        if (before.Status is TopUpStatus.Cancelled or TopUpStatus.Refunded or TopUpStatus.ChargedBack)
        {
            Assert.Equal(before.Status, order.Status);
        }

        if (before.Status is TopUpStatus.Expired or TopUpStatus.Declined && order.Status != before.Status)
        {
            Assert.Equal((TopUpStatus.Refunding, RefundReason.TooLate), (order.Status, order.RefundReason == RefundReason.OtherAmount ? RefundReason.TooLate : order.RefundReason));
        }
    }

    /// <summary>At rest is exactly what whoever drives orders never has to look at again, at no time to come.</summary>
    private static void CheckRest(TopUpOrder order)
    {
        foreach (var later in new[] { 0, 1, 23, 24, 25, 10_000 })
        {
            var at = order.At + TimeSpan.FromHours(later);
            var isIdle = order.NeedsPerson is null && TopUpSteps.Next(order, at, default, TopUpBench.KeyMemory) is TopUpStep.Nothing;
            Assert.True(isIdle == AccountRest.From(order) <= at, $"{later} hours later: {order}");
        }
    }

    private static void Do(TopUpBench bench, Deed deed, int size)
    {
        switch (deed)
        {
            case Deed.Step or Deed.Step2 or Deed.Step3: bench.Step(); break;
            case Deed.StepNotTold: bench.Step(isTold: false); break;
            case Deed.Wait: bench.Wait(TimeSpan.FromSeconds(Math.Pow(5, size % 8))); break;
            case Deed.ProviderMoves: MoveProvider(bench, size); break;
            case Deed.Webhook: Say(bench, bench.Provider.Said()); break;
            case Deed.RefundWebhook: Say(bench, bench.Provider.SaidOfRefund()); break;
            case Deed.OldAnswer: Say(bench, OldAnswer(bench.Order, size)); break;
            case Deed.Expire: Say(bench, bench.Now >= bench.Order.Request.ExpiresAt ? new TopUpOrderCommand.Expire() : null); break;
            case Deed.Cancel: bench.Tell(new TopUpOrderCommand.Cancel()); break;
            case Deed.Confirm: bench.Tell(new TopUpOrderCommand.Confirm()); break;
            case Deed.Start: bench.Tell(new TopUpOrderCommand.Start()); break;
            case Deed.Undo:
                bench.Tell(new TopUpOrderCommand.Undo(size % 2 == 0 ? UndoKind.Refund : UndoKind.Move, RefundReason.Leaving, new Money(size > 6 ? 1_000 * size : 0), size == 9 ? new LineId(99) : TopUpBench.Meant));
                break;
            case Deed.ChargeBack: ChargeBack(bench, size); break;
            case Deed.GoOn: bench.Tell(new TopUpOrderCommand.GoOn()); break;
            case Deed.Place: bench.Tell(new TopUpOrderCommand.Place(bench.Order.Request with { DigestLow = bench.Order.Request.DigestLow + (ulong)(size % 2) })); break;
            case Deed.CloseLine when size < 3: (size == 0 ? bench.Line : size == 1 ? bench.Right : bench.Giving).Do(new LineCommand.Close()); break;
            case Deed.Spend when bench.Line.Available > Money.Zero: bench.Line.Event(RequestedAction.DirectDebiting, kopeks: 1 + 700 * size, session: 900 + (ulong)bench.Line.Log.Count); break;
            case Deed.TillCloses: CloseTill(bench); break;
            case Deed.Suspend: bench.Accounts.Do(TopUpBench.Float, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(1_000), 50 * size, Suspended: size % 2 == 0)); break;
            default: break;
        }
    }

    private static void Say(TopUpBench bench, TopUpOrderCommand? command)
    {
        if (command is not null)
        {
            bench.Tell(command);
        }
    }

    /// <summary>An answer of a step that was told before, once more.</summary>
    private static TopUpOrderCommand? OldAnswer(TopUpOrder order, int size)
    {
        var outcome = new LineOutcome(size % 2 == 0 ? RefusalCode.None : RefusalCode.LineClosed, Money.Zero, order.Paid, Money.Zero, Money.Zero, Money.Zero);
        return order.Status switch
        {
            TopUpStatus.Credited or TopUpStatus.Receipted => size < 5 ? new TopUpOrderCommand.LineCredited(outcome, size % 3 == 0) : new TopUpOrderCommand.AccountPaid(AccountRefusal.OutOfFunds, Money.Zero),
            TopUpStatus.Refunding or TopUpStatus.Refunded => size < 5 ? new TopUpOrderCommand.LineCredited(outcome, size % 3 == 0) : new TopUpOrderCommand.LineUndone(outcome),
            TopUpStatus.Paid => new TopUpOrderCommand.LinePaid(outcome),
            _ => null,
        };
    }

    private static void MoveProvider(TopUpBench bench, int size)
    {
        if (bench.Provider.Payment is PaymentStatus.NeedsPayer or PaymentStatus.Pending or PaymentStatus.Declined)
        {
            bench.Provider.Payment = statuses[size % statuses.Length] is var next && next == PaymentStatus.NeedsPayer ? PaymentStatus.Succeeded : next;
        }

        bench.Provider.NextRefund = size % 3 == 0 ? PaymentStatus.Declined : PaymentStatus.Succeeded;
    }

    private static void ChargeBack(TopUpBench bench, int size)
    {
        var most = (bench.Provider.Taken - bench.Provider.ChargedBack).Kopeks;
        if (most > 0)
        {
            bench.Provider.ChargedBack += new Money(size < 6 ? most : Math.Min(most, 100 * size));
            bench.Tell(new TopUpOrderCommand.ChargedBack(bench.Provider.ChargedBack));
        }
    }

    private static void CloseTill(TopUpBench bench)
    {
        var till = bench.Accounts.Get<Till>(TopUpBench.Till);
        bench.Accounts.Do(TopUpBench.Till, new TillCommand.Close("anna", till.Shift, till.Cash));
    }
}
