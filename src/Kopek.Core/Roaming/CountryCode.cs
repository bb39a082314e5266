namespace Kopek.Core.Roaming;

/// <summary>An ISO 3166-1 alpha-2 code in two bytes; 0 stands for home.</summary>
public static class CountryCode
{
    public static ushort Pack(string iso2)
    {
        ArgumentNullException.ThrowIfNull(iso2);
        return iso2.Length == 2 && char.IsAsciiLetterUpper(iso2[0]) && char.IsAsciiLetterUpper(iso2[1])
            ? (ushort)(iso2[0] << 8 | iso2[1])
            : throw new FormatException($"'{iso2}' is no ISO 3166-1 alpha-2 code.");
    }

    /// <summary>"CN", or an empty text for home.</summary>
    public static string Unpack(ushort country) => country == 0 ? "" : new string([(char)(country >> 8), (char)(country & 0xFF)]);
}
