using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Holders;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Servers;

/// <summary>
/// The machine that runs Kopek: its engine is stepped in whatever order the dice say, its commits fail, it crashes between any two steps and comes back
/// from what the journal holds.
/// </summary>
internal sealed class Server
{
    private readonly Agenda agenda;
    private readonly SimulatedClock clock;
    private readonly Dice dice;
    private readonly Weather weather;
    private readonly Tally tally;
    private readonly ServerParts parts;
    private SteppedEngine? engine;
    private bool needsReload;
    private bool tickWaits;
    private int unanswered;
    private bool calm;

    public Server(Agenda agenda, SimulatedClock clock, Dice dice, Weather weather, Tally tally, ServerParts parts)
    {
        (this.agenda, this.clock, this.dice, this.weather, this.tally, this.parts) = (agenda, clock, dice, weather, tally, parts);
        parts.Kept.CommitFault = CommitFault;
        Start();
    }

    /// <summary>What is durable, whatever the engine was told.</summary>
    public MemoryJournal Kept => parts.Kept;
    public bool IsBusy => unanswered > 0;
    public SteppedEngine Engine => engine ?? throw new InvalidOperationException("The server is down.");
    public Action Recovered { get; set; } = () => { };

    /// <summary>The machine died, with all that its driver of orders had in memory.</summary>
    public Action Died { get; set; } = () => { };

    /// <summary>It is there again.</summary>
    public Action Started { get; set; } = () => { };

    public ISimulatedRequest Counter(Wish wish, Action<OrderAnswer> answered) => parts.Counter(wish, answered);

    public void Deliver(Ask ask, bool bySession, Action<Told> told)
    {
        if (engine is null || needsReload)
        {
            tally.Count("server: did not take a request, it was down");
            return;
        }

        var line = ask.Line;
        if (bySession && !engine.Sessions.TryFind(ask.Session, out line))
        {
            line = default;
        }

        long Durable() => Kept.LastSequence(ask.Line.Shard(Kept.ShardCount));
        var before = Durable();
        Post(parts.Edge(ask, line, answer => told(new Told(answer, before, Durable()))));
    }

    public void Post(ISimulatedRequest request) => TryPost(request);

    /// <summary>False where it is down: then nothing is ever heard of the request.</summary>
    public bool TryPost(ISimulatedRequest request)
    {
        if (engine is null || needsReload)
        {
            tally.Count("server: did not take a request, it was down");
            return false;
        }

        unanswered++;
        var asked = engine;
        request.Ended += failure =>
        {
            unanswered -= ReferenceEquals(engine, asked) ? 1 : 0;
            if (failure is { } reason)
            {
                tally.Count($"server: failed a request, {reason}");
            }
        };
        engine.Post((ShardRequest)request);
        Tick();
        return true;
    }

    /// <summary>Whoever could not be taken comes back: the machine is to look whether it can be mended.</summary>
    public void Nudge()
    {
        if (needsReload)
        {
            Tick();
        }
    }

    /// <summary>Some steps, and another visit while there is work.</summary>
    public void Work()
    {
        for (var steps = 1 + dice.Below(8); steps > 0 && engine is not null; steps--)
        {
            Step(engine);
        }

        CheckNoShardStopped();
        if (unanswered > 0 && engine is not null)
        {
            Tick();
        }
    }

    /// <summary>Another engine on what is durable now.</summary>
    public SteppedEngine Rebuild() => parts.Build(clock);

    /// <summary>Everything asked is answered, with nothing going wrong any more: for a check of the whole.</summary>
    public void Settle()
    {
        calm = true;
        Kept.Down = false;
        if (engine is null)
        {
            Start();
        }

        Mend(engine!);
        engine!.Sweep(clock.Now);
        engine.Settle(clock.Now);
        CheckNoShardStopped();
        calm = false;
    }

    public void Sweep()
    {
        if (engine is not null && !needsReload)
        {
            tally.Count("step: sweep");
            engine.Sweep(clock.Now, dice.OneIn(3) ? 1 + dice.Below(4) : int.MaxValue);
            Work();
        }
    }

    public void Crash()
    {
        tally.Count("server: crashed");
        engine = null;
        unanswered = 0;
        needsReload = false;
        parts.Crashed();
        Died();
        agenda.After(dice.Between(1, dice.OneIn(4) ? 300_000 : 3_000), () =>
        {
            if (engine is null)
            {
                Start();
                Recovered();
            }
        });
    }

    private void Step(SteppedEngine running)
    {
        if (dice.Below(40_000) < weather.CommitFaults)
        {
            FillDisk();
        }

        if (dice.Below(1000) < weather.Crashes)
        {
            Crash();
            return;
        }

        if (needsReload)
        {
            Mend(running);
            return;
        }

        try
        {
            switch (dice.Below(12))
            {
                case 0: Sweep(running, 1 + dice.Below(5)); break;
                case 1: tally.Count("step: checkpoint", running.Checkpoint(1 + dice.Below(20), force: dice.OneIn(10)) ? 1 : 0); break;
                case 2 or 3 or 4: tally.Count("step: decide", running.Decide(clock.Now, dice.OneIn(2) ? 1 : int.MaxValue)); break;
                case 5 or 6 or 7: tally.Count("step: commit", running.Commit() ? 1 : 0); break;
                default: tally.Count("step: complete"); running.Complete(); break;
            }
        }
        catch (JournalException failure)
        {
            tally.Count(failure.OutcomeUnknown ? "server: a commit's outcome was unknown" : "server: a commit failed");
            needsReload = true;
            if (dice.OneIn(3))
            {
                Crash();
            }
        }
    }

    /// <summary>Nothing can be written for a while.</summary>
    private void FillDisk()
    {
        tally.Count("journal: down");
        Kept.Down = true;
        agenda.After(dice.Between(10, Wire.LongestWait), () => Kept.Down = false);
    }

    private void Sweep(SteppedEngine running, int most)
    {
        tally.Count("step: sweep");
        running.Sweep(clock.Now, most);
    }

    private void Mend(SteppedEngine running)
    {
        if (needsReload)
        {
            try
            {
                running.Reload();
            }
            catch (JournalException) when (Kept.Down)
            {
                tally.Count("server: could not reload");
                return;
            }

            tally.Count("server: reloaded after a failed commit");
            needsReload = false;
            Recovered();
        }
    }

    private void Start()
    {
        // Whoever starts it again has made room first.
        Kept.Down = false;
        Kept.Reopen();
        engine = parts.Build(clock);
        needsReload = false;
        tally.Count("server: started");
        Started();
    }

    private void Tick()
    {
        if (!tickWaits)
        {
            tickWaits = true;
            agenda.After(dice.Between(1, dice.OneIn(10) ? 2_000 : 20), () =>
            {
                tickWaits = false;
                Work();
            });
        }
    }

    private JournalFault CommitFault()
    {
        if (calm || !dice.Percent(weather.CommitFaults) || !dice.OneIn(4))
        {
            return JournalFault.None;
        }

        var fault = (JournalFault)(1 + dice.Below(3));
        tally.Count($"journal: {fault}");
        return fault;
    }

    private void CheckNoShardStopped()
    {
        if (engine?.StoppedShards is { Count: > 0 } stopped)
        {
            throw new AuditException($"Shard {stopped.Keys.First()} stopped: {stopped.Values.First()}");
        }
    }
}
