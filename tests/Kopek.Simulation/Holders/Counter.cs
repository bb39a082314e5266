using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Holders;

/// <summary>How holders and staff reach the server: a wish is sent until it has an outcome, and sent again at random afterwards, also with other content.</summary>
internal sealed class Counter(Agenda agenda, SimulatedClock clock, Wire wire, Server server, Dice dice, Tally tally)
{
    /// <summary>A key is kept 30 days; nobody sends one again later than this.</summary>
    private const long LongestResend = 25L * 24 * 3_600_000;

    private readonly HashSet<Wish> sent = new(ReferenceEqualityComparer.Instance);
    private int keys;

    public List<Wish> Wishes { get; } = [];

    public void Place(LineId line, LineCommand command, Action<OrderAnswer>? done = null) =>
        Place(new Wish(NewKey(), line, command, null), done);

    public void Open(LineCommand.Open command, LineNumbers numbers, Action<OrderAnswer> done) =>
        Place(new Wish(NewKey(), default, command, numbers), done);

    private OrderId NewKey() => OrderKey.Of("world", (++keys).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void Place(Wish wish, Action<OrderAnswer>? done)
    {
        Until(wish, done, attempts: 1);
        if (dice.OneIn(6))
        {
            tally.Count("order: clicked twice");
            Send(wish, _ => { });
        }

        if (dice.OneIn(8))
        {
            agenda.After(dice.Between(0, dice.OneIn(3) ? LongestResend : 60_000), () =>
            {
                tally.Count("order: sent again");
                Send(wish, _ => { });
            });
        }

        if (dice.OneIn(10) && Altered(wish) is { } altered)
        {
            agenda.After(dice.Between(0, dice.OneIn(3) ? LongestResend : 5_000), () =>
            {
                tally.Count("order: the same key with other content");
                Send(altered, _ => { });
            });
        }
    }

    private static Wish? Altered(Wish wish) => wish.Command switch
    {
        LineCommand.TopUp c => new Wish(wish.Order, wish.Line, c with { Amount = c.Amount + new Core.Money(100) }, null),
        LineCommand.Open => null,
        _ => new Wish(wish.Order, wish.Line, new LineCommand.BuyPack("NO-SUCH"), null),
    };

    private void Until(Wish wish, Action<OrderAnswer>? done, int attempts)
    {
        var settled = false;
        Send(wish, answer =>
        {
            if (!settled && answer.Status == OrderStatus.Done)
            {
                settled = true;
                done?.Invoke(answer);
            }
        });
        agenda.After(dice.Between(3_000, 20_000), () =>
        {
            if (!settled && attempts < 12)
            {
                settled = true;
                Until(wish, done, attempts + 1);
            }
        });
    }

    private void Send(Wish wish, Action<OrderAnswer> answered)
    {
        if (sent.Add(wish))
        {
            Wishes.Add(wish);
        }

        var firstSent = clock.Travelled;
        wire.Carry(firstSent, () => server.Post(server.Counter(wish, answer =>
        {
            wish.Told.Add(new ToldOutcome(answer, server.Kept.LastSequence(wish.Order.Shard(server.Kept.ShardCount))));
            tally.Count($"order: answered {answer.Status}{(answer.Replayed ? ", replayed" : "")}");
            if (answer.Outcome is { } outcome)
            {
                tally.Count($"order: {wish.Command.GetType().Name} {outcome.Refused}");
            }

            wire.Carry(firstSent, () => answered(answer));
        })));
    }
}
