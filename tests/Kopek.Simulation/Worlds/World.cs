using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Journal.Codec;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Catalogues;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Faults;
using Kopek.Simulation.Holders;
using Kopek.Simulation.Payments;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Worlds;

/// <summary>
/// The whole system from one seed: lines on every plan, their cores, holders and staff, the wire, the machine. <see cref="Run"/> lets months pass and
/// checks all of it with code that is not the engine's. No clock, no thread and no chance but the seed's.
/// </summary>
internal sealed class World
{
    private const int MostAudits = 3;

    private static readonly Catalogue Sample = WorldCatalogue.Load();

    private readonly Dice dice;
    private readonly WorldPlan plan;
    private readonly Weather weather;
    private readonly Agenda agenda;
    private readonly SimulatedClock clock;
    private readonly Server server;
    private readonly Wire wire;
    private readonly CoreLink link;
    private readonly Counter counter;
    private readonly Peeks peeks = new();
    private readonly Auditor auditor;
    private readonly PaymentWorld? payments;
    private readonly Dice? roamingDice;
    private readonly Dice? autoPackDice;
    private readonly long end;

    public World(ulong seed, PlantedFault fault = PlantedFault.None)
    {
        dice = new Dice(seed);
        plan = WorldPlan.Of(dice);
        weather = Weather.Of(dice);
        agenda = new Agenda(plan.StartOf(Sample, dice));
        end = agenda.Now + plan.Milliseconds;
        clock = new SimulatedClock(agenda);
        var codec = new EventCodec();
        var kept = new MemoryJournal(plan.Shards, codec);
        var listening = new Listening(kept, Tally);
        roamingDice = RoamingWishes.AreIn(seed) ? RoamingWishes.DiceOf(seed) : null;
        autoPackDice = AutoPackWishes.AreIn(seed) ? AutoPackWishes.DiceOf(seed) : null;
        var paysIn = PaymentWorld.IsIn(seed);
        var payDice = PaymentWorld.DiceOf(seed);
        var driver = paysIn ? Plant.Into(agenda, clock, payDice, Tally, fault) : null;
        var options = new EngineOptions
        {
            AccountReactions = driver,
            Writers = plan.Writers,
            JoinsSteps = WorldPlan.JoinsSteps(seed),
            Quota = plan.Quota,
            CheckpointEvents = plan.CheckpointEvents,
            Listeners = [listening],
            Reactions = listening,
            CheckpointInterval = TimeSpan.FromMinutes(dice.Between(1, 600)),
        };
        server = new Server(agenda, clock, dice, weather, Tally, Plant.Into(new ServerParts(kept, kept, codec, Sample, options), fault));
        wire = new Wire(agenda, clock, dice, weather, Tally);
        link = new CoreLink(agenda, clock, wire, server, dice, weather, Tally);
        counter = new Counter(agenda, clock, wire, server, dice, Tally);
        var printers = Printers.AreIn(seed) ? Plant.Into(agenda, clock, server, Printers.DiceOf(seed), Tally, fault) : null;
        payments = driver is null ? null : new PaymentWorld(plan, weather, agenda, clock, server, counter, driver, printers, payDice, Sample, Tally);
        auditor = new Auditor(kept, codec, Sample, link, counter, peeks, payments is null ? null : new PaymentAudit(payments.Provider, payments.Desk, Tally), Tally);
        server.Recovered = () => Audit(onlySometimes: true);
    }

    public Tally Tally { get; } = new();

    /// <summary>Throws <see cref="AuditException"/> where anything is not accounted for.</summary>
    public void Run()
    {
        for (var i = 0; i < plan.Lines; i++)
        {
            Sell(i);
        }

        Sweeps();
        Jumps();
        while (agenda.Next())
        {
        }

        Tally.Count("world: days", plan.Milliseconds / 86_400_000);
        Tally.Count("world: lines", plan.Lines);
        // Long after the last supervision time every session is over and holds nothing.
        clock.Jump(3 * 86_400_000);
        Audit(onlySometimes: false);
        Auditor.CheckNothingIsHeld(server.Engine);
    }

