using System.Globalization;
using System.Security.Cryptography;

namespace Kopek.Books.Tickets;

/// <summary>
/// Nine digits in threes, "482-915-307": read aloud in any language, and drawn by chance, so that nobody guesses another's. Knowing one opens nothing: pages
/// ask for the holder's sign-in, the API for the operator's token.
/// </summary>
public readonly record struct TicketNumber(int Value)
{
    private const int Least = 100_000_000;
    private const int Most = 999_999_999;
    private const int LongestInput = 20;

    public static TicketNumber Draw() => new(RandomNumberGenerator.GetInt32(Least, Most));

    /// <summary>With dashes, spaces or neither, as people write it.</summary>
    public static bool TryRead(string? text, out TicketNumber number)
    {
        number = default;
        if (text is null or { Length: > LongestInput })
        {
            return false;
        }

        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < Least or > Most)
        {
            return false;
        }

        number = new TicketNumber(value);
        return true;
    }

    public override string ToString() => Value.ToString("000-000-000", CultureInfo.InvariantCulture);
}
