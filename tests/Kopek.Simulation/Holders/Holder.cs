using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Holders;

/// <summary>What the holder of a line and the staff want of it over the months: mostly money, now and then something else.</summary>
internal sealed class Holder(Counter counter, Dice dice, Catalogue catalogue, LineId line, Plan plan)
{
    private static readonly BarReason[] Bars = [BarReason.Operator, BarReason.Fraud, BarReason.IdentityNotConfirmed, BarReason.Voluntary, BarReason.None, BarReason.None, BarReason.None];

    public void Wish()
    {
        switch (dice.Below(20))
        {
            case < 9: TopUp(); break;
            case < 12: counter.Place(line, new LineCommand.BuyPack(SomePack())); break;
            case < 14: counter.Place(line, new LineCommand.TakePromisedPayment(new Money(dice.Between(0, 60_000)))); break;
            case < 16: counter.Place(line, new LineCommand.ChangePlan(SomePlan(), AtPeriodEnd: dice.OneIn(2))); break;
            case 16: counter.Place(line, new LineCommand.Activate()); break;
            case < 19: counter.Place(line, new LineCommand.SetBar(dice.Pick(Bars))); break;
            default:
                if (dice.OneIn(8))
                {
                    counter.Place(line, new LineCommand.Close());
                }
                else
                {
                    TopUp();
                }

                break;
        }
    }

    public void TopUp() => counter.Place(line, new LineCommand.TopUp(Amount(), LedgerAccount.Receipts));

    /// <summary>About what the plan costs, sometimes too little or too much.</summary>
    private Money Amount() => dice.Below(8) switch
    {
        0 => new Money(dice.Between(0, 5_000)),
        1 => plan.MinTopUp,
        2 => plan.MaxTopUp,
        3 => plan.MaxTopUp + new Money(1),
        _ => plan.MinTopUp + new Money(dice.Between(0, 2 * plan.Fee.Kopeks + 20_000)),
    };

    private string SomePack()
    {
        var packs = catalogue.Versions[0].Packs;
        return dice.Below(5) switch
        {
            0 => "DAY-CN",
            1 => dice.Pick(["DAY-KZ", "DAY-US", "DAY-XX", "NO-SUCH"]),
            2 => dice.Pick(packs).Code,
            _ => dice.Pick([.. packs.Where(pack => pack.Operator == plan.Operator)]).Code,
        };
    }

    private string SomePlan()
    {
        var plans = catalogue.Versions[0].Plans;
        return dice.OneIn(8) ? dice.Pick(plans).Code : dice.Pick([.. plans.Where(other => other.Operator == plan.Operator)]).Code;
    }
}
