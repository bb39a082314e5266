using System.Text;

namespace Kopek.Books.Menus;

/// <summary>
/// A text in pages of a USSD message: 160 octets are 182 characters of the GSM alphabet, or UCS-2 where the text needs it (3GPP TS 23.038 5), of which we use
/// 70, because many gateways cut there as for an SMS. Lines and words stay whole where they can.
/// </summary>
public static class MenuPages
{
    public const int MostSeptets = 182;
    public const int MostUnits = 70;

    /// <summary>A text of more pages is a mistake; what is beyond them is cut.</summary>
    public const int MostPages = 12;

    /// <param name="more">What a page says that has another after it, on a line of its own.</param>
    public static IReadOnlyList<string> Of(string text, string more)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(more);
        var plain = Plain(text).Trim();
        var footer = $"\n{Plain(more)}";
        var isGsm = GsmAlphabet.Length(plain + footer) is not null;
        var most = isGsm ? MostSeptets : MostUnits;
        var pages = new List<string>();
        while (Size(plain, isGsm) > most && pages.Count < MostPages - 1)
        {
            var cut = Cut(plain, most - Size(footer, isGsm), isGsm);
            pages.Add(plain[..cut].TrimEnd() + footer);
            plain = plain[cut..].TrimStart();
        }

        pages.Add(Size(plain, isGsm) <= most ? plain : plain[..Cut(plain, most, isGsm)].TrimEnd());
        return pages;
    }

    /// <summary>Without the signs of good typesetting, which no old handset has and which would halve a page's room.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StringBuilder(text).Replace('\u00A0', ' ').Replace('\u2013', '-').Replace('\u2014', '-').Replace('\u2019', '\'').Replace('\u201C', '"').Replace('\u201D', '"')
            .Replace("\u2026", "...").Replace("\r", "").ToString();
    }

    private static int Size(string text, bool isGsm) => isGsm ? GsmAlphabet.Length(text)!.Value : text.Length;

    /// <summary>Characters that fit: up to the last line's end among them, else the last space in the second half, else wherever no character is torn.</summary>
    private static int Cut(string text, int most, bool isGsm)
    {
        var fits = 0;
        for (var size = 0; fits < text.Length; fits++)
        {
            size += isGsm ? GsmAlphabet.Septets(text[fits])!.Length : 1;
            if (size > most)
            {
                break;
            }
        }

        var line = text.LastIndexOf('\n', fits - 1);
        if (line > fits / 2)
        {
            return line;
        }

        var space = text.LastIndexOf(' ', fits - 1);
        return space > fits / 2 ? space : char.IsLowSurrogate(text[fits]) ? fits - 1 : fits;
    }
}
