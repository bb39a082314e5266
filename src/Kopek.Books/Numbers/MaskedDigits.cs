namespace Kopek.Books.Numbers;

/// <summary>
/// A number as pages, answers, files and logs show it: enough for two people to know that they mean the same line. Everywhere the same digits, because two
/// masks that leave out different ones together tell more than either.
/// </summary>
public static class MaskedDigits
{
    private const int Tail = 4;

    /// <summary>Empty where there is no number.</summary>
    public static string Of(string? digits) => digits is { Length: > Tail } ? string.Concat("••• ", digits.AsSpan(digits.Length - Tail)) : "";
}
