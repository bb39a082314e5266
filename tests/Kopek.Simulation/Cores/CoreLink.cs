using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Cores;

/// <summary>How the simulated cores reach the server: over the wire there and back, and every answer is written down where the server gave it.</summary>
internal sealed class CoreLink(Agenda agenda, SimulatedClock clock, Wire wire, Server server, Dice dice, Weather weather, Tally tally)
{
    private readonly HashSet<Ask> sent = new(ReferenceEqualityComparer.Instance);
    private HostileCore? hostile;

    public Dice Dice { get; } = dice;
    public Tally Tally { get; } = tally;
    public List<Ask> Asks { get; } = [];
    public HostileCore Hostile => hostile ??= new HostileCore(this, weather);
    public long Now => agenda.Now;
    public long Travelled => clock.Travelled;

    public void After(long milliseconds, Action what) => agenda.After(milliseconds, what);

    /// <summary>Sends it once more; the wire may make none or several of it.</summary>
    public void Send(Ask ask, Action<Ask, LineEvent.CreditAnswered>? answered)
    {
        if (sent.Add(ask))
        {
            Asks.Add(ask);
        }

        wire.Carry(ask.FirstSent, () => Arrive(ask, answered));
    }

    private void Arrive(Ask ask, Action<Ask, LineEvent.CreditAnswered>? answered)
    {
        // A request in mid-session may come without its subscriber: then its session leads to the line.
        var byDirectory = ask.Type is not (CcRequestType.Initial or CcRequestType.Event) && Dice.OneIn(4);
        server.Deliver(ask, byDirectory, told =>
        {
            ask.Told.Add(told with { Age = Travelled - ask.FirstSent });
            Tally.Count($"answer: {ask.Type}");
            if (answered is not null)
            {
                wire.Carry(ask.FirstSent, () => answered(ask, told.Answer));
            }
        });
    }
}
