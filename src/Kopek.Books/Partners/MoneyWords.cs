using System.Buffers.Text;
using System.Text;
using Kopek.Core;

namespace Kopek.Books.Partners;

/// <summary>Amounts as partners write them: decimals of the currency, read exactly and never through a floating number.</summary>
public static class MoneyWords
{
    private const int Decimals = 2;

    /// <summary>Characters; more is no amount.</summary>
    private const int Longest = 32;

    /// <summary>False for what is no plain decimal, has a fraction of a kopek, or does not fit.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Money amount)
    {
        amount = Money.Zero;
        Span<byte> ascii = stackalloc byte[Longest];
        return text.Length <= Longest && Ascii.FromUtf16(text, ascii, out var written) == System.Buffers.OperationStatus.Done && TryRead(ascii[..written], out amount);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out Money amount)
    {
        amount = Money.Zero;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..].TrimEnd((byte)'0');
        if (text.Length > Longest || whole.IsEmpty || (point >= 0 && point == digits.Length - 1) || fraction.Length > Decimals
            || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(whole, out long rubles, out _) || rubles > (long.MaxValue / 100) - 1)
        {
            return false;
        }

        var kopeks = 0;
        for (var place = 0; place < Decimals; place++)
        {
            kopeks = (kopeks * 10) + (place < fraction.Length ? fraction[place] - '0' : 0);
        }

        amount = Money.FromRubles(rubles, kopeks);
        amount = isNegative ? -amount : amount;
        return true;
    }
}
