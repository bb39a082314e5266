using Kopek.Core.Sessions;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Cores;

/// <summary>What a stranger or a broken core sends beside a real request: none of it may change anything that the real one does not.</summary>
internal sealed class HostileCore(CoreLink link, Weather weather)
{
    private const ulong StrangeRealm = 0xBAD;

    public void Maybe(Ask real)
    {
        if (!link.Dice.Percent(weather.Hostility))
        {
            return;
        }

        var ask = Twist(real);
        link.Tally.Count("hostile: sent");
        link.After(link.Dice.Between(0, 20_000), () =>
        {
            ask.FirstSent = link.Travelled;
            link.Send(ask, answered: null);
        });
    }

    private Ask Twist(Ask real)
    {
        var dice = link.Dice;
        switch (dice.Below(7))
        {
            case 0 or 1 when IsInSession(real):
                link.Tally.Count("hostile: the same in the name of another realm");
                return Forged(real, real.Type, real.Number);
            case 2 when IsInSession(real):
                link.Tally.Count("hostile: the next number in the name of another realm");
                return Forged(real, CcRequestType.Termination, real.Number + 1);
            case 3:
                link.Tally.Count("hostile: the same number, other content");
                return Louder(real, real.Session, real.Number);
            case 4:
                link.Tally.Count("hostile: an old number");
                return Louder(real, real.Session, (uint)Math.Max(0, real.Number - dice.Between(1, 80)));
            case 5:
                link.Tally.Count("hostile: use of terabytes");
                return Louder(real, real.Session, real.Number + (uint)dice.Between(1, 3), 1L << 43);
            default:
                link.Tally.Count("hostile: no such session");
                return Louder(real, new SessionKey(dice.Next(), dice.Next()), real.Number);
        }
    }

    /// <summary>Whoever comes first with a new Session-Id owns it, so there is nothing to forge before.</summary>
    private static bool IsInSession(Ask real) => real.Type is CcRequestType.Update or CcRequestType.Termination;

    private static Ask Forged(Ask real, CcRequestType type, uint number) =>
        new(real.Session, StrangeRealm, type, number, real.Line, real.Content) { Forged = true };

    /// <summary>As an update that reports more than the real one.</summary>
    private static Ask Louder(Ask real, SessionKey session, uint number, long octets = 12_345_678)
    {
        var units = Array.ConvertAll(real.Content.Units, unit => unit with { Reports = true, UsedOctets = unit.UsedOctets + octets, UsedBeforeTariffChange = 0 });
        var type = real.Type == CcRequestType.Initial ? CcRequestType.Update : real.Type;
        return new Ask(session, real.Realm, type, number, real.Line, real.Content with { Units = units });
    }
}
