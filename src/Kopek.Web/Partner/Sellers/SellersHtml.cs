using System.Globalization;
using System.Net;
using System.Text;
using Kopek.Books.Partners;

namespace Kopek.Web.Partner.Sellers;

/// <summary>The page as HTML: no script, a few kilobytes, everything that came from outside encoded.</summary>
internal static class SellersHtml
{
    private const string Style = """
        <style>
        :root{color-scheme:light dark;--page:#fff;--ink:#1c2430;--soft:#56606e;--edge:#ccd3dc;--warn:#fff3e0;--warn-ink:#5f3400;--good:#0a6b3d;--bad:#a11212;--link:#0b57a4}
        @media (prefers-color-scheme:dark){:root{--page:#14181d;--ink:#e8ecf1;--soft:#a9b3bf;--edge:#3a4552;--warn:#3a2a10;--warn-ink:#ffdca8;--good:#63d69b;--bad:#ff9a94;--link:#8cc0ff}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:44rem;padding:1rem 1rem 3rem;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
        a{color:var(--link)}
        nav{display:flex;gap:1rem;justify-content:flex-end}
        nav a,button,input{min-height:2.75rem}
        nav a{display:inline-flex;align-items:center}
        h1{font-size:1.5rem;margin:.5rem 0}
        .warning{background:var(--warn);color:var(--warn-ink);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
        .warning h2{margin:0;font-size:1.1rem}
        .warning ul{margin:.5rem 0 0;padding-left:1.2rem}
        form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:1.25rem 0}
        label{flex:1 1 14rem}
        input{display:block;width:100%;font:inherit;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--page);color:var(--ink)}
        button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:.4rem;background:var(--link);color:var(--page)}
        a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .sellers{list-style:none;padding:0}
        .sellers li{border:1px solid var(--edge);border-radius:.5rem;padding:.75rem 1rem;margin:.6rem 0;overflow-wrap:anywhere}
        .sellers b{font-size:1.1rem}
        .good{color:var(--good)}.bad{color:var(--bad);font-weight:600}
        dl{margin:.3rem 0 0;color:var(--soft);display:grid;grid-template-columns:auto 1fr;gap:0 .75rem}dd{margin:0}
        </style>
        """;

    public static string Page(SellersTexts texts, string search, IReadOnlyList<PartnerProfile> found)
    {
        var html = new StringBuilder(6_000);
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{texts.Tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(texts.Title)}</title>\n");
        html.Append(Style).Append("\n</head>\n<body>\n");
        Languages(html, texts, search);
        html.Append(CultureInfo.InvariantCulture, $"<main>\n<h1>{Text(texts.Title)}</h1>\n<p>{Text(texts.Intro)}</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<form method=\"get\" action=\"{SellersPage.Path}\"><label>{Text(texts.SearchLabel)}<input type=\"search\" name=\"q\" maxlength=\"64\" value=\"{Text(search)}\"></label>");
        html.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"lang\" value=\"{texts.Tag}\"><button>{Text(texts.SearchButton)}</button></form>\n");
        Results(html, texts, search, found);
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"warning\"><h2>{Text(texts.WarningTitle)}</h2><ul>");
        foreach (var warning in texts.Warnings)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{Text(warning)}</li>");
        }

        return html.Append("</ul></section>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Languages(StringBuilder html, SellersTexts chosen, string search)
    {
        html.Append("<nav>");
        foreach (var (tag, name) in (ReadOnlySpan<(string, string)>)[("zh-CN", "中文"), ("en", "English"), ("ru", "Русский")])
        {
            var current = tag == chosen.Tag ? " aria-current=\"true\"" : "";
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"{SellersPage.Path}?lang={tag}&amp;q={Uri.EscapeDataString(search)}\" hreflang=\"{tag}\" lang=\"{tag}\"{current}>{name}</a>");
        }

        html.Append("</nav>\n");
    }

    private static void Results(StringBuilder html, SellersTexts texts, string search, IReadOnlyList<PartnerProfile> found)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(texts.ListTitle)}</h2>\n");
        if (found.Count == 0)
        {
            var isSearch = search.Trim().Length > 0;
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"{(isSearch ? "bad" : "none")}\" role=\"status\">{Text(isSearch ? texts.NobodyFound : texts.Nobody)}</p>\n");
            return;
        }

        html.Append("<ul class=\"sellers\">");
        foreach (var profile in found)
        {
            var isGood = profile.Status == PartnerStatus.Authorised;
            html.Append(CultureInfo.InvariantCulture, $"<li><b>{Text(profile.Name)}</b> <span class=\"{(isGood ? "good" : "bad")}\">{(isGood ? "✓" : "✗")} {Text(isGood ? texts.Authorised : texts.Suspended)}</span>");
            html.Append(CultureInfo.InvariantCulture, $"<dl><dt>{Text(texts.Code)}</dt><dd>{Text(profile.Code)}</dd>");
            if (isGood && profile.Contact is { } contact)
            {
                var href = contact.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? contact : $"mailto:{contact}";
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(texts.Contact)}</dt><dd><a rel=\"noreferrer nofollow\" href=\"{Text(href)}\">{Text(contact)}</a></dd>");
            }

            html.Append("</dl></li>");
        }

        html.Append("</ul>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
