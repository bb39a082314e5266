using System.Text;

namespace Kopek.Core.Documents;

/// <summary>A zone as it was typed, pasted or scanned, brought to lines of capitals: spaces go, full-width characters and guillemets become plain.</summary>
internal static class MrzText
{
    /// <summary>Ninety characters with a separator after each; longer input is no zone.</summary>
    public const int LongestInput = 256;

    /// <summary>The lines of the format that their number and length fit; null with the likely format's fault where none does.</summary>
    public static (MrzLayout Layout, string[] Lines)? Split(string text, out MrzFault? fault)
    {
        fault = null;
        var lines = Plain(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            fault = new MrzFault(MrzFaultCode.Missing, MrzField.DocumentCode, 0, 0, '\0', null);
            return null;
        }

        foreach (var layout in MrzLayout.All)
        {
            if (lines.Length == layout.Lines && lines.All(line => line.Length == layout.Characters))
            {
                return (layout, lines);
            }

            if (lines.Length == 1 && lines[0].Length == layout.Lines * layout.Characters)
            {
                return (layout, [.. lines[0].Chunk(layout.Characters).Select(line => new string(line))]);
            }
        }

        fault = WrongLength(lines);
        return null;
    }

    /// <summary>The format whose lines are nearest says which line is too short or too long.</summary>
    private static MrzFault WrongLength(string[] lines)
    {
        var near = MrzLayout.All.Where(layout => layout.Lines == lines.Length)
            .OrderBy(layout => lines.Sum(line => Math.Abs(line.Length - layout.Characters))).FirstOrDefault();
        var wrong = near is null ? 0 : Array.FindIndex(lines, line => line.Length != near.Characters) + 1;
        return new MrzFault(MrzFaultCode.WrongLength, MrzField.DocumentCode, wrong, 0, '\0', null);
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\r' or '\n':
                    plain.Append('\n');
                    break;
                case '‹' or '〈' or '＜':
                    plain.Append(MrzAlphabet.Filler);
                    break;
                case '«' or '《':
                    plain.Append(MrzAlphabet.Filler, 2);
                    break;
                case >= '！' and <= '～':
                    // Full-width forms stand in the order of ASCII.
                    plain.Append(char.ToUpperInvariant((char)(character - '！' + '!')));
                    break;
                default:
                    if (!char.IsWhiteSpace(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format)
                    {
                        plain.Append(char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : character);
                    }

                    break;
            }
        }

        return plain.ToString();
    }
}
