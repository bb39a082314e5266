namespace Kopek.Diameter.Codec;

/// <summary>AVP flags of RFC 6733 4.1; the five low bits are reserved and ignored when read.</summary>
[Flags]
public enum AvpFlags : byte
{
    None = 0,
    /// <summary>P: reserved since RFC 6733, kept by name because old peers still set it.</summary>
    Protected = 0x20,
    /// <summary>M: a receiver that does not know the AVP refuses the request with 5001.</summary>
    Mandatory = 0x40,
    /// <summary>V: a Vendor-Id follows the length. Writers set it from the vendor that they are given.</summary>
    VendorSpecific = 0x80,
}
