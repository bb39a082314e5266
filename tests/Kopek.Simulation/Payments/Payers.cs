using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>People who pay in by all ways: who click twice, reuse a key for something else, confirm or do not, cancel, mistype a number, want it back.</summary>
internal sealed class Payers(Agenda agenda, SimulatedClock clock, PaymentDesk desk, Shop shop, Catalogue catalogue, Dice dice, Tally tally)
{
    private const long Hour = 3_600_000;
    private static readonly PaymentWay[] ways =
        [PaymentWay.Provider, PaymentWay.Provider, PaymentWay.Provider, PaymentWay.Partner, PaymentWay.CounterCash, PaymentWay.CounterCard, PaymentWay.Voucher, PaymentWay.Transfer];

    private readonly List<(LineId Line, Plan Plan)> lines = [];
    private int numbers;

    public void Knows(LineId line, Plan plan) => lines.Add((line, plan));

    /// <summary>One order, and what its payer does about it afterwards.</summary>
    public void Order(LineId line, Plan plan)
    {
        var request = Wish(line, plan);
        var key = new AccountKey(AccountKind.TopUpOrder, OrderKey.Of("payers", (++numbers).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        tally.Count($"payer: orders by {request.Way}");
        desk.Say(key, new TopUpOrderCommand.Place(request));
        if (dice.OneIn(5))
        {
            tally.Count("payer: clicked twice");
            desk.Send(key, new TopUpOrderCommand.Place(request), _ => { });
        }

        if (dice.OneIn(12))
        {
            var other = request with { Amount = request.Amount + new Money(1), DigestLow = request.DigestLow ^ 1 };
            agenda.After(dice.Between(0, dice.OneIn(2) ? 5_000 : 24 * Hour), () => desk.Send(key, new TopUpOrderCommand.Place(other), _ => { }));
        }

        Afterwards(key, request);
    }

    private void Afterwards(AccountKey key, TopUpRequest request)
    {
        if (request.NeedsConfirmation && !dice.OneIn(5))
        {
            agenda.After(dice.Between(500, dice.OneIn(6) ? 2 * Hour : 60_000), () => desk.Say(key, new TopUpOrderCommand.Confirm()));
        }

        if (dice.OneIn(10))
        {
            agenda.After(dice.Between(0, dice.OneIn(2) ? 20_000 : 600_000), () => desk.Say(key, new TopUpOrderCommand.Cancel(), most: 2));
        }

        if (dice.OneIn(7))
        {
            agenda.After(dice.Between(10_000, dice.OneIn(2) ? 2 * Hour : 15 * 24 * Hour), () => desk.Say(key, Undo(request), most: 3));
        }
    }

    private TopUpOrderCommand.Undo Undo(TopUpRequest request)
    {
        tally.Count("payer: wants it undone");
        var most = dice.OneIn(4) ? new Money(dice.Between(1, request.Amount.Kopeks)) : Money.Zero;
        return dice.OneIn(2)
            ? new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Leaving, most, default)
            : new TopUpOrderCommand.Undo(UndoKind.Move, RefundReason.WrongNumber, most, dice.OneIn(10) ? new LineId(987_654_321) : dice.Pick(lines).Line);
    }

    private TopUpRequest Wish(LineId line, Plan plan)
    {
        var way = dice.Pick(ways);
        var now = clock.Now;
        var account = way switch
        {
            PaymentWay.Partner => Shop.Float(dice.Pick(Shop.Partners)),
            PaymentWay.CounterCash or PaymentWay.CounterCard => Shop.TillOf(plan.Operator),
            _ => default,
        };
        var amount = Amount(plan);
        if (way == PaymentWay.Voucher)
        {
            (account, amount) = shop.SomeVoucher(dice.OneIn(20) ? dice.Pick(lines).Plan.Operator : plan.Operator);
        }

        var terms = way == PaymentWay.Transfer ? Transfer() : null;
        var digest = OrderKey.Digest($"{line} {amount} {way} {++numbers}");
        return new TopUpRequest(
            plan.Operator, "RUB", line, amount, terms is null ? Money.Zero : new Money(dice.OneIn(2) ? 500 : 0), way, way.ToString(), account,
            way == PaymentWay.Transfer ? dice.Pick(lines).Line : default,
            way is PaymentWay.CounterCash or PaymentWay.CounterCard ? Shop.Clerk : "",
            way == PaymentWay.Provider && dice.OneIn(4) ? "method" : null, SaveMethod: false, Mandate: default,
            dice.OneIn(4) ? SomePack(plan) : null, dice.OneIn(6), "payer", digest.High, digest.Low, NeedsConfirmation: dice.OneIn(6),
            now + TimeSpan.FromMilliseconds(dice.OneIn(3) ? dice.Between(0, 30_000) : 0), now + TimeSpan.FromMinutes(30), terms);
    }

    private TransferTerms Transfer() => dice.OneIn(2)
        ? new TransferTerms(Money.FromRubles(200), Money.FromRubles(400), 5, TimeSpan.FromHours(24), Money.FromRubles(10_000))
        : new TransferTerms(Money.FromRubles(5_000), Money.FromRubles(9_000), 2, TimeSpan.FromMinutes(dice.Between(0, 600)), Money.FromRubles(3_000));

    /// <summary>About what the plan costs; sometimes what its line will not take.</summary>
    private Money Amount(Plan plan) => dice.Below(12) switch
    {
        0 => new Money(dice.Between(1, 5_000)),
        1 => plan.MaxTopUp + new Money(1),
        2 => plan.MinTopUp,
        _ => plan.MinTopUp + new Money(dice.Between(0, 2 * plan.Fee.Kopeks + 20_000)),
    };

    private string SomePack(Plan plan) => dice.OneIn(6)
        ? dice.Pick(["DAY-CN", "DAY-XX", "NO-SUCH"])
        : dice.Pick([.. catalogue.Versions[0].Packs.Where(pack => pack.Operator == plan.Operator)]).Code;
}
