using PhoneNumbers;

namespace Kopek.Books.Numbers;

/// <summary>
/// A phone number as its canonical digits, country code first and no plus ("79161234567"). Russian mobile numbers are
/// taken as people write them: +7…, 8…, 7… or the bare ten digits; others need their plus (or 00) and country code.
/// Its text form is masked, so that a log line cannot carry the whole number.
/// </summary>
public sealed record Msisdn
{
    /// <summary>Characters; more is refused unread.</summary>
    public const int LongestInput = WrittenDigits.LongestInput;

    private const int RussianDigits = 11;
    private const int LongestE164 = 15;
    private const string RussianMobile = "79";

    private static readonly NumberReading<Msisdn> WrongRussianLength = NumberReading<Msisdn>.Refused(
        "msisdn_wrong_length", "A Russian number has ten digits after +7 or 8; begin a foreign number with + and its country code.");

    private Msisdn(string digits) => Digits = digits;

    /// <summary>For keys, storage and the network; not for logs.</summary>
    public string Digits { get; }

    /// <summary>
    /// Reads one number. Every number 79 and nine more digits is accepted, allocated or not: which ranges exist changes
    /// faster than any library. Codes: msisdn_missing, msisdn_unreadable, msisdn_wrong_length, msisdn_not_mobile, msisdn_unknown_country.
    /// </summary>
    public static NumberReading<Msisdn> Read(string? text)
    {
        var written = WrittenDigits.Read(text);
        if (string.IsNullOrWhiteSpace(text) || (written.IsReadable && written.Digits.Length == 0))
        {
            return NumberReading<Msisdn>.Refused("msisdn_missing", "The phone number is missing.");
        }

        if (!written.IsReadable)
        {
            return NumberReading<Msisdn>.Refused(
                "msisdn_unreadable", $"A phone number has digits, spaces, dashes and brackets, and at most {LongestInput} characters in all.");
        }

        return written.HasPlus || written.Digits.StartsWith("00", StringComparison.Ordinal)
            ? ReadInternational(written.HasPlus ? written.Digits : written.Digits[2..])
            : ReadDomestic(written.Digits);
    }

    /// <summary>See <see cref="MaskedDigits"/>.</summary>
    public string Mask() => MaskedDigits.Of(Digits);

    public override string ToString() => Mask();

    private static NumberReading<Msisdn> ReadDomestic(string digits)
    {
        var national = digits switch
        {
            { Length: RussianDigits } when digits[0] is '7' or '8' => digits[1..],
            { Length: RussianDigits - 1 } => digits,
            _ => null,
        };
        if (national is null)
        {
            return WrongRussianLength;
        }

        return national[0] == RussianMobile[1]
            ? NumberReading<Msisdn>.Of(new Msisdn(RussianMobile[0] + national))
            : NumberReading<Msisdn>.Refused("msisdn_not_mobile", "A Russian mobile number begins with 9 after +7 or 8.");
    }

    private static NumberReading<Msisdn> ReadInternational(string digits)
    {
        if (digits.StartsWith(RussianMobile, StringComparison.Ordinal))
        {
            return digits.Length == RussianDigits ? NumberReading<Msisdn>.Of(new Msisdn(digits)) : WrongRussianLength;
        }

        if (digits.Length is 0 or > LongestE164)
        {
            return NumberReading<Msisdn>.Refused("msisdn_wrong_length", $"A phone number has at most {LongestE164} digits (ITU-T E.164).");
        }

        PhoneNumber number;
        try
        {
            number = PhoneNumberUtil.GetInstance().Parse("+" + digits, null);
        }
        catch (NumberParseException)
        {
            return NumberReading<Msisdn>.Refused("msisdn_unknown_country", "No country has this code, or the number is too short.");
        }

        // North America does not tell mobile from fixed by the number.
        return PhoneNumberUtil.GetInstance().GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
            ? NumberReading<Msisdn>.Of(new Msisdn(digits))
            : NumberReading<Msisdn>.Refused("msisdn_not_mobile", "This is not a mobile number of its country.");
    }
}
