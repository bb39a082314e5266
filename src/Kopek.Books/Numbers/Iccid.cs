namespace Kopek.Books.Numbers;

/// <summary>
/// The number printed on a SIM (ITU-T E.118): 89, country, issuer, serial and a Luhn check digit, nominally 19 digits.
/// Kept in full as it was given, because cards with 18 and 20 exist and modems may add a twentieth.
/// </summary>
public sealed record Iccid
{
    private const int ShortestDigits = 18;
    private const int NominalDigits = 19;
    private const int LongestDigits = 20;

    private Iccid(string digits) => Digits = digits;

    public string Digits { get; }

    /// <summary>
    /// Reads 18 digits (no check digit), 19 (the last is the check digit) or 20 (the last is the check digit, or the
    /// first 19 are a whole number and the modem added one). A filler F at the end is dropped.
    /// Codes: iccid_missing, iccid_unreadable, iccid_wrong_length, iccid_wrong_prefix, iccid_wrong_check_digit.
    /// </summary>
    public static NumberReading<Iccid> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return NumberReading<Iccid>.Refused("iccid_missing", "The SIM number is missing.");
        }

        // A 19-digit number fills ten bytes of swapped nibbles with one F (ETSI TS 102 221 13.2).
        var written = WrittenDigits.Read(text.TrimEnd().TrimEnd('F', 'f'));
        if (!written.IsReadable || written.HasPlus)
        {
            return NumberReading<Iccid>.Refused("iccid_unreadable", "A SIM number has digits only.");
        }

        var digits = written.Digits;
        if (digits.Length is < ShortestDigits or > LongestDigits)
        {
            return NumberReading<Iccid>.Refused("iccid_wrong_length", $"A SIM number has {ShortestDigits} to {LongestDigits} digits, this one has {digits.Length}.");
        }

        if (!digits.StartsWith("89", StringComparison.Ordinal))
        {
            return NumberReading<Iccid>.Refused("iccid_wrong_prefix", "A SIM number begins with 89.");
        }

        var isWhole = digits.Length switch
        {
            ShortestDigits => true,
            NominalDigits => PassesLuhn(digits),
            _ => PassesLuhn(digits) || PassesLuhn(digits[..NominalDigits]),
        };
        return isWhole
            ? NumberReading<Iccid>.Of(new Iccid(digits))
            : NumberReading<Iccid>.Refused("iccid_wrong_check_digit", "The last digit does not fit the others: one of them is mistyped.");
    }

    public override string ToString() => MaskedDigits.Of(Digits);

    /// <summary>The Luhn sum (ISO/IEC 7812-1 Annex B): from the right, every second digit is doubled and its digits are added.</summary>
    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var fromRight = 0; fromRight < digits.Length; fromRight++)
        {
            var digit = digits[^(fromRight + 1)] - '0';
            var weighed = fromRight % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }
}
