using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using Kopek.Web.Counter.SignIns;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Counter.Texts;

/// <summary>Which language a browser is answered in: the one chosen on a page, else the first of its own that we have, else English.</summary>
internal static class CounterLanguage
{
    private const string CookieName = "kopek-language";
    private const int MostTags = 10;

    public static NoticeLanguage Of(HttpRequest request)
    {
        if (request.Cookies[CookieName] is { } chosen && NoticeTexts.Language(chosen) is { } language)
        {
            return language;
        }

        foreach (var wished in request.Headers.AcceptLanguage.ToString().Split(',').Take(MostTags))
        {
            var tag = wished.Split(';')[0].Trim();
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return NoticeLanguage.Chinese;
            }

            if (tag.StartsWith("ru", StringComparison.OrdinalIgnoreCase))
            {
                return NoticeLanguage.Russian;
            }

            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return NoticeLanguage.English;
            }
        }

        return NoticeLanguage.English;
    }

    public static void Choose(CounterCall call, NoticeLanguage language) =>
        call.Http.Response.Cookies.Append(CookieName, NoticeTexts.Tag(language), StaffCookie.Of(CookieName).Build(call.Http));

    /// <summary>As the language calls itself.</summary>
    public static string Name(NoticeLanguage language) => language switch
    {
        NoticeLanguage.Chinese => "中文",
        NoticeLanguage.Russian => "Русский",
        _ => "English",
    };
}
