namespace Kopek.Core.Documents;

/// <summary>The check digit of ICAO 9303 part 3, 4.9: weights 7, 3, 1; digits count as themselves, A to Z as 10 to 35, fillers as 0; modulo 10.</summary>
public static class MrzCheckDigit
{
    private static readonly int[] weights = [7, 3, 1];

    /// <summary>The digit of <paramref name="text"/>, which has only A-Z, 0-9 and fillers.</summary>
    public static char Of(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var place = 0; place < text.Length; place++)
        {
            sum += Value(text[place]) * weights[place % weights.Length];
        }

        return (char)('0' + sum % 10);
    }

    /// <summary>Where one confused character (O for 0, I for 1) explains a wrong digit: its place in the text and what would fit. Null where none or more than one does.</summary>
    internal static (int Place, char Fits)? Confusion(string text, char digit)
    {
        (int Place, char Fits)? found = null;
        var tried = text.ToCharArray();
        for (var place = 0; place < tried.Length; place++)
        {
            if (MrzAlphabet.Confused(text[place]) is not { } other)
            {
                continue;
            }

            tried[place] = other;
            if (Of(tried) == digit)
            {
                if (found is not null)
                {
                    return null;
                }

                found = (place, other);
            }

            tried[place] = text[place];
        }

        return found;
    }

    private static int Value(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        _ => 0,
    };
}