    private void Sell(int index)
    {
        var offered = Sample.Versions[0].Plans[index % Sample.Versions[0].Plans.Count];
        var zone = dice.Pick(Sample.Versions[0].Regions).TimeZone;
        var balance = dice.OneIn(3) ? new Money(dice.Between(0, 300_000)) : Money.Zero;
        var digits = 79_000_000_000 + index - (dice.OneIn(30) ? 1 : 0);
        var numbers = new LineNumbers(digits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        agenda.After(dice.Between(0, Math.Min(plan.Milliseconds / 4, 86_400_000)), () =>
            counter.Open(new LineCommand.Open(offered.Code, dice.OneIn(50) ? "Mars/Base" : zone, balance, dice.OneIn(2)), numbers, answer =>
            {
                if (answer.Outcome!.IsDone)
                {
                    Live(answer.Line, offered);
                }
            }));
    }

    /// <summary>The line is used and paid for until the world ends.</summary>
    private void Live(LineId line, Core.Plans.Plan offered)
    {
        var holder = new Holder(counter, dice, Sample, line, offered);
        var travels = dice.OneIn(4);
        holder.TopUp();
        payments?.Live(line, offered);
        Again(plan.BetweenSessions, () => BeginSession(line, travels));
        Again(plan.BetweenWishes, holder.Wish);
        Again(plan.BetweenWishes * 2, () => OneTimeCore.Ask(link, line, travels));
        Again(plan.BetweenWishes, () => Peek(line));
        if (travels && roamingDice is not null)
        {
            Again(plan.BetweenWishes, new RoamingWishes(counter, roamingDice, line).Wish);
        }

        if (autoPackDice is not null && offered.AutoPack is not null)
        {
            Again(plan.BetweenWishes, new AutoPackWishes(counter, autoPackDice, line).Wish);
        }
    }

    private void BeginSession(LineId line, bool travels)
    {
        for (var sessions = dice.OneIn(5) ? 1 + dice.Below(4) : 1; sessions > 0; sessions--)
        {
            Tally.Count("core: session begun");
            new CoreSession(link, line, travels).Begin();
        }
    }

    private void Peek(LineId line) => server.Post(new LinePeek(line, shown =>
    {
        Tally.Count("query: answered");
        peeks.Add(line, shown, server.Kept.LastSequence(line.Shard(server.Kept.ShardCount)));
    }));

    private void Sweeps() => Again(plan.BetweenSweeps, server.Sweep);

    private void Jumps()
    {
        if (weather.ClockJumps == 0)
        {
            return;
        }

        Again(plan.Milliseconds / (3 * weather.ClockJumps), () =>
        {
            var jump = dice.Between(0, dice.OneIn(4) ? 5_400_000 : 30_000) * (dice.OneIn(2) ? 1 : -1);
            Jump(jump);
        });
    }

    /// <summary>What is being answered must not age by more than the time for which answers are kept while it waits: the promise ends there.</summary>
    private void Jump(long milliseconds)
    {
        if (milliseconds > Wire.LongestWait && server.IsBusy)
        {
            agenda.After(1000, () => Jump(milliseconds));
            return;
        }

        Tally.Count(milliseconds < 0 ? "clock: jumped back" : "clock: jumped forward");
        clock.Jump(milliseconds);
    }

    private void Again(long about, Action what)
    {
        var pause = dice.Between(about / 10, about * 2);
        if (agenda.Now + pause < end)
        {
            agenda.After(pause, () =>
            {
                what();
                Again(about, what);
            });
        }
    }

    private void Audit(bool onlySometimes)
    {
        // Each reads everything again: a few in a world find what many would.
        if (onlySometimes && (Tally["world: audits"] >= MostAudits || !dice.OneIn(plan.AuditsOneIn)))
        {
            return;
        }

        Tally.Count("world: audits");
        server.Settle();
        DueAudit.Check(server.Engine, clock.Now);
        auditor.Check(server.Engine, () => server.Rebuild(), isOver: !onlySometimes);
        if (!onlySometimes)
        {
            VerifyAudit.Check(server.Kept);
        }
    }
}
