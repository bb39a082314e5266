using System.Globalization;
using Kopek.Core;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>YooKassa's amounts: "123.45", always with two digits for rubles. Digit by digit, so that nothing is ever rounded.</summary>
internal static class YooKassaAmount
{
    public const string Ruble = "RUB";

    /// <summary>Longer is no amount of this world, and would not fit.</summary>
    private const int LongestRubles = 15;

    public static string Write(Money amount) => amount.ToString();

    /// <summary>Null for what is not exactly an amount above or equal to zero.</summary>
    public static Money? Read(string? text)
    {
        if (text is null || text.Length is < 4 or > LongestRubles + 3 || text[^3] != '.')
        {
            return null;
        }

        var rubles = text.AsSpan(0, text.Length - 3);
        var kopeks = text.AsSpan(text.Length - 2);
        return rubles.ContainsAnyExceptInRange('0', '9') || kopeks.ContainsAnyExceptInRange('0', '9')
            ? null
            : Money.FromRubles(long.Parse(rubles, NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(kopeks, NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
