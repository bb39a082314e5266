using System.Text;
using Kopek.Books.Partners;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Sellers;

/// <summary>GET /sellers: for everybody, without a key. Whether a seller is an authorised partner, and what strangers must never be given.</summary>
internal static class SellersPage
{
    public const string Path = "/sellers";

    /// <summary>Characters of a search that are looked at.</summary>
    private const int LongestSearch = 64;

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts) => to.MapGet(Path, http => Write(http, parts.Store.Directory)).ExcludeFromDescription();

    /// <summary>Those whose code it is, or whose name holds it; all that are authorised where nothing is searched for.</summary>
    public static IReadOnlyList<PartnerProfile> Find(PartnerDirectory directory, string search)
    {
        var wanted = search.Trim().Normalize(NormalizationForm.FormKC);
        return [.. directory.All.Select(entry => entry.Profile).Where(profile => wanted.Length == 0
            ? profile.Status == PartnerStatus.Authorised
            : string.Equals(profile.Code, wanted, StringComparison.OrdinalIgnoreCase)
            || profile.Name.Normalize(NormalizationForm.FormKC).Contains(wanted, StringComparison.OrdinalIgnoreCase))];
    }

    private static Task Write(HttpContext http, PartnerDirectory directory)
    {
        var query = http.Request.Query;
        var search = Sound(query["q"].ToString());
        var texts = SellersTexts.Choose(query["lang"].ToString(), http.Request.Headers.AcceptLanguage.ToString());
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=60";
        headers.Vary = "Accept-Language";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentLanguage = texts.Tag;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(SellersHtml.Page(texts, search, Find(directory, search)), Encoding.UTF8);
    }

    /// <summary>Halves of surrogate pairs and control characters are no name.</summary>
    private static string Sound(string text)
    {
        var shown = text.Length > LongestSearch ? text[..LongestSearch] : text;
        return new string([.. shown.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar).SelectMany(rune => rune.ToString())]);
    }
}
