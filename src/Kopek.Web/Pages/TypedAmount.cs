using System.Globalization;
using Kopek.Core;

namespace Kopek.Web.Pages;

/// <summary>An amount as people type it: 500, 500.50, 1 500,5; also with the digits of other keyboards. Exact: it never goes through a fraction.</summary>
internal static class TypedAmount
{
    /// <summary>More than any drawer holds.</summary>
    public static readonly Money Most = Money.FromRubles(10_000_000);

    private const int MostDigits = 8;

    /// <summary>False where it is no amount of zero or more, has more than two digits of kopeks, or is above <see cref="Most"/>.</summary>
    public static bool TryRead(string? text, out Money amount)
    {
        amount = Money.Zero;
        long rubles = 0;
        var kopeks = 0;
        var (digits, places) = (0, -1);
        foreach (var character in text ?? "")
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit)
            {
                if (places >= 0 && places++ == 2)
                {
                    return false;
                }

                (rubles, kopeks) = places < 0 ? (rubles * 10 + digit, kopeks) : (rubles, kopeks * 10 + digit);
                if (++digits > MostDigits + 2)
                {
                    return false;
                }
            }
            else if (character is '.' or ',' or '．' or '，' && places < 0 && digits > 0)
            {
                places = 0;
            }
            else if (!char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        if (digits == 0 || places == 0)
        {
            return false;
        }

        amount = Money.FromRubles(rubles, places == 1 ? kopeks * 10 : kopeks);
        return amount <= Most;
    }
}
