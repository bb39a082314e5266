using System.Collections.Frozen;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// The default alphabet of 3GPP TS 23.038 6.2.1 with its extension table 6.2.1.1. Over SMPP each septet goes in an octet of its own (data_coding 0,
/// SMPP 3.4 5.2.19); the centre packs them.
/// </summary>
internal static class GsmAlphabet
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

    /// <summary>The septets of a character, one or two; null where the alphabet does not have it.</summary>
    public static byte[]? Septets(char character) => Codes.GetValueOrDefault(character);
}
