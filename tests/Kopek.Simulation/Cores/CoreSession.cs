using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Cores;

/// <summary>
/// One session of a simulated core: I, some U, T or silence. It sends a request again when no answer comes, gives up after some times, and now and then
/// does what real cores do and should not: overrun, hurry on before the answer came, come back after it was told to stop.
/// </summary>
internal sealed class CoreSession
{
    private readonly CoreLink link;
    private readonly LineId line;
    private readonly Dice dice;
    private readonly List<CoreUnit> units = [];
    private readonly bool hasServices;
    private readonly bool canThrottle;
    private readonly bool travels;
    private NetworkCode network;
    private uint number;
    private int updatesLeft;
    private Ask? current;

    public CoreSession(CoreLink link, LineId line, bool travels)
    {
        this.link = link;
        this.line = line;
        this.travels = travels;
        dice = link.Dice;
        Key = new SessionKey(dice.Next(), dice.Next());
        Realm = 1 + (ulong)dice.Below(3);
        network = Networks.Some(dice, travels);
        canThrottle = dice.OneIn(2);
        hasServices = dice.Percent(85);
        number = dice.Below(10) switch { 0 => 1, 1 => (uint)dice.Between(2, int.MaxValue), _ => 0 };
        updatesLeft = dice.Below(dice.OneIn(6) ? 30 : 6);
        var count = hasServices && dice.Percent(35) ? 1 + dice.Below(4) : 1;
        for (uint i = 0; i < count; i++)
        {
            units.Add(new CoreUnit(hasServices ? new UnitKey(10 + i / 2, i, true, i > 0) : default));
        }
    }

    public SessionKey Key { get; }
    public ulong Realm { get; }

    public void Begin() => Send(CcRequestType.Initial, units.Select(unit => Ask(unit, reports: false, requests: !dice.OneIn(20))));

    private void Send(CcRequestType type, IEnumerable<RequestedUnits> asked)
    {
        var content = new AskContent(network, canThrottle, hasServices, default, Money.Zero, [.. asked]);
        var ask = new Ask(Key, Realm, type, number, line, content) { FirstSent = link.Travelled };
        number += dice.OneIn(40) ? (uint)dice.Between(2, 70) : 1u;
        current = ask;
        link.Send(ask, Answered);
        link.Hostile.Maybe(ask);
        Await(ask, attempts: 1);
    }

    /// <summary>No answer: the same request again, over another connection and with the T bit, which change nothing of what it says.</summary>
    private void Await(Ask ask, int attempts) => link.After(dice.Between(2_000, 12_000), () =>
    {
        if (!ReferenceEquals(current, ask))
        {
            return;
        }

        if (attempts < 4)
        {
            link.Tally.Count("core: sent again");
            link.Send(ask, Answered);
            Await(ask, attempts + 1);
            return;
        }

        link.Tally.Count("core: gave a request up");
        current = null;
        if (ask.Type == CcRequestType.Update && dice.OneIn(2))
        {
            Continue();
        }
    });

    private void Answered(Ask ask, LineEvent.CreditAnswered answer)
    {
        if (!ReferenceEquals(current, ask))
        {
            link.Tally.Count("core: answer came too late");
            return;
        }

        current = null;
        if (ask.Type == CcRequestType.Termination)
        {
            link.Tally.Count("core: session ended by T");
            return;
        }

        if (answer.ResultCode != ResultCode.Success)
        {
            link.Tally.Count($"core: {ask.Type} answered {answer.ResultCode}");
            // Some cores come back after a no with the next number.
            if (ask.Type == CcRequestType.Update && dice.OneIn(3))
            {
                Continue();
            }

            return;
        }

        foreach (var grant in answer.Grants)
        {
            if (units.Find(unit => unit.Key == grant.Unit) is { } unit)
            {
                unit.Grant = grant;
                unit.IsOpen = grant.ResultCode == ResultCode.Success || dice.OneIn(3);
                link.Tally.Count(grant.ResultCode == ResultCode.Success ? "core: granted" : $"core: service refused {grant.ResultCode}");
                link.Tally.Count("core: granted, last units", grant.Final ? 1 : 0);
                link.Tally.Count("core: granted, slowed", grant.ThrottleKbps > 0 ? 1 : 0);
            }
        }

        Continue();
    }

    /// <summary>Some time later: a report, the end, or nothing any more.</summary>
    private void Continue()
    {
        var validity = units.Max(unit => unit.Grant.ValiditySeconds);
        var pause = dice.Below(6) switch
        {
            0 => dice.Between(1, 50),
            1 => validity * 1000L,
            2 => validity * 1000L + dice.Between(0, 30_000),
            _ => dice.Between(50, Math.Max(100, validity * 1000L)),
        };
        if (dice.OneIn(25))
        {
            link.Tally.Count("core: session abandoned");
            return;
        }

        link.After(pause, Report);
    }

    private void Report()
    {
        if (current is not null)
        {
            return;
        }

        if (travels && dice.OneIn(5))
        {
            link.Tally.Count("core: roamed in mid-session");
            network = Networks.Some(dice, travels);
        }

        if (updatesLeft-- <= 0 || !units.Exists(unit => unit.IsOpen))
        {
            Send(CcRequestType.Termination, units.Where(unit => unit.IsOpen || dice.OneIn(4)).Select(unit => Ask(unit, reports: true, requests: false)));
            return;
        }

        if (hasServices && units.Count < 6 && dice.OneIn(15))
        {
            units.Add(new CoreUnit(new UnitKey(100 + (uint)units.Count, 0, true, false)));
        }

        Send(CcRequestType.Update, units.Where(unit => unit.IsOpen && (units.Count == 1 || dice.Percent(80))).Select(unit => Ask(unit, reports: !dice.OneIn(20), requests: !dice.OneIn(15))));
        if (dice.OneIn(20))
        {
            // Hurries on: the next request overtakes the answer to this one.
            link.Tally.Count("core: did not wait for the answer");
            current = null;
            Continue();
        }
    }

    private RequestedUnits Ask(CoreUnit unit, bool reports, bool requests)
    {
        var used = reports ? Used(unit.Grant.Octets) : 0;
        var change = unit.Grant.TariffTimeChange;
        var split = used > 0 && unit.Grant.Octets > 0 && !change.IsNever && change.UnixMilliseconds <= link.Now && dice.Percent(80);
        link.Tally.Count("core: reported use before a price change", split ? 1 : 0);
        unit.Grant = default(Grant) with { TariffTimeChange = Moment.Never, ValiditySeconds = unit.Grant.ValiditySeconds };
        return new RequestedUnits
        {
            Unit = unit.Key,
            Requests = requests,
            RequestedOctets = requests && dice.OneIn(2) ? dice.Between(1, 200L << 20) : 0,
            Reports = reports,
            UsedOctets = used,
            UsedBeforeTariffChange = split ? dice.Between(0, used) : 0,
        };
    }

    private long Used(long granted)
    {
        switch (dice.Below(10))
        {
            case 0: return 0;
            case 1: return dice.Between(1, 2_000);
            case 2: link.Tally.Count("core: overran its grant"); return granted + dice.Between(1, 30L << 20);
            case 3 or 4: return dice.Between(0, granted);
            default: return granted;
        }
    }
}
