using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Payments;

/// <summary>
/// Takes an order on from where a command left it, within the same turn and so within one commit: every step that needs nothing but shards that are committed
/// together (<see cref="Shard.Join"/>). A partner's sale is then one commit and not six. What needs the world outside, time or a shard of another writer is left
/// to the <see cref="OrderDriver"/>, which does the same steps one by one.
/// </summary>
internal static class OrderCourse
{
    /// <summary>More than any way has steps: a rule that goes round in circles is stopped here and goes on in the driver's time.</summary>
    private const int MostSteps = 32;

    public static TopUpOrder GoOn(Shard home, TopUpOrder order)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            // Of calls to providers nothing is known here, which makes each of them a step that is not ours.
            var next = TopUpSteps.Next(order, home.Now, default, TimeSpan.Zero);
            if (next is TopUpStep.Nothing)
            {
                Forget(home, order);
                return order;
            }

            if (Answer(home, next) is not { } told)
            {
                return order;
            }

            var before = order;
            order = (TopUpOrder)Say(home, order.Key, told).State!;
            if (ReferenceEquals(order, before))
            {
                return order;
            }
        }

        return order;
    }

    /// <summary>What the order is told when the step is done; null where it cannot be done here.</summary>
    private static TopUpOrderCommand? Answer(Shard home, TopUpStep step) => step switch
    {
        TopUpStep.Tell tell => tell.Command,
        TopUpStep.Ask ask when home.Join(ask.Account.Shard(home.Count)) is { } shard => TopUpSteps.Answered(ask, Ask(shard, ask)),
        TopUpStep.OnLine onLine when home.Join(onLine.Order.Shard(home.Count)) is { } shard => OnLine(shard, onLine),
        _ => null,
    };

    private static AccountAnswer Ask(Shard shard, TopUpStep.Ask ask) => Say(shard, ask.Account, ask.Command, tells: true);

    private static TopUpOrderCommand? OnLine(Shard shard, TopUpStep.OnLine step)
    {
        if (shard.Join(step.Line.Shard(shard.Count)) is null)
        {
            return null;
        }

        var request = new StepRequest(step);
        return OrderSteps.Place(shard, request) && request.Answer is { Status: OrderStatus.Done, Outcome: { } outcome } ? TopUpSteps.Answered(step, outcome) : null;
    }

    /// <summary>Of the order itself only its last state is told: those between were never to be seen.</summary>
    private static AccountAnswer Say(Shard shard, AccountKey key, AccountCommand command, bool tells = false)
    {
        var decision = new AccountDecision(key, shard.Accounts.Find(key), shard.Now);
        var answer = AccountRules.Decide(decision, command);
        if (shard.Record(decision) && tells)
        {
            shard.Tell(decision.Account!);
        }

        return answer with { State = decision.Account };
    }

    private static void Forget(Shard home, TopUpOrder order)
    {
        foreach (var (account, command) in TopUpSteps.Forgettable(order))
        {
            if (home.Join(account.Shard(home.Count)) is { } shard)
            {
                Say(shard, account, command);
            }
        }
    }

    /// <summary>A step on a line, placed from within the turn: nobody waits for it.</summary>
    private sealed class StepRequest : OrderRequest
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public StepRequest(TopUpStep.OnLine step) => (Order, Line, Command, Digest) = (step.Order, step.Line, step.Command, OrderKey.DigestOf(step));

        public override void Complete(Completions batch)
        {
        }

        public override void Fail(ShardFailure reason)
        {
        }
    }
}
