using System.Globalization;
using System.Security.Cryptography;
using Kopek.Books.Numbers;
using Kopek.Books.People.SignIns;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Journalling;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.SignIns;

/// <param name="Typed">The number as it was typed; null where the code went to the confirmed address of a line.</param>
/// <param name="Order">The form that the code was asked with; the code works only with it.</param>
/// <param name="Check">Where the code goes.</param>
/// <param name="Again">Where another is asked for.</param>
/// <param name="Wrong">The key of what is to be said; null at first.</param>
public sealed record CodeView(string? Typed, string Masked, string Order, string Check, string Again, bool ByMail, bool HasMail, string? Wrong)
{
    public string NewOrder { get; } = PostedForm.NewOrder();
}

/// <summary>Makes codes and has them sent. For a number that nobody has everything is as for others, but nothing is sent.</summary>
internal static class CodeDesk
{
    private const int Codes = 1_000_000;

    /// <summary>Whose wishes these are: keys of other callers are others.</summary>
    private const string Caller = "sign-in";

    /// <summary>Answers the form that asks for a code: by SMS, or to the line's confirmed address.</summary>
    /// <param name="fail">Draws the page of the form again, with the key of what is wrong.</param>
    public static async Task Ask(CareCall call, CodeUse use, long? account, string check, string again, Func<string, Task> fail)
    {
        if (call.Form.Order(Caller) is not { } order)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
        }
        else if (Msisdn.Read(call.Form.Text("msisdn")).Number is not { } number)
        {
            await fail("start.unreadable");
        }
        else if (!call.Parts.CodeGate.LetsThrough(call.Http))
        {
            await fail("signin.too_many");
        }
        else
        {
            var byMail = call.Form.Text("by") == "mail" && call.Parts.SignIns!.Codes.Has(NoticeChannel.Email);
            LineId? line = call.Parts.Directory.TryFind(DirectoryKind.Msisdn, number.Digits, out var found) ? found : null;
            var address = byMail && line is { } known ? Confirmed(call, known) : null;
            var answer = Make(call, new CodeWish(order.ToString(), use, number.Digits, byMail && address is null ? null : line, account), address);
            var view = new CodeView(call.Form.Text("msisdn"), number.Mask(), call.Form.Text(PostedForm.OrderField), check, again, byMail, call.Parts.SignIns!.Codes.Has(NoticeChannel.Email), null);
            await (answer switch
            {
                CodeRequest.Made or CodeRequest.Repeated => call.Page<CodePage>(view),
                CodeRequest.TooMany => fail("signin.too_many"),
                _ => call.Message(StatusCodes.Status409Conflict, "error.conflict"),
            });
        }
    }

    /// <summary>Notes a wish and sends its code, once.</summary>
    /// <param name="email">Null by SMS.</param>
    public static CodeRequest Make(CareCall call, CodeWish wish, string? email)
    {
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        var signIns = call.Parts.SignIns!;
        var answer = signIns.Accounts.Ask(wish, code, call.Parts.Now);
        if (answer == CodeRequest.Made && wish.Line is { } line)
        {
            signIns.Codes.Send(new CodeMessage(line, call.Language, email, call.T("signin.subject"), call.T("signin.sms", ("code", code))));
        }

        return answer;
    }

    /// <summary>The wish and the code of the form; null where they are none.</summary>
    private static (string Wish, string Code)? Read(CareCall call)
    {
        var code = string.Concat(call.Form.Text("code").Where(letter => !char.IsWhiteSpace(letter))
            .Select(letter => CharUnicodeInfo.GetDecimalDigitValue(letter) is >= 0 and var digit ? (char)('0' + digit) : '?'));
        return call.Form.Order(Caller) is { } order ? (order.ToString(), code) : null;
    }

    /// <summary>The wish of the form without its code; null where it is none of ours.</summary>
    public static string? Wish(CareCall call) => call.Form.Order(Caller)?.ToString();

    /// <summary>The address that a line's codes may go to; null where none answered a code, or it is another now.</summary>
    private static string? Confirmed(CareCall call, LineId line) =>
        call.Parts.Notices.Preferences(line).Email is { } email && call.Parts.SignIns!.Accounts.IsConfirmed(line, email) ? email : null;

    /// <summary>Reads the guess, has it judged, and draws the page again where it was not right. A code that is no code is not counted.</summary>
    public static async Task Check(CareCall call, string check, string again, Func<string, string, GuessOutcome> judge, Func<Task> done)
    {
        if (Read(call) is not var (wish, code))
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var isCode = code.Length == SignInLimits.CodeDigits && !code.Contains('?', StringComparison.Ordinal);
        var outcome = isCode ? judge(wish, code) : GuessOutcome.Wrong;
        if (outcome == GuessOutcome.Right)
        {
            await done();
            return;
        }

        var typed = call.Form.Text("msisdn");
        var wrong = !isCode ? "signin.no_code" : outcome switch
        {
            GuessOutcome.Wrong => "signin.wrong",
            GuessOutcome.Used => "signin.used",
            GuessOutcome.Full => "signin.full",
            _ => "signin.over",
        };
        await call.Page<CodePage>(new CodeView(typed.Length == 0 ? null : typed, Msisdn.Read(typed).Number?.Mask() ?? "", call.Form.Text(PostedForm.OrderField), check, again,
            call.Form.Text("by") == "mail", call.Parts.SignIns!.Codes.Has(NoticeChannel.Email), wrong), StatusCodes.Status422UnprocessableEntity);
    }
}
