using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>How people, staff and providers reach orders and other small accounts: over a wire that drops and doubles, until they have an answer.</summary>
internal sealed class PaymentDesk(Agenda agenda, SimulatedClock clock, Wire wire, Server server, Dice dice, Tally tally)
{
    private const long LongestPause = 6 * 3_600_000;

    /// <summary>Everything that people were told of orders, and how far the order's shard was durable then.</summary>
    public List<ToldOrder> Told { get; } = [];

    /// <param name="until">Says whether the answer will do; else it is said again later.</param>
    /// <param name="about">Milliseconds between two tries, about; they grow to six hours.</param>
    public void Say(AccountKey account, AccountCommand command, Action<AccountAnswer>? done = null, Func<AccountAnswer, bool>? until = null, long about = 8_000, int most = 12)
    {
        var isOver = false;
        Send(account, command, answer =>
        {
            if (!isOver && (until is null || until(answer)))
            {
                isOver = true;
                done?.Invoke(answer);
            }
        });
        agenda.After(dice.Between(about / 2, about * 2), () =>
        {
            if (!isOver && most > 1)
            {
                isOver = true;
                Say(account, command, done, until, Math.Min(about + about / 2, LongestPause), most - 1);
            }
        });
    }

    /// <summary>Once, whatever becomes of it.</summary>
    public void Send(AccountKey account, AccountCommand command, Action<AccountAnswer> answered)
    {
        var firstSent = clock.Travelled;
        wire.Carry(firstSent, () =>
        {
            var delivery = new AccountDelivery(account, command, answer =>
            {
                tally.Count($"account: {command.GetType().Name} {answer.Refused}");
                Hear(account, command, answer);
                wire.Carry(firstSent, () => answered(answer));
            });
            if (!server.TryPost(delivery))
            {
                server.Nudge();
            }
        });
    }

    private void Hear(AccountKey account, AccountCommand command, AccountAnswer answer)
    {
        if (answer.State is not TopUpOrder order)
        {
            return;
        }

        Told.Add(new ToldOrder(order, server.Kept.LastSequence(account.Shard(server.Kept.ShardCount))));
        if (command is TopUpOrderCommand.Place place)
        {
            var isSame = (place.Request.DigestHigh, place.Request.DigestLow) == (order.Request.DigestHigh, order.Request.DigestLow);
            Claim.That(isSame == (answer.Refused != AccountRefusal.Conflict), () => $"{account} was told {answer.Refused} though its content is {(isSame ? "the same" : "another")}.");
        }
    }
}

/// <summary>An order as somebody was shown it.</summary>
internal readonly record struct ToldOrder(TopUpOrder Order, long DurableThrough);
