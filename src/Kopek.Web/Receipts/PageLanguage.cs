using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Receipts;

/// <summary>The language of a public page: ?lang= where it is one of ours, else what the browser likes best, else English; Chinese where it says nothing.</summary>
internal static class PageLanguage
{
    public const string Parameter = "lang";

    public static NoticeLanguage Of(HttpRequest request)
    {
        if (NoticeTexts.Language(request.Query[Parameter].ToString()) is { } asked)
        {
            return asked;
        }

        var liked = request.GetTypedHeaders().AcceptLanguage;
        if (liked.Count == 0)
        {
            return NoticeLanguage.Chinese;
        }

        foreach (var tag in liked.Where(one => one.Quality is null or > 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString()))
        {
            if (Of(tag) is { } known)
            {
                return known;
            }
        }

        return NoticeLanguage.English;
    }

    private static NoticeLanguage? Of(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => NoticeLanguage.Chinese,
        "en" => NoticeLanguage.English,
        "ru" => NoticeLanguage.Russian,
        _ => null,
    };
}
