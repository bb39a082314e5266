namespace Kopek.Diameter.Dictionary;

/// <summary>Data formats of RFC 6733 4.2 to 4.4.</summary>
public enum AvpType : byte
{
    OctetString,
    Integer32,
    Integer64,
    Unsigned32,
    Unsigned64,
    Float32,
    Float64,
    Grouped,
    Address,
    Time,
    UTF8String,
    DiameterIdentity,
    DiameterURI,
    Enumerated,
    IPFilterRule,
    QoSFilterRule,
}

/// <summary>What the AVP's specification says about its M bit.</summary>
public enum MandatoryRule : byte
{
    Must,
    May,
    MustNot,
}

/// <summary>One row of the dictionary.</summary>
public sealed record AvpDefinition(uint Code, uint VendorId, string Name, AvpType Type, MandatoryRule Mandatory)
{
    /// <summary>Octets of the shortest value that the type allows.</summary>
    public int MinimumLength => Type switch
    {
        AvpType.Integer32 or AvpType.Unsigned32 or AvpType.Float32 or AvpType.Time or AvpType.Enumerated => 4,
        AvpType.Integer64 or AvpType.Unsigned64 or AvpType.Float64 => 8,
        AvpType.Address => 6,
        _ => 0,
    };

    /// <summary>Whether every value has exactly <see cref="MinimumLength"/> octets.</summary>
    public bool IsFixedLength => MinimumLength > 0 && Type != AvpType.Address;
}
