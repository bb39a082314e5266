namespace Kopek.Core.Documents;

/// <summary>
/// A card's number of more than nine characters: the digit's place holds a filler, the rest of the number begins the optional data, then comes its digit, then
/// a filler (9303 part 5, 4.2.2; part 6, 4.2.2).
/// </summary>
internal static class MrzLongNumber
{
    public static bool IsRight(MrzLayout layout, string[] lines)
    {
        var rest = Rest(layout, lines, out _);
        // The rest has the digit as its last character, and at least one more.
        return rest.Length >= 2 && char.IsAsciiDigit(rest[^1])
            && MrzCheckDigit.Of(MachineReadableZone.Text(lines, layout.Part(MrzField.DocumentNumber)) + rest[..^1]) == rest[^1];
    }

    public static (string Number, string Optional) Read(MrzLayout layout, string[] lines)
    {
        var first = MachineReadableZone.Text(lines, layout.Part(MrzField.DocumentNumber));
        var digit = layout.Checks[0].Digit;
        if (lines[digit.Line][digit.Start] != MrzAlphabet.Filler)
        {
            return (Joined(first), Joined(MachineReadableZone.Text(lines, layout.Part(MrzField.OptionalData))));
        }

        var rest = Rest(layout, lines, out var after);
        return (Joined(first + rest[..^1]), Joined(after));
    }

    private static string Rest(MrzLayout layout, string[] lines, out string after)
    {
        var optional = MachineReadableZone.Text(lines, layout.Part(MrzField.OptionalData));
        var end = optional.IndexOf(MrzAlphabet.Filler, StringComparison.Ordinal);
        after = end < 0 ? "" : optional[end..];
        return end < 0 ? optional : optional[..end];
    }

    private static string Joined(string text) => text.Replace("<", "", StringComparison.Ordinal);
}
