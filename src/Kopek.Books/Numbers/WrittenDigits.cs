using System.Globalization;

namespace Kopek.Books.Numbers;

/// <summary>
/// The digits in what a person typed or pasted: full-width (Chinese keyboards), Arabic and other decimal digits become
/// 0-9; spaces, dashes, brackets, dots and the invisible marks that address books add are dropped; one leading plus is kept apart.
/// </summary>
internal readonly record struct WrittenDigits(string Digits, bool HasPlus, bool IsReadable)
{
    // Twice the longest number with a separator after each digit; longer input is not a number.
    public const int LongestInput = 64;

    private static WrittenDigits Unreadable => new("", false, false);

    public static WrittenDigits Read(string? text)
    {
        if (text is null || text.Length > LongestInput)
        {
            return Unreadable;
        }

        Span<char> digits = stackalloc char[LongestInput];
        var count = 0;
        var hasPlus = false;
        foreach (var character in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            if (digit >= 0)
            {
                digits[count++] = (char)('0' + digit);
            }
            else if (character is '+' or '＋' && count == 0 && !hasPlus)
            {
                hasPlus = true;
            }
            else if (!IsSeparator(character))
            {
                return Unreadable;
            }
        }

        return new WrittenDigits(new string(digits[..count]), hasPlus, true);
    }

    private static bool IsSeparator(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format => true,
        UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation => true,
        _ => character is '.' or '．' or '\t' or '−', // the last is the minus sign U+2212
    };
}
