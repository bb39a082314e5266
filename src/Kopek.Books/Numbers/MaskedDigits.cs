namespace Kopek.Books.Numbers;

/// <summary>A number as lists show it: enough for two people to know that they mean the same line.</summary>
public static class MaskedDigits
{
    private const int Tail = 4;

    /// <summary>Empty where there is no number.</summary>
    public static string Of(string? digits) => digits is { Length: > Tail } ? string.Concat("••• ", digits.AsSpan(digits.Length - Tail)) : "";
}
