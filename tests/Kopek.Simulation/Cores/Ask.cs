using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Cores;

/// <summary>One credit-control request as its core made it, and everything that the server told the network about it, however often it was sent.</summary>
internal sealed class Ask(SessionKey session, ulong realm, CcRequestType type, uint number, LineId line, AskContent content)
{
    public SessionKey Session { get; } = session;
    public ulong Realm { get; } = realm;
    public CcRequestType Type { get; } = type;
    public uint Number { get; } = number;
    public LineId Line { get; } = line;
    public AskContent Content { get; } = content;
    public ulong Digest { get; } = content.Digest(type);

    /// <summary>By how far the server's clock had travelled.</summary>
    public long FirstSent { get; set; }

    /// <summary>A stranger sent it, in the name of a session that another realm opened.</summary>
    public bool Forged { get; init; }
    public List<Told> Told { get; } = [];

    public override string ToString() => $"{Type} {Number} of session {Session}, line {Line}";

    /// <summary>The octets that it reports, or that a one-time event wants debited.</summary>
    public static long Octets(CcRequestType type, in RequestedUnits unit) => type == CcRequestType.Event ? unit.RequestedOctets : unit.Reports ? unit.UsedOctets : 0;
}

/// <summary>An answer that the engine gave, and how far its shard was durable when the request came and when the answer went.</summary>
/// <param name="Age">How far the server's clock had travelled since the request was first sent, in milliseconds: an outage may hold it up for long.</param>
internal readonly record struct Told(LineEvent.CreditAnswered Answer, long DurableBefore, long DurableThrough, long Age = 0);

/// <summary>What a request says beside who it is from.</summary>
internal sealed record AskContent(NetworkCode Network, bool CanThrottle, bool HasServices, RequestedAction Action, Money EventMoney, RequestedUnits[] Units)
{
    /// <summary>A hash of everything that it says, as the network edge makes one.</summary>
    public ulong Digest(CcRequestType type)
    {
        var hash = Join((ulong)type, (ulong)(Network.Mcc * 10_000 + Network.Mnc * 4 + Network.MncDigits));
        hash = Join(hash, (ulong)EventMoney.Kopeks);
        hash = Join(hash, (ulong)Action * 4 + (HasServices ? 2u : 0) + (CanThrottle ? 1u : 0));
        foreach (var unit in Units)
        {
            hash = Join(hash, (ulong)unit.Unit.RatingGroup << 32 | unit.Unit.ServiceIdentifier);
            hash = Join(hash, (ulong)unit.RequestedOctets * 4 + (unit.Requests ? 2u : 0) + (unit.Reports ? 1u : 0));
            hash = Join(hash, (ulong)unit.UsedOctets);
            hash = Join(hash, (ulong)unit.UsedBeforeTariffChange);
        }

        return hash;
    }

    private static ulong Join(ulong hash, ulong word) => Dice.Mix(unchecked(hash * 31 + word + 0x9E3779B97F4A7C15UL));
}
