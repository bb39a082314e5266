using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Kopek.Web.Care.Texts;

/// <summary>
/// Texts of ours in long lists, encoded, with their letters as they are: Razor writes each Chinese or Russian letter as an entity of seven octets or eight. The
/// pages are UTF-8. What visitors typed is left to Razor.
/// </summary>
internal static class LeanText
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static MarkupString Of(string text) => new(encoder.Encode(text));
}
