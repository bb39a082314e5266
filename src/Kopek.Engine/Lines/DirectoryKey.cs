using Kopek.Engine.Journalling;

namespace Kopek.Engine.Lines;

/// <summary>
/// The digits of a number or SIM in 64 bits: the value in the low 60, the count of digits above it, so that leading zeros count (test networks have
/// IMSIs from 001). An ICCID of 18-20 digits begins with 89 (ITU-T E.118), which is left out. No key is 0.
/// </summary>
internal static class DirectoryKey
{
    private const int ValueBits = 60;
    private const ulong ValueMask = (1UL << ValueBits) - 1;
    private const int MostDigits = 15; // E.164, E.212
    private const int MostIccidDigits = 18; // after 89
    private const int LeastIccidDigits = 16;

    /// <summary>False where it is no such number: other characters than digits, or too few or many.</summary>
    public static bool TryPack(DirectoryKind kind, ReadOnlySpan<char> digits, out ulong key)
    {
        Span<byte> ascii = stackalloc byte[MostIccidDigits + 2];
        key = 0;
        if (digits.Length > ascii.Length)
        {
            return false;
        }

        for (var index = 0; index < digits.Length; index++)
        {
            ascii[index] = digits[index] < 128 ? (byte)digits[index] : (byte)0;
        }

        return TryPack(kind, ascii[..digits.Length], out key);
    }

    public static bool TryPack(DirectoryKind kind, ReadOnlySpan<byte> digits, out ulong key)
    {
        key = 0;
        var shorter = 0;
        if (kind == DirectoryKind.Iccid)
        {
            if (digits.Length is < LeastIccidDigits + 2 or > MostIccidDigits + 2 || digits[0] != '8' || digits[1] != '9')
            {
                return false;
            }

            digits = digits[2..];
            shorter = LeastIccidDigits - 1;
        }
        else if (digits.Length is 0 or > MostDigits)
        {
            return false;
        }

        ulong value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = value * 10 + (digit - (uint)'0');
        }

        key = (ulong)(digits.Length - shorter) << ValueBits | value;
        return true;
    }

    public static string Unpack(DirectoryKind kind, ulong key)
    {
        var count = (int)(key >> ValueBits) + (kind == DirectoryKind.Iccid ? LeastIccidDigits - 1 : 0);
        var digits = (key & ValueMask).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(count, '0');
        return kind == DirectoryKind.Iccid ? "89" + digits : digits;
    }
}
