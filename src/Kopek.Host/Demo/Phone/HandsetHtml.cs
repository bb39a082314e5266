using System.Globalization;

namespace Kopek.Host.Demo.Phone;

/// <summary>One phone as HTML: three forms, no script.</summary>
internal static class HandsetHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Kopek demo: a phone</title>
        <style>
        :root { color-scheme: light dark; --page: #eef0f3; --phone: #fff; --ink: #1c2430; --soft: #5b6675; --bubble: #e4ebf7; --edge: #cfd6df; }
        @media (prefers-color-scheme: dark) { :root { --page: #14181d; --phone: #1f252d; --ink: #e8ecf1; --soft: #a3adba; --bubble: #2c3744; --edge: #3a4552; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--page); color: var(--ink); font: 16px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
        h1 { margin: .5rem 0 1rem; font-size: 1.4rem; }
        h2 { margin: 0 0 .6rem; font-size: 1.05rem; }
        a { color: inherit; }
        main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1.25rem; }
        section { background: var(--phone); border: 1px solid var(--edge); border-radius: 1.4rem; padding: 1rem; }
        output { display: block; background: var(--bubble); border-radius: .3rem 1rem 1rem 1rem; padding: .55rem .8rem; margin: 0 0 .8rem; white-space: pre-line; overflow-wrap: anywhere; }
        label { display: block; color: var(--soft); font-size: .9rem; margin: 0 0 .2rem; }
        input { width: 100%; font: inherit; color: inherit; background: transparent; padding: .5rem .7rem; border: 1px solid var(--edge); border-radius: .6rem; margin: 0 0 .6rem; }
        button { font: inherit; color: inherit; background: var(--bubble); border: 1px solid var(--edge); border-radius: .6rem; padding: .5rem .9rem; min-width: 2.9rem; margin: 0 .3rem .4rem 0; }
        </style>
        </head>
        <body>

        """;

    public static string Page(DemoLine line, HandsetState state) => string.Create(CultureInfo.InvariantCulture, $"""
        {Head}<p><a href="/demo/phone">All phones</a></p>
        <h1>+{Text(line.Msisdn)} · {Text(line.Plan)}</h1>
        <main>
        {Ussd(line, state)}
        {Sms(line, state)}
        {Voice(line, state)}
        </main>
        </body>
        </html>

        """);

    private static string Ussd(DemoLine line, HandsetState state) => $"""
        <section><h2>*100#</h2>
        {Output(state.Ussd)}
        {(state.Session.Length == 0 ? "" : $"""
        <form method="post" action="/demo/phone/{Text(line.Msisdn)}/ussd">{Hidden("session", state.Session)}{Hidden("typed", state.Typed)}
        <label for="input">Reply with a number of the menu</label><input id="input" name="input" inputmode="numeric" maxlength="4" required autocomplete="off"><button>Send</button></form>
        """)}
        <form method="post" action="/demo/phone/{Text(line.Msisdn)}/ussd"><button>Dial *100#</button></form></section>
        """;

    private static string Sms(DemoLine line, HandsetState state) => $"""
        <section><h2>SMS</h2>
        {(state.Sent.Length == 0 ? "" : $"<p>{Text(state.Sent)}</p>")}{Output(state.Answer)}
        <form method="post" action="/demo/phone/{Text(line.Msisdn)}/sms">{Hidden("id", state.MessageId)}
        <label for="text">Command: balance, баланс, 余额, help, помощь, 帮助</label><input id="text" name="text" maxlength="60" required autocomplete="off"><button>Send</button></form></section>
        """;

    private static string Voice(DemoLine line, HandsetState state)
    {
        var keys = string.Concat("1234567890".Select(key => $"<button name=\"digits\" value=\"{key}\">{key}</button>"));
        return $"""
            <section><h2>Hotline</h2>
            {Output(state.Said)}
            {(state.Call.Length == 0 ? "" : $"""
            <form method="post" action="/demo/phone/{Text(line.Msisdn)}/call">{Hidden("call", state.Call)}{Hidden("step", state.Step.ToString(CultureInfo.InvariantCulture))}{keys}</form>
            """)}
            <form method="post" action="/demo/phone/{Text(line.Msisdn)}/call"><button>Call</button></form></section>
            """;
    }

    private static string Output(string text) => text.Length == 0 ? "" : $"<output>{Text(text)}</output>";

    private static string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{name}\" value=\"{Text(value)}\">";

    private static string Text(string text) => PhoneHtml.Text(text);
}
