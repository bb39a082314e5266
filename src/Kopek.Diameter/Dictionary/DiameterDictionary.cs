using System.Collections.Frozen;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Dictionary;

/// <summary>The AVPs that this library knows: RFC 6733, RFC 8506 and what a Gy peer sends of TS 32.299 and TS 29.061.</summary>
public static class DiameterDictionary
{
    // Codes of the two vendors that are known lie below 4,096: one bit a code, half a kibibyte a vendor.
    private const int BitmapCodes = 4096;

    private static readonly FrozenDictionary<ulong, AvpDefinition> ByKey = AllRows().ToFrozenDictionary(row => Key(row.Code, row.VendorId));

    private static readonly ulong[] KnownBase = Bitmap(Vendors.None);
    private static readonly ulong[] KnownThreeGpp = Bitmap(Vendors.ThreeGpp);

    public static IEnumerable<AvpDefinition> All => ByKey.Values;

    /// <summary>Whether the AVP is in the dictionary. A bit test without allocation: the hot path asks it for every AVP that it does not use itself.</summary>
    public static bool IsKnown(uint code, uint vendorId)
    {
        ulong[] bitmap = vendorId == Vendors.None ? KnownBase : KnownThreeGpp;
        return code < BitmapCodes
            && (vendorId == Vendors.None || vendorId == Vendors.ThreeGpp)
            && (bitmap[code >> 6] >> (int)(code & 63) & 1) != 0;
    }

    /// <summary>Null where the AVP is unknown.</summary>
    public static AvpDefinition? Find(uint code, uint vendorId) => ByKey.GetValueOrDefault(Key(code, vendorId));

    /// <summary>The name of the AVP, or its code and vendor where it is unknown.</summary>
    public static string NameOf(uint code, uint vendorId) =>
        Find(code, vendorId)?.Name ?? (vendorId == Vendors.None ? $"AVP {code}" : $"AVP {code} of vendor {vendorId}");

    /// <summary>Octets of the shortest value of the AVP's type; 0 where the AVP is unknown.</summary>
    public static int MinimumLength(uint code, uint vendorId) => Find(code, vendorId)?.MinimumLength ?? 0;

    private static ulong Key(uint code, uint vendorId) => (ulong)vendorId << 32 | code;

    private static IEnumerable<AvpDefinition> AllRows() =>
        [.. BaseAvps.All, .. CreditControlAvps.All, .. ThreeGppAccessAvps.All, .. ThreeGppChargingAvps.All, .. ThreeGppServiceAvps.All];

    private static ulong[] Bitmap(uint vendorId)
    {
        var bitmap = new ulong[BitmapCodes / 64];
        foreach (AvpDefinition row in AllRows().Where(row => row.VendorId == vendorId))
        {
            bitmap[row.Code >> 6] |= 1ul << (int)(row.Code & 63);
        }

        return bitmap;
    }
}
