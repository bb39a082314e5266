using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Notices;

namespace Kopek.Web.Receipts;

/// <summary>The public page of a receipt: one request, no script, readable at the end of a dying connection. A test holds it under 14 KB.</summary>
internal static class ReceiptHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--page:#f3f4f2;--paper:#fff;--ink:#1b1f1d;--soft:#5d6661;--edge:#d9ddd9;--good:#0a6b3d;--bad:#a3180f}
        @media(prefers-color-scheme:dark){:root{--page:#121513;--paper:#1c201e;--ink:#e9edea;--soft:#a2aca6;--edge:#38403b;--good:#6fd6a0;--bad:#ff9d94}}
        *{box-sizing:border-box}body{margin:0;padding:1rem;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
        main{max-width:26rem;margin:0 auto;padding:1.25rem;background:var(--paper);border:1px solid var(--edge);border-radius:.75rem}
        nav{max-width:26rem;margin:0 auto .75rem;text-align:right}a{color:inherit}nav a{margin-left:.9rem}nav a[aria-current]{font-weight:700;text-decoration:none}
        h1{margin:0;font-size:1.25rem}h1+p{margin:0 0 1rem;color:var(--soft)}.v{margin:0 0 1rem;padding:.55rem .8rem;border:2px solid;border-radius:.5rem;font-weight:700}
        .good{color:var(--good)}.bad{color:var(--bad)}.a{margin:0;color:var(--soft)}.a+p{margin:0 0 .75rem;font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}
        dl{margin:0 0 1rem}dl div{display:flex;justify-content:space-between;gap:1rem;padding:.3rem 0;border-top:1px solid var(--edge)}dt{color:var(--soft)}dd{margin:0;text-align:right;overflow-wrap:anywhere}
        .q{display:block;width:11rem;height:11rem;margin:0 auto .25rem}.c{text-align:center}small{display:block;color:var(--soft);overflow-wrap:anywhere;margin-top:.75rem}
        """;

    /// <summary>Lets this one style in, and nothing else.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Page(PublicReceipt receipt, ReceiptForm form, ReceiptVerdict verdict)
    {
        var language = form.Language;
        var html = Begin(language, $"{form.Title} {receipt.Name}");
        Languages(html, language);
        html.Append("<main>");
        html.Append($"<h1>{Text(form.Issuer)}</h1><p>{Text(form.Title)}</p>");
        html.Append($"<p class=\"v {(verdict == ReceiptVerdict.Genuine ? "good" : "bad")}\">{Of(language, $"verdict.{SnakeCase.Of(verdict)}")}</p>");
        html.Append($"<p class=\"a\">{Text(form.AmountLabel)}</p><p>{Text(form.Amount)}</p>");
        Rows(html, form.Rows);
        html.Append($"<p class=\"c\">{QrCode.Of(form.Url.OriginalString).Svg(form.Url.OriginalString)}{Of(language, "note.check")}</p>");
        if (form.Fiscal.Count > 0)
        {
            Rows(html, form.Fiscal);
        }

        if (form.FiscalQr is { } fiscal)
        {
            html.Append($"<p class=\"c\">{QrCode.Of(fiscal).Svg(fiscal)}</p>");
        }

        var tag = NoticeTexts.Tag(language);
        html.Append($"<p class=\"c\"><a href=\"{receipt.Token}.pdf?{PageLanguage.Parameter}={tag}\">{Of(language, "page.pdf")}</a> · <a href=\"{receipt.Token}.json\">{Of(language, "page.json")}</a></p>");
        html.Append($"<small>{Of(language, "note.private")}</small><small>{Of(language, "page.signature")} {Text(receipt.KeyId)}</small></main></body></html>");
        return html.ToString();
    }

    /// <summary>For every token that leads nowhere, whatever it looks like.</summary>
    public static string Unknown(NoticeLanguage language) => Message(language, "page.unknown.title", "page.unknown.text");

    public static string Busy(NoticeLanguage language) => Message(language, "page.busy", null);

    private static string Message(NoticeLanguage language, string title, string? text)
    {
        var html = Begin(language, ReceiptTexts.Of(language, title));
        Languages(html, language);
        html.Append($"<main><h1>{Of(language, title)}</h1><p>{(text is null ? "" : Of(language, text))}</p></main></body></html>");
        return html.ToString();
    }

    private static StringBuilder Begin(NoticeLanguage language, string title) => new($"""
        <!doctype html><html lang="{NoticeTexts.Tag(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{Text(title)}</title><style>{Style}</style></head><body>
        """);

    private static void Languages(StringBuilder html, NoticeLanguage current)
    {
        html.Append("<nav>");
        foreach (var (language, name) in ((NoticeLanguage, string)[])[(NoticeLanguage.Chinese, "中文"), (NoticeLanguage.English, "English"), (NoticeLanguage.Russian, "Русский")])
        {
            html.Append($"<a href=\"?{PageLanguage.Parameter}={NoticeTexts.Tag(language)}\" lang=\"{NoticeTexts.Tag(language)}\"{(language == current ? " aria-current=\"page\"" : "")}>{name}</a>");
        }

        html.Append("</nav>");
    }

    private static void Rows(StringBuilder html, IReadOnlyList<ReceiptRow> rows)
    {
        html.Append("<dl>");
        foreach (var row in rows)
        {
            html.Append($"<div><dt>{Text(row.Label)}</dt><dd>{Text(row.Value)}</dd></div>");
        }

        html.Append("</dl>");
    }

    private static string Of(NoticeLanguage language, string key) => Text(ReceiptTexts.Of(language, key));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
