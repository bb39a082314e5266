using System.Globalization;

namespace Kopek.Core.Roaming;

/// <summary>
/// MCC and MNC of a network (ITU-T E.212) in one int. A two-digit and a three-digit MNC with the same value are
/// different networks (310-26 is not 310-026), so the digit count is kept. The default value is no network.
/// <code>bits 0-9 MNC | bits 10-11 MNC digits (0, 2 or 3) | bits 12-21 MCC</code>
/// </summary>
public readonly record struct NetworkCode
{
    private const int MncBits = 10;
    private const int MncDigitBits = 2;
    private const int MccDigits = 3;

    private readonly int packed;

    private NetworkCode(int mcc, int mnc, int mncDigits) =>
        packed = mcc << (MncBits + MncDigitBits) | mncDigits << MncBits | mnc;

    public int Mcc => packed >> (MncBits + MncDigitBits);

    public int Mnc => packed & ((1 << MncBits) - 1);

    public int MncDigits => packed >> MncBits & ((1 << MncDigitBits) - 1);

    public bool IsNone => MncDigits == 0;

    /// <summary>Reads "25001", "310260", "001-01"; throws <see cref="FormatException"/> on anything else.</summary>
    public static NetworkCode Parse(ReadOnlySpan<byte> ascii) =>
        TryParse(ascii, out var network) ? network : throw new FormatException("A network code is 5 or 6 digits, MCC then MNC: 25001 or 250-01.");

    public static bool TryParse(ReadOnlySpan<byte> ascii, out NetworkCode network)
    {
        network = default;
        if (ascii.Length < MccDigits || !TryParseDigits(ascii[..MccDigits], out var mcc))
        {
            return false;
        }

        var rest = ascii[MccDigits..];
        if (!rest.IsEmpty && rest[0] == (byte)'-')
        {
            rest = rest[1..];
        }

        if (rest.Length is not (2 or 3) || !TryParseDigits(rest, out var mnc))
        {
            return false;
        }

        network = new NetworkCode(mcc, mnc, rest.Length);
        return true;
    }

    /// <summary>The same for text of a file or a request.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NetworkCode network)
    {
        network = default;
        const int longestText = 7; // 310-260
        if (text.Length > longestText)
        {
            return false;
        }

        Span<byte> ascii = stackalloc byte[longestText];
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsAscii(text[index]))
            {
                return false;
            }

            ascii[index] = (byte)text[index];
        }

        return TryParse(ascii[..text.Length], out network);
    }

    /// <summary>"250-01", or "none".</summary>
    public override string ToString() => MncDigits switch
    {
        0 => "none",
        2 => string.Create(CultureInfo.InvariantCulture, $"{Mcc:000}-{Mnc:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Mcc:000}-{Mnc:000}"),
    };

    private static bool TryParseDigits(ReadOnlySpan<byte> ascii, out int value)
    {
        value = 0;
        foreach (var character in ascii)
        {
            if (character is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = value * 10 + (character - '0');
        }

        return true;
    }
}
