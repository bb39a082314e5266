using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Simulation.Holders;

namespace Kopek.Simulation.Accounts;

/// <summary>What orders to pay in asked of lines by themselves, from the states that they were in: nobody outside sent it, and it is to be there all the same.</summary>
internal static class OrderWishes
{
    public static IEnumerable<Wish> Of(List<JournalEntry> entries)
    {
        var states = new Dictionary<AccountKey, TopUpOrder>();
        foreach (var entry in entries)
        {
            if (entry.Event is AccountEntry { Event: TopUpOrderEvent } account)
            {
                var state = (TopUpOrder)AccountState.Apply(states.GetValueOrDefault(account.Key), account.Key, entry.At, account.Event);
                states[account.Key] = state;
                if (TopUpSteps.Next(state, entry.At, default, TimeSpan.Zero) is TopUpStep.OnLine step)
                {
                    yield return new Wish(step.Order, step.Line, step.Command, null) { Digest = OrderKey.DigestOf(step) };
                }
            }
        }
    }
}
