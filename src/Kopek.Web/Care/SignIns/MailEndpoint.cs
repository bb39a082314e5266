using Kopek.Books.People.SignIns;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.SignIns;

/// <summary>
/// Confirms the address that notices of a line go to, so that its codes may go there too: a line in its cooling period gets no SMS. Only of the line that
/// opens the sign-in: who has a line of somebody else under his own may see it, but not sign in as its holder.
/// </summary>
internal static class MailEndpoint
{
    /// <summary>The address, null where there is none or no mail is sent; and whether it answered a code.</summary>
    public static (string? Mail, bool IsConfirmed) Of(CareCall call, LineId line) =>
        call.Parts.SignIns is { } signIns && signIns.Codes.Has(NoticeChannel.Email) && call.Parts.Notices.Preferences(line).Email is { } email
            ? (email, signIns.Accounts.IsConfirmed(line, email)) : (null, false);

    public static Task Ask(CareCall call, HolderSession session)
    {
        var line = session.Lines[0].Line;
        if (Of(call, line) is not ({ } email, false))
        {
            return call.Redirect(SignInSite.Lines);
        }

        if (CodeDesk.Wish(call) is not { } wish)
        {
            return call.Message(StatusCodes.Status400BadRequest, "error.form");
        }

        if (!call.Parts.CodeGate.LetsThrough(call.Http))
        {
            return LinesEndpoint.Show(call, session, "signin.too_many");
        }

        return CodeDesk.Make(call, new CodeWish(wish, CodeUse.ConfirmEmail, email, line, session.Holder), email) switch
        {
            CodeRequest.Made or CodeRequest.Repeated =>
                call.Page<CodePage>(new CodeView(null, email, call.Form.Text(PostedForm.OrderField), SignInSite.MailCode, SignInSite.Lines, true, false, null)),
            CodeRequest.TooMany => LinesEndpoint.Show(call, session, "signin.too_many"),
            _ => call.Message(StatusCodes.Status409Conflict, "error.conflict"),
        };
    }

    public static Task Confirm(CareCall call, HolderSession session) => call.Parts.SignIns is { } signIns
        ? CodeDesk.Check(call, SignInSite.MailCode, SignInSite.Lines, (wish, code) => signIns.Accounts.ConfirmEmail(wish, code, session.Holder, call.Parts.Now),
            () => call.Redirect(SignInSite.Lines))
        : SignInEndpoint.None(call);
}
