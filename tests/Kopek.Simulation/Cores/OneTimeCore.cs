using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Simulation.Cores;

/// <summary>A service that charges by single events: debits, refunds, balance checks and price enquiries, sent again until an answer comes.</summary>
internal static class OneTimeCore
{
    public static void Ask(CoreLink link, LineId line, bool travels)
    {
        var dice = link.Dice;
        var action = (RequestedAction)dice.Below(4);
        var byMoney = dice.OneIn(2);
        RequestedUnits[] units = byMoney ? [] : [.. Enumerable.Range(0, 1 + dice.Below(2)).Select(i => new RequestedUnits
        {
            Unit = new UnitKey((uint)i, 7, true, true),
            Requests = true,
            RequestedOctets = dice.Between(1, 40L << 20),
        })];
        var content = new AskContent(Networks.Some(dice, travels), CanThrottle: false, HasServices: true, action,
            byMoney ? new Money(dice.Between(1, dice.OneIn(4) ? 200_000 : 5_000)) : Money.Zero, units);
        var ask = new Ask(new SessionKey(dice.Next(), dice.Next()), 9, CcRequestType.Event, 0, line, content) { FirstSent = link.Travelled };
        link.Tally.Count($"one-time event: {action}");
        var answered = false;
        void Send(int attempts)
        {
            link.Send(ask, (_, _) => answered = true);
            link.Hostile.Maybe(ask);
            link.After(dice.Between(2_000, 12_000), () =>
            {
                if (!answered && attempts < 4)
                {
                    Send(attempts + 1);
                }
            });
        }

        Send(1);
    }
}
