namespace Kopek.Diameter.Codec;

/// <summary>Bounds of what this library reads and writes. Each keeps a hostile peer from costing more than its bytes.</summary>
public static class DiameterLimits
{
    /// <summary>RFC 6733 3: version, length, flags, command, application, hop-by-hop, end-to-end.</summary>
    public const int HeaderLength = 20;

    /// <summary>Octets of the largest message that is read. The length field allows 16 MiB; a Gy message with every optional AVP stays under 8 KiB.</summary>
    public const int MaxMessageLength = 64 * 1024;

    /// <summary>Octets of the largest message that is written: one AVP of a request at the limit may come back inside Failed-AVP.</summary>
    public const int MaxWrittenLength = 2 * MaxMessageLength;

    /// <summary>Levels of Grouped AVPs. TS 32.299 nests five deep; readers may recurse, so the stack needs a bound.</summary>
    public const int MaxDepth = 8;

    /// <summary>AVPs at one level of a message. A credit-control request has about thirty; a minimal AVP is 8 octets, so 64 KiB could hold 8,192.</summary>
    public const int MaxAvpsPerLevel = 1024;
}
