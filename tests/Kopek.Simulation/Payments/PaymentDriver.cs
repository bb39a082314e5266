using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Holders;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>
/// Drives orders as the server's own driver does, by <see cref="TopUpSteps"/>, one request at a time, so that the machine can die between any two of them. Like
/// the real one it keeps nothing that a crash could lose.
/// </summary>
internal sealed class PaymentDriver(Agenda agenda, SimulatedClock clock, Dice dice, Tally tally) : IAccountReactions
{
    private const long AfterFailure = 1_000;

    private readonly Dictionary<AccountKey, Drive> drives = [];
    private readonly Dictionary<OrderId, Wish> wishes = [];
    private readonly Dictionary<AccountKey, TopUpOrder> seen = [];
    private Server? server;
    private ProviderLink? provider;
    private Counter? counter;
    private int life;

    /// <summary>An order cannot go on by itself.</summary>
    public Action<TopUpOrder> PersonNeeded { get; set; } = _ => { };

    /// <summary>The key under which a provider is asked to take money; a planted fault gives another.</summary>
    public Func<TopUpOrder, string> PaymentKey { get; init; } = order => order.PaymentKey;

    /// <summary>The order id under which a line takes a step; a planted fault gives another.</summary>
    public Func<OrderId, OrderId> StepId { get; init; } = id => id;

    /// <summary>False: a planted fault, by which a restart does not look for what was under way.</summary>
    public bool LooksAfterRestart { get; init; } = true;

    /// <summary>False: a planted fault, by which what a failed commit left untold is not looked at after the reload.</summary>
    public bool LooksAtUntold { get; init; } = true;

    public void Drives(Server with, ProviderLink link, Counter steps)
    {
        (server, provider, counter) = (with, link, steps);
        with.Died = () =>
        {
            life++;
            drives.Clear();
            seen.Clear();
        };
        with.Started = LookThrough;
    }

    public void Changed(Account state)
    {
        if (state is TopUpOrder order)
        {
            seen[order.Key] = order;
            Wake(order.Key);
            if (order.NeedsPerson is not null)
            {
                PersonNeeded(order);
            }
        }
    }

    /// <summary>
    /// As the real one: what is at rest and did not change with the failed commit was told before, and is not looked at. Looked through is only whether that is so.
    /// </summary>
    public void Reloaded(IReadOnlyCollection<AccountKey> untold)
    {
        var open = server!.Engine.Views.SelectMany(view => view.AccountsOf(AccountKind.TopUpOrder, 0, int.MaxValue, onlyOpen: true).Accounts);
        var changed = AllOrders().Where(order => LooksAtUntold && untold.Contains(order.Key));
        See(open.OfType<TopUpOrder>().Concat(changed).DistinctBy(order => order.Key));
        foreach (var order in AllOrders())
        {
            Claim.That(order.Equals(seen.GetValueOrDefault(order.Key)), () => $"After a reload {order} was told to nobody: last seen as {seen.GetValueOrDefault(order.Key)?.ToString() ?? "nothing"}.");
        }
    }

    private void LookThrough() => See(AllOrders());

    private IEnumerable<TopUpOrder> AllOrders() => server!.Engine.Views.SelectMany(view => view.Accounts).OfType<TopUpOrder>();

    private void See(IEnumerable<TopUpOrder> orders)
    {
        foreach (var order in orders)
        {
            seen[order.Key] = order;
            if (LooksAfterRestart && TopUpSteps.Next(order, clock.Now, default, SimulatedProvider.KeyMemory) is not TopUpStep.Nothing)
            {
                Wake(order.Key);
            }
        }
    }

    private void Wake(AccountKey key)
    {
        var drive = drives.TryGetValue(key, out var known) ? known : drives[key] = new Drive(key, life);
        if (drive.IsRunning)
        {
            drive.Again = true;
            return;
        }

        drive.IsRunning = true;
        drive.Alarm++;
        Later(drive, dice.Between(0, 20), () => Read(drive));
    }

    /// <summary>Says what changes nothing, to hear how the order stands.</summary>
    private void Read(Drive drive) => Say(drive, drive.Key, new TopUpOrderCommand.ProviderSaid(PaymentStatus.Unknown, null, Money.Zero, DeclineReason.None, null, null), answer => Go(drive, answer));

    private void Go(Drive drive, AccountAnswer answer)
    {
        if (answer.State is TopUpOrder order)
        {
            Go(drive, order);
        }
        else
        {
            End(drive, Moment.Never);
        }
    }

    private void Go(Drive drive, TopUpOrder order)
    {
        var next = TopUpSteps.Next(order, clock.Now, drive.Memory, SimulatedProvider.KeyMemory);
        tally.Count($"driver: {next.GetType().Name}{(next is TopUpStep.Ask or TopUpStep.OnLine or TopUpStep.Call ? $" {order.Request.Way} {Why(next)}" : "")}");
        switch (next)
        {
            case TopUpStep.Nothing: Forget(order); End(drive, Moment.Never); break;
            case TopUpStep.Wait wait: End(drive, wait.Until); break;
            case TopUpStep.Tell tell: Tell(drive, order.Key, tell.Command); break;
            case TopUpStep.Ask ask: Say(drive, ask.Account, ask.Command, answer => Tell(drive, order.Key, TopUpSteps.Answered(ask, answer))); break;
            case TopUpStep.OnLine onLine: OnLine(drive, order, onLine); break;
            case TopUpStep.Call call: Call(drive, order, call.What); break;
        }
    }

