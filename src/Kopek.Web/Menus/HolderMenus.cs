using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.Storage;
using Kopek.Core.Notices;
using Kopek.Engine.Shards;

namespace Kopek.Web.Menus;

/// <summary>
/// The same by text: the menu for USSD and for the hotline, and the commands by SMS. Who asks is what the gateway says; that the gateway is ours, the endpoints
/// see to. For any thread; nothing of it is logged.
/// </summary>
public sealed class HolderMenus
{
    private readonly MenuDesk desk;
    private readonly MenuDialog dialog;
    private readonly MenuSessions sessions;
    private readonly SmsDesk sms;

    public HolderMenus(WebOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        desk = new MenuDesk(options);
        var promise = new MenuPromise(options.Engine);
        dialog = new MenuDialog(desk, promise);
        sessions = new MenuSessions(options.Time);
        sms = new SmsDesk(desk, promise, options.Time);
    }

    /// <summary>One request of a USSD session. Null where the session is another number's.</summary>
    /// <param name="session">The gateway's, as it is.</param>
    /// <param name="number">As the gateway writes it.</param>
    /// <param name="input">All that was typed since the code was dialled, with * between; empty at first. The same again is answered as it was.</param>
    public Task<MenuReply?> Ussd(string session, string number, string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Take($"ussd\n{session}", number, isSpoken: false, (walk, isNew) =>
        {
            // Dialling *100*1# goes straight to a choice; only one, so that nothing is confirmed unread.
            if (isNew)
            {
                return input.Contains('*', StringComparison.Ordinal) ? null : (input, input.Length == 0 ? null : input);
            }

            var isNext = walk.Input.Length == 0 || input.StartsWith($"{walk.Input}*", StringComparison.Ordinal);
            var added = !isNext ? "" : walk.Input.Length == 0 ? input : input[(walk.Input.Length + 1)..];
            return added.Length == 0 || added.Contains('*', StringComparison.Ordinal) ? null : (input, added);
        }, input);
    }

    /// <summary>One request of a call. Null where the call is another number's.</summary>
    /// <param name="step">Of the answer that the digits are for; an older one is answered as it was.</param>
    /// <param name="digits">Pressed; empty where none were: the same is said again.</param>
    public async Task<MenuReply?> Voice(string call, string number, int step, string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        var next = (step + 1).ToString(CultureInfo.InvariantCulture);
        var isFirst = step < 0;
        var reply = await Take($"voice\n{call}", number, isSpoken: true, (walk, isNew) =>
            isNew ? isFirst ? ("0", null) : null : step.ToString(CultureInfo.InvariantCulture) == walk.Input ? (next, digits.Length == 0 ? "9" : digits) : null, next).ConfigureAwait(false);
        return reply is null ? null : reply with { Step = step + 1 };
    }

    /// <summary>The answer to a message; null where none is to be sent: it was answered before, the number is not ours, or it asks too often.</summary>
    /// <param name="id">The gateway's; the same again is the same message.</param>
    /// <param name="from">As the gateway writes it.</param>
    public Task<string?> Sms(string id, string from, string text) => sms.Answer(id, from, text);

    /// <param name="read">What is taken as handled, and the digits in it (null: the menu itself); null where it does not follow on what was.</param>
    /// <param name="input">What the request holds: where it is what was handled last, it is answered as it was.</param>
    private async Task<MenuReply?> Take(string key, string number, bool isSpoken, Func<MenuSession, bool, (string Handled, string? Digits)?> read, string input)
    {
        var unset = desk.Notices.Unset.Language;
        if (CallerNumber.Read(number) is not { } msisdn || desk.Find(msisdn) is not { } line)
        {
            return Over(unset, "unknown");
        }

        try
        {
            var session = sessions.Find(key) ?? sessions.Add(new MenuSession(key, msisdn, line, new MenuManner(desk.Notices.Preferences(line).Language, isSpoken), sessions.Now));
            return session is null ? Over(unset, "failed") : session.Msisdn != msisdn ? null : await InTurn(session, read, input).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is ShardFailedException or BooksException)
        {
            return Over(unset, "failed");
        }
    }

    private async Task<MenuReply> InTurn(MenuSession session, Func<MenuSession, bool, (string Handled, string? Digits)?> read, string input)
    {
        await session.Turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (session.Reply is { } said && session.Input == input)
            {
                return said;
            }

            if (session.Reply is { Ends: true } || read(session, session.Reply is null) is not var (handled, digits))
            {
                return Over(session.Manner.Language, "over");
            }

            var first = session.Reply is null ? MenuDialog.Begin(session) : null;
            var reply = digits is null && first is not null ? first : await dialog.Take(session, digits ?? "").ConfigureAwait(false);
            (session.Input, session.Reply) = (handled, reply);
            return reply;
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private static MenuReply Over(NoticeLanguage language, string key) => new(new MenuManner(language, IsSpoken: false).Text(key), Ends: true, language);
}

/// <summary>A caller's number as gateways write it: digits, with a plus, or as tel: and sip: addresses.</summary>
internal static class CallerNumber
{
    /// <summary>Eleven digits; null where it is none.</summary>
    public static string? Read(string written)
    {
        var text = written.Trim();
        foreach (var scheme in (string[])["tel:", "sip:", "sips:"])
        {
            text = text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..] : text;
        }

        var end = text.AsSpan().IndexOfAny('@', ';');
        return Msisdn.Read(end < 0 ? text : text[..end]).Number?.Digits;
    }
}
