using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Worlds;

/// <summary>
/// What lies between the server and everybody else: it drops, doubles, delays and so reorders. Nothing is delivered that is older than the time for which
/// an ended session's answers are kept; past it the promise not to charge twice does not hold, and no transport delivers that late.
/// </summary>
internal sealed class Wire(Agenda agenda, SimulatedClock clock, Dice dice, Weather weather, Tally tally)
{
    public const long OldestDelivered = 9 * 60_000;

    /// <summary>For what was delivered last, until it is answered.</summary>
    public const long LongestWait = 30_000;

    /// <param name="firstSent">When the first copy was sent, by how far the server's clock had travelled.</param>
    public void Carry(long firstSent, Action deliver)
    {
        if (dice.Percent(weather.Drops))
        {
            tally.Count("wire: dropped");
            return;
        }

        CarryOne(firstSent, deliver);
        while (dice.Percent(weather.Doubles))
        {
            tally.Count("wire: doubled");
            CarryOne(firstSent, deliver);
        }
    }

    private void CarryOne(long firstSent, Action deliver) => agenda.After(Delay(), () =>
    {
        if (clock.Travelled - firstSent > OldestDelivered)
        {
            tally.Count("wire: too old, dropped");
            return;
        }

        deliver();
    });

    private long Delay()
    {
        if (!dice.Percent(weather.Delays))
        {
            return dice.Between(1, 40);
        }

        tally.Count("wire: delayed");
        return dice.OneIn(5) ? dice.Between(20_000, 8 * 60_000) : dice.Between(200, 20_000);
    }
}

/// <summary>How bad a world's network and machine are; chances in percent.</summary>
internal sealed record Weather(int Drops, int Doubles, int Delays, int CommitFaults, int Crashes, int ClockJumps, int Hostility)
{
    public static Weather Of(Dice dice) => dice.Below(4) switch
    {
        0 => new Weather(0, 0, 0, 0, 0, 0, 0),
        1 => new Weather(2, 2, 2, 1, 1, 0, 2),
        2 => new Weather(10, 15, 15, 5, 3, 2, 8),
        _ => new Weather(dice.Below(30), dice.Below(40), dice.Below(50), dice.Below(20), dice.Below(10), dice.Below(5), dice.Below(20)),
    };
}
