using System.Globalization;
using System.Net;
using System.Text;
using Kopek.Books.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Core;

namespace Kopek.Host.Demo.Phone;

/// <summary>The phones as HTML, without script: the page asks for itself again every two seconds.</summary>
internal static class PhoneHtml
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="2">
        <title>Kopek demo: phones</title>
        <style>
        :root { color-scheme: light dark; --page: #eef0f3; --phone: #fff; --ink: #1c2430; --soft: #5b6675; --bubble: #e4ebf7; --edge: #cfd6df; }
        @media (prefers-color-scheme: dark) { :root { --page: #14181d; --phone: #1f252d; --ink: #e8ecf1; --soft: #a3adba; --bubble: #2c3744; --edge: #3a4552; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1.5rem; background: var(--page); color: var(--ink); font: 16px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
        header { max-width: 76rem; margin: 0 auto 1.25rem; }
        h1 { margin: 0 0 .25rem; font-size: 1.4rem; }
        header p { margin: 0; color: var(--soft); }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1.25rem; max-width: 76rem; margin: 0 auto; }
        .phone { background: var(--phone); border: 1px solid var(--edge); border-radius: 1.4rem; padding: 1rem; min-height: 20rem; }
        .phone h2 { margin: 0; font-size: 1.05rem; font-variant-numeric: tabular-nums; }
        .phone .plan { margin: 0 0 .75rem; padding-bottom: .6rem; border-bottom: 1px solid var(--edge); color: var(--soft); font-size: .85rem; }
        ol { list-style: none; margin: 0; padding: 0; }
        li { background: var(--bubble); border-radius: .3rem 1rem 1rem 1rem; padding: .55rem .8rem; margin: 0 1.5rem .6rem 0; }
        li b { display: block; }
        li time { display: block; color: var(--soft); font-size: .78rem; margin-top: .2rem; }
        a { color: inherit; }
        .none { color: var(--soft); font-size: .9rem; }
        </style>
        </head>
        <body>
        <header><h1>Phones · 手机 · Телефоны</h1>
        <p>What the demo's holders are told, each in their own language. The newest message is on top. Press a number to dial *100#, write an SMS or call the hotline from it.</p></header>
        <main>

        """;

    public static string Page(IEnumerable<(DemoLine Line, IReadOnlyList<NoticeRecord> Messages)> phones, Func<string, IReadOnlyList<OutgoingNotice>> codes)
    {
        var html = new StringBuilder(Head);
        foreach (var (line, messages) in phones)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section class=\"phone\"><h2><a href=\"/demo/phone/{Text(line.Msisdn)}\">+{Text(line.Msisdn)}</a></h2><p class=\"plan\">{Text(line.Plan)} · {Text(line.Language)}</p>");
            var ofSignIn = codes(line.Msisdn);
            var isEmpty = messages.Count + ofSignIn.Count == 0;
            html.Append(isEmpty ? "<p class=\"none\">No message yet.</p>" : "<ol>");
            foreach (var code in ofSignIn)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li lang=\"{NoticeTexts.Tag(code.Language)}\"><b>{Text(code.Subject)}</b>{Text(code.Text)}</li>\n");
            }

            foreach (var message in messages)
            {
                Append(html, message);
            }

            html.Append(isEmpty ? "" : "</ol>").Append("</section>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder html, NoticeRecord message) =>
        html.Append(CultureInfo.InvariantCulture, $"<li lang=\"{NoticeTexts.Tag(message.Language)}\"><b>{Text(message.Subject)}</b>{Text(message.Text)}<time datetime=\"{message.Made}\">{Clock(message.Made)} MSK</time></li>\n");

    private static string Clock(Moment at) => DateTimeOffset.FromUnixTimeMilliseconds(at.UnixMilliseconds).ToOffset(Moscow).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Text(string text) => WebUtility.HtmlEncode(text);
}