    private static string Why(TopUpStep step) => step switch
    {
        TopUpStep.Ask ask => ask.For.ToString(),
        TopUpStep.OnLine onLine => onLine.For.ToString(),
        TopUpStep.Call call => call.What.ToString(),
        _ => "",
    };

    private void Call(Drive drive, TopUpOrder order, ProviderCall call)
    {
        var key = call == ProviderCall.Pay ? PaymentKey(order) : order.PaymentKey;
        provider!.Call(
            at => call switch
            {
                ProviderCall.Pay => at.Pay(key, order.Request.Amount, payerIsThere: order.Request.Method is null),
                ProviderCall.Find => at.Find(order.PaymentKey, order.ProviderId),
                ProviderCall.Refund => at.Refund(order.RefundKey, order.ProviderId!, order.RefundAmount),
                _ => at.FindRefund(order.RefundKey, order.ProviderId!),
            },
            reply => Later(drive, 0, () =>
            {
                drive.Memory = new CallMemory(call, reply.Status, clock.Now, drive.Memory.Calls + 1);
                if (Told(call, reply) is { } told)
                {
                    Tell(drive, order.Key, told);
                }
                else
                {
                    Go(drive, order);
                }
            }));
    }

    private static TopUpOrderCommand? Told(ProviderCall call, ProviderReply reply) => (call, reply.Status) switch
    {
        (_, PaymentStatus.Unknown or PaymentStatus.NotFound) or (ProviderCall.FindRefund, PaymentStatus.Declined) => null,
        (ProviderCall.Pay or ProviderCall.Find, _) => new TopUpOrderCommand.ProviderSaid(reply.Status, reply.ProviderId, reply.Amount, reply.Reason, null, null),
        (_, PaymentStatus.Succeeded or PaymentStatus.Declined) => new TopUpOrderCommand.RefundSaid(reply.Status, reply.ProviderId, "declined"),
        _ => null,
    };

    private void OnLine(Drive drive, TopUpOrder order, TopUpStep.OnLine step)
    {
        var id = StepId(step.Order);
        if (!wishes.TryGetValue(id, out var wish))
        {
            wishes.Add(id, wish = new Wish(id, step.Line, step.Command, null) { Digest = OrderKey.DigestOf(step) });
            counter!.Wishes.Add(wish);
        }

        var mine = drive;
        Post(drive, server!.Counter(wish, answer =>
        {
            wish.Told.Add(new ToldOutcome(answer, server.Kept.LastSequence(id.Shard(server.Kept.ShardCount))));
            Later(mine, dice.Between(0, 5), () =>
            {
                if (answer is { Status: OrderStatus.Done, Outcome: { } outcome })
                {
                    tally.Count($"order: {wish.Command.GetType().Name} {outcome.Refused}");
                    Tell(mine, order.Key, TopUpSteps.Answered(step, outcome));
                }
                else
                {
                    End(mine, clock.Now + TimeSpan.FromMilliseconds(AfterFailure));
                }
            });
        }));
    }

    private void Tell(Drive drive, AccountKey order, TopUpOrderCommand command) => Say(drive, order, command, answer => Go(drive, answer));

    private void Say(Drive drive, AccountKey account, AccountCommand command, Action<AccountAnswer> then) =>
        Post(drive, new AccountDelivery(account, command, answer => Later(drive, dice.Between(0, 5), () => then(answer))));

    private void Post(Drive drive, ISimulatedRequest request)
    {
        request.Ended += failure =>
        {
            if (failure is not null)
            {
                Later(drive, 0, () => End(drive, clock.Now + TimeSpan.FromMilliseconds(AfterFailure)));
            }
        };
        if (!server!.TryPost(request))
        {
            server.Nudge();
            End(drive, clock.Now + TimeSpan.FromMilliseconds(AfterFailure));
        }
    }

    /// <summary>Nobody waits for these.</summary>
    private void Forget(TopUpOrder order)
    {
        foreach (var (account, command) in TopUpSteps.Forgettable(order))
        {
            server!.TryPost(new AccountDelivery(account, command, _ => { }));
        }
    }

    private void End(Drive drive, Moment again)
    {
        drive.IsRunning = false;
        if (drive.Again)
        {
            drive.Again = false;
            Wake(drive.Key);
        }
        else if (again.IsNever)
        {
            drives.Remove(drive.Key);
        }
        else
        {
            var alarm = ++drive.Alarm;
            Later(drive, Math.Max(1, again.UnixMilliseconds - clock.Now.UnixMilliseconds), () =>
            {
                if (drive.Alarm == alarm)
                {
                    Wake(drive.Key);
                }
            });
        }
    }

    /// <summary>Not at all where the machine has died meanwhile.</summary>
    private void Later(Drive drive, long milliseconds, Action what) => agenda.After(milliseconds, () =>
    {
        if (drive.Life == life)
        {
            what();
        }
    });

    private sealed class Drive(AccountKey key, int life)
    {
        public AccountKey Key { get; } = key;
        public int Life { get; } = life;
        public bool IsRunning { get; set; }
        public bool Again { get; set; }
        public CallMemory Memory { get; set; }
        public int Alarm { get; set; }
    }
}
