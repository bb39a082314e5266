using System.Text;

namespace Kopek.Web.Care.Texts;

/// <summary>
/// Words as they are compared when somebody searches: small letters, ё as е, no accents, full-width signs as plain ones. The machine's culture is not asked.
/// </summary>
internal static class Folded
{
    private const string Accented = "ёáàâãäåçéèêëíìîïñóòôõöøúùûüýÿ";
    private const string Plain = "еaaaaaaceeeeiiiinoooooouuuuyy";
    private const char FullWidthFirst = '！';
    private const char FullWidthLast = '～';

    /// <summary>Letters and digits as they are compared; everything else is one space.</summary>
    public static string Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var letter = Letter(character);
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                folded.Append(letter);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The same without the spaces: "Hong Kong" and "hongkong" are one.</summary>
    public static string Name(string text) => Words(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Han and kana, which are written without spaces between words.</summary>
    public static bool IsUnspaced(char letter) => letter is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    private static char Letter(char character)
    {
        var narrow = character is >= FullWidthFirst and <= FullWidthLast ? (char)(character - FullWidthFirst + '!') : character;
        var small = char.ToLowerInvariant(narrow);
        return Accented.IndexOf(small, StringComparison.Ordinal) is >= 0 and var place ? Plain[place] : small;
    }
}
