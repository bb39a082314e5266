using System.Text;
using Kopek.Books.Menus;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>data_coding, SMPP 3.4 5.2.19: the centre's default alphabet, which is GSM 7-bit, and UCS-2.</summary>
internal enum SmsCoding : byte
{
    Default = 0x00,
    Ucs2 = 0x08,
}

/// <summary>What one submit_sm carries.</summary>
internal sealed record SmsPart(SmsCoding Coding, bool HasHeader, byte[] Octets);

/// <summary>
/// A text as short messages: 7-bit where its alphabet has every character, else UCS-2; one where it fits, else parts that the handset joins by a user
/// data header (3GPP TS 23.040 9.2.3.24.1). No part begins or ends within a character.
/// <code>
/// UDHL 05 | IEI 00 | length 03 | reference | parts | this part, from 1
/// </code>
/// </summary>
internal static class SmsParts
{
    private const byte HeaderLength = 0x05;
    private const byte Concatenated = 0x00;
    private const byte ConcatenatedLength = 0x03;

    /// <summary>A text that needs more than <see cref="SmppLimits.MostParts"/> is cut there.</summary>
    /// <param name="reference">The same in all parts of a text, and another than in the holder's last texts.</param>
    public static IReadOnlyList<SmsPart> Of(string text, byte reference)
    {
        var isDefault = text.All(character => GsmAlphabet.Septets(character) is not null);
        var characters = isDefault ? [.. text.Select(character => GsmAlphabet.Septets(character)!)] : Ucs2(text);
        var coding = isDefault ? SmsCoding.Default : SmsCoding.Ucs2;
        var alone = isDefault ? SmppLimits.SeptetsAlone : SmppLimits.UnitsAlone * 2;
        if (characters.Sum(character => character.Length) <= alone)
        {
            return [new SmsPart(coding, false, [.. characters.SelectMany(character => character)])];
        }

        var parts = Split(characters, isDefault ? SmppLimits.SeptetsOfPart : SmppLimits.UnitsOfPart * 2);
        return [.. parts.Select((part, index) => new SmsPart(coding, true,
            [HeaderLength, Concatenated, ConcatenatedLength, reference, (byte)parts.Count, (byte)(index + 1), .. part]))];
    }

    /// <summary>Characters as octets; a surrogate pair is one character. UTF-16 is what handsets take for UCS-2 today.</summary>
    private static List<byte[]> Ucs2(string text) => [.. text.EnumerateRunes().Select(rune => Encoding.BigEndianUnicode.GetBytes(rune.ToString()))];

    private static List<List<byte>> Split(List<byte[]> characters, int most)
    {
        List<List<byte>> parts = [[]];
        foreach (var character in characters)
        {
            if (parts[^1].Count + character.Length > most)
            {
                if (parts.Count == SmppLimits.MostParts)
                {
                    break;
                }

                parts.Add([]);
            }

            parts[^1].AddRange(character);
        }

        return parts;
    }
}
