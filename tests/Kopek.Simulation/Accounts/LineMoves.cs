using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;

namespace Kopek.Simulation.Accounts;

/// <summary>What lines gave and got for orders, by the step that moved it: in kopeks, from the lines' events alone.</summary>
internal sealed class LineMoves
{
    private readonly Dictionary<OrderId, (OrderId Order, LineAskedFor Step)> steps = [];
    private readonly Dictionary<(OrderId, LineAskedFor), long> sums = [];

    public LineMoves(IEnumerable<OrderId> orders)
    {
        foreach (var order in orders)
        {
            foreach (var step in Enum.GetValues<LineAskedFor>())
            {
                steps.Add(TopUpSteps.StepId(order, step), (order, step));
            }
        }
    }

    public long Of(OrderId order, LineAskedFor step) => sums.GetValueOrDefault((order, step));

    public void Take(LineEvent happened)
    {
        var (id, kopeks) = happened switch
        {
            LineEvent.MoneyAdded { Source: LedgerAccount.PaymentsInTransit } e => (e.Order, e.Amount.Kopeks),
            LineEvent.LotsTaken { Target: LedgerAccount.PaymentsInTransit or LedgerAccount.ChargebacksReceivable } e => (e.Order, e.Parts.Sum(part => part.Amount.Kopeks) + e.Debt.Kopeks - e.Fee.Kopeks),
            _ => (OrderId.None, 0),
        };
        if (kopeks == 0)
        {
            return;
        }

        Claim.That(steps.TryGetValue(id, out var step), () => $"{happened} is for no order to pay in.");
        Claim.That(sums.TryAdd(step, kopeks), () => $"{happened} moves the money of order {step.Order} again.");
    }
}
