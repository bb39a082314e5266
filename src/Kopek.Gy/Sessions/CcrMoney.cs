using Kopek.Diameter.Codec;

namespace Kopek.Gy.Sessions;

/// <summary>CC-Money { Unit-Value { Value-Digits, [ Exponent ] }, [ Currency-Code ] } in whole kopeks (RFC 8506 8.22).</summary>
internal static class CcrMoney
{
    private const int KopekExponent = -2;

    /// <summary>Ten to this power is above every amount that is taken.</summary>
    private const int MaxShift = 13;

    /// <summary>Adds the amount to the fields. 5004 where it is negative, too much, no whole kopeks, or in another currency.</summary>
    public static bool Read(ref AvpReader reader, ref CcrFields fields)
    {
        var group = reader.Group();
        var hasValue = false;
        while (group.MoveNext())
        {
            switch (group.Code)
            {
                case AvpCodes.UnitValue when group.VendorId == Vendors.None:
                    hasValue = true;
                    if (!ReadValue(ref group, ref fields))
                    {
                        return CcrReader.Ended(group, ref fields);
                    }

                    break;
                case AvpCodes.CurrencyCode when group.VendorId == Vendors.None:
                    if (group.TryReadUnsigned32(out var currency) && currency != fields.Currency)
                    {
                        group.Fail(ResultCodes.InvalidAvpValue);
                    }

                    break;
                default:
                    CcrReader.IsPassedOver(ref group);
                    break;
            }
        }

        if (!group.Failed && !hasValue)
        {
            fields.Fault = DiameterFault.Missing(AvpCodes.UnitValue);
            return false;
        }

        return CcrReader.Ended(group, ref fields);
    }

    private static bool ReadValue(ref AvpReader reader, ref CcrFields fields)
    {
        var group = reader.Group();
        var digits = -1L;
        var exponent = 0;
        while (group.MoveNext())
        {
            switch (group.Code)
            {
                case AvpCodes.ValueDigits when group.VendorId == Vendors.None:
                    group.TryReadInteger64(out digits);
                    break;
                case AvpCodes.Exponent when group.VendorId == Vendors.None:
                    group.TryReadInteger32(out exponent);
                    break;
                default:
                    CcrReader.IsPassedOver(ref group);
                    break;
            }
        }

        if (!CcrReader.Ended(group, ref fields))
        {
            return false;
        }

        if (!TryToKopeks(digits, exponent, out var kopeks) || fields.Kopeks + kopeks > CcrUnits.MaxKopeks)
        {
            return reader.Fail(ResultCodes.InvalidAvpValue);
        }

        fields.Kopeks += kopeks;
        return true;
    }

    private static bool TryToKopeks(long digits, int exponent, out long kopeks)
    {
        kopeks = digits;
        if (digits < 0 || exponent is < KopekExponent - MaxShift or > KopekExponent + MaxShift)
        {
            return false;
        }

        for (; exponent > KopekExponent && kopeks <= CcrUnits.MaxKopeks; exponent--)
        {
            kopeks *= 10;
        }

        for (; exponent < KopekExponent; exponent++)
        {
            if (kopeks % 10 != 0)
            {
                return false;
            }

            kopeks /= 10;
        }

        return kopeks <= CcrUnits.MaxKopeks;
    }
}
