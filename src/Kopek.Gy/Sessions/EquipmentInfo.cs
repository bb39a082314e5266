using Kopek.Diameter.Codec;

namespace Kopek.Gy.Sessions;

/// <summary>
/// User-Equipment-Info { Type 0 (IMEISV), Value } (RFC 8506 8.49). Cores write the value as digits or as half octets, low first (3GPP TS 23.003 6.2), so both
/// are read. No rule of charging hangs on it: what cannot be read is no fault, only not known.
/// </summary>
internal static class EquipmentInfo
{
    private const uint Imeisv = 0;

    /// <summary>Type allocation code (8) and serial number (6); what follows is a check digit or a software version.</summary>
    private const int DeviceDigits = 14;
    private const int MostDigits = 16;
    private const int PackedOctets = 8;

    /// <summary>The first 14 digits; 0 where there are none.</summary>
    public static ulong ReadImei(AvpReader group)
    {
        var type = uint.MaxValue;
        ReadOnlySpan<byte> value = default;
        while (group.MoveNext())
        {
            if (group is { Code: AvpCodes.UserEquipmentInfoType, VendorId: Vendors.None })
            {
                group.TryReadUnsigned32(out type);
            }
            else if (group is { Code: AvpCodes.UserEquipmentInfoValue, VendorId: Vendors.None })
            {
                value = group.Data;
            }
        }

        return group.Failed || type != Imeisv ? 0 : value.Length == PackedOctets ? Packed(value) : Written(value);
    }

    private static ulong Written(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is < DeviceDigits or > MostDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0;
        }

        var number = 0UL;
        foreach (var digit in digits[..DeviceDigits])
        {
            number = number * 10 + (ulong)(digit - '0');
        }

        return number;
    }

    private static ulong Packed(ReadOnlySpan<byte> octets)
    {
        var number = 0UL;
        foreach (var octet in octets[..(DeviceDigits / 2)])
        {
            var (low, high) = (octet & 0xF, octet >> 4);
            if (low > 9 || high > 9)
            {
                return 0;
            }

            number = (number * 10 + (ulong)low) * 10 + (ulong)high;
        }

        return number;
    }
}
