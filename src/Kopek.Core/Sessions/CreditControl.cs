using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>
/// One credit-control request (RFC 8506 CCR) as the rules see it. Mutable and reused by the network edge, because the hot path allocates nothing
/// for it; the rules only read it, and only during Decide.
/// </summary>
public sealed class CreditControl
{
    /// <summary>Most MSCCs in one request: what a core sends for one PDN connection is below ten.</summary>
    public const int MaxUnits = 32;

    private const int UsualUnits = 4;

    public SessionKey Session { get; set; }
    public ulong OriginRealm { get; set; }

    /// <summary>Hash of what the request says, without hop-by-hop, end-to-end, T bit and routing.</summary>
    public ulong Digest { get; set; }
    public CcRequestType Type { get; set; }
    public uint Number { get; set; }
    public RequestedAction Action { get; set; }
    public NetworkCode Network { get; set; }

    /// <summary>The first 14 digits of the device's IMEI; 0 where it is not said. No rule of charging looks at it.</summary>
    public ulong Imei { get; set; }

    /// <summary>The core can slow a session down on our word (core profile); else throttling is shown as not enforceable.</summary>
    public bool CanThrottle { get; set; }

    /// <summary>CC-Money of a one-time event; zero where units are meant.</summary>
    public Money EventMoney { get; set; }

    /// <summary>The units came in Multiple-Services-Credit-Control; else at command level.</summary>
    public bool HasServices { get; set; }

    /// <summary>Setting it makes room for as many, up to <see cref="MaxUnits"/>.</summary>
    public int UnitCount
    {
        get;
        set
        {
            MakeRoom(value);
            field = value;
        }
    }

    public RequestedUnits[] Units { get; private set; } = new RequestedUnits[UsualUnits];

    /// <summary>Before a unit past <see cref="UnitCount"/> is written: where the array is too short it becomes another.</summary>
    public void MakeRoom(int units)
    {
        if (units > Units.Length)
        {
            var longer = new RequestedUnits[MaxUnits];
            Units.CopyTo(longer, 0);
            Units = longer;
        }
    }
}

/// <summary>One Multiple-Services-Credit-Control, or the units at command level.</summary>
public struct RequestedUnits
{
    public UnitKey Unit { get; set; }

    /// <summary>A Requested-Service-Unit is there: a grant is wanted.</summary>
    public bool Requests { get; set; }

    /// <summary>CC-Total-Octets asked for; 0: the server chooses.</summary>
    public long RequestedOctets { get; set; }

    /// <summary>A Used-Service-Unit is there.</summary>
    public bool Reports { get; set; }

    /// <summary>Octets used (total, or input + output), all Used-Service-Units together.</summary>
    public long UsedOctets { get; set; }

    /// <summary>The part of <see cref="UsedOctets"/> marked UNIT_BEFORE_TARIFF_CHANGE.</summary>
    public long UsedBeforeTariffChange { get; set; }
}
