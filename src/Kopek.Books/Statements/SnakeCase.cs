using System.Text;

namespace Kopek.Books.Statements;

/// <summary>The form in which programs see our closed sets: AmountBelowMinimum is amount_below_minimum.</summary>
public static class SnakeCase
{
    public static string Of<TWord>(TWord word)
        where TWord : struct, Enum => Of(word.ToString());

    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length + 8);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
