using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Sessions;

/// <summary>Which AVPs of a CCR have been seen: those that may come once, and those that must come.</summary>
[Flags]
internal enum CcrParts
{
    None = 0,
    SessionId = 1 << 0,
    OriginHost = 1 << 1,
    OriginRealm = 1 << 2,
    DestinationRealm = 1 << 3,
    AuthApplicationId = 1 << 4,
    ServiceContextId = 1 << 5,
    CcRequestType = 1 << 6,
    CcRequestNumber = 1 << 7,
    Required = (1 << 8) - 1,
    RequestedAction = 1 << 8,
    RequestedServiceUnit = 1 << 9,
    UsedServiceUnit = 1 << 10,
    UnitsOfCommand = RequestedServiceUnit | UsedServiceUnit,
    Subscription = 1 << 11,
    ProxyInfo = 1 << 12,
}

/// <summary>What a CCR says beside its <see cref="CreditControl"/>: octets inside the message, valid as long as the message is.</summary>
internal ref struct CcrFields
{
    public ReadOnlySpan<byte> SessionId;
    public ReadOnlySpan<byte> OriginHost;
    public ReadOnlySpan<byte> OriginRealm;

    /// <summary>END_USER_E164 without its plus; empty where there is none.</summary>
    public ReadOnlySpan<byte> Msisdn;

    /// <summary>END_USER_IMSI; empty where there is none.</summary>
    public ReadOnlySpan<byte> Imsi;

    public CcrParts Seen;

    /// <summary>Bit i: service i asks for units that no plan sells (time, service specific, or money in a session).</summary>
    public uint Unsold;

    /// <summary>Bit i: service i asks for CC-Money.</summary>
    public uint InMoney;

    /// <summary>All CC-Money together.</summary>
    public long Kopeks;

    /// <summary>The currency that lines are kept in, ISO 4217 number: set before reading.</summary>
    public uint Currency;

    /// <summary>Service-Identifier beside the units of the command.</summary>
    public UnitKey CommandUnit;

    /// <summary>What is wrong inside a Grouped AVP; else the reader's own fault tells.</summary>
    public DiameterFault Fault;
}
