using System.Globalization;

namespace Kopek.Books.Catalogues;

/// <summary>Plain decimal digits, no sign and no separator.</summary>
internal static class WholeNumberText
{
    // 18 digits always fit a long, so that reading them cannot overflow.
    private const int LongestDigits = 18;

    public static (long Value, string? Fault) Read(string text, long minimum, long maximum)
    {
        if (text.Length == 0)
        {
            return (0, "the field is empty");
        }

        if (text[0] == '-')
        {
            return (0, $"{CsvRow.Quoted(text)} is negative");
        }

        if (!text.All(char.IsAsciiDigit))
        {
            return (0, $"{CsvRow.Quoted(text)} is not a whole number");
        }

        if (text.Length > LongestDigits)
        {
            return (0, $"{CsvRow.Quoted(text)} is more than {maximum}");
        }

        var value = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        if (value > maximum)
        {
            return (0, $"{CsvRow.Quoted(text)} is more than {maximum}");
        }

        return value < minimum ? (0, $"{CsvRow.Quoted(text)} is less than {minimum}") : (value, null);
    }
}
