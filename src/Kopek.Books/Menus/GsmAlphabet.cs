using System.Collections.Frozen;
using System.Text;

namespace Kopek.Books.Menus;

/// <summary>
/// The default alphabet of 3GPP TS 23.038 6.2.1 with its extension table 6.2.1.1. Over SMPP each septet goes in an octet of its own (data_coding 0,
/// SMPP 3.4 5.2.19); the centre packs them.
/// </summary>
public static class GsmAlphabet
{
    private const byte Escape = 0x1B;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly (char Character, byte Code)[] Extension =
    [
        ('\f', 0x0A), ('^', 0x14), ('{', 0x28), ('}', 0x29), ('\\', 0x2F), ('[', 0x3C), ('~', 0x3D), (']', 0x3E), ('|', 0x40), ('€', 0x65),
    ];

    private static readonly FrozenDictionary<char, byte[]> Codes = Basic.Select((character, code) => (character, new[] { (byte)code }))
        .Where(entry => entry.character != Escape)
        .Concat(Extension.Select(entry => (entry.Character, new[] { Escape, entry.Code })))
        .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2);

    private static readonly FrozenDictionary<byte, char> Extended = Extension.ToFrozenDictionary(entry => entry.Code, entry => entry.Character);

    /// <summary>The septets of a text; null where the alphabet does not have all of it.</summary>
    public static int? Length(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = 0;
        foreach (var character in text)
        {
            if (Septets(character) is not { } septets)
            {
                return null;
            }

            length += septets.Length;
        }

        return length;
    }

    /// <summary>The text of septets in octets of their own; what the alphabet does not know becomes a space, as 6.2.1.1 has handsets show it.</summary>
    public static string Text(ReadOnlySpan<byte> septets)
    {
        var text = new StringBuilder(septets.Length);
        for (var index = 0; index < septets.Length; index++)
        {
            var code = septets[index];
            text.Append(code == Escape && index + 1 < septets.Length ? Extended.GetValueOrDefault(septets[++index], ' ') : code < Basic.Length && code != Escape ? Basic[code] : ' ');
        }

        return text.ToString();
    }

    /// <summary>The septets of a character, one or two; null where the alphabet does not have it.</summary>
    public static byte[]? Septets(char character) => Codes.GetValueOrDefault(character);
}
