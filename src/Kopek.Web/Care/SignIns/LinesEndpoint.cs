using System.Globalization;
using Kopek.Books.People.SignIns;
using Kopek.Core.Lines;
using Kopek.Web.Care.Passkeys;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.SignIns;

/// <param name="Lines">The one that opens the sign-in first.</param>
/// <param name="Others">How many others have the first line under their sign-in.</param>
/// <param name="Mail">The address that notices of the first line go to and that has answered no code yet; null where there is nothing to confirm.</param>
/// <param name="Passkeys">Null where browsers use none here.</param>
/// <param name="Wrong">The key of what is to be said of what was sent before; null at first.</param>
public sealed record LinesView(IReadOnlyList<LineOfHolder> Lines, long Others, string? Mail, bool IsMailConfirmed, bool MayAdd, PasskeysView? Passkeys, string? Wrong, string Typed)
{
    public string Order { get; } = PostedForm.NewOrder();
    public string MailOrder { get; } = PostedForm.NewOrder();
}

/// <param name="Id">As the forms send it.</param>
public sealed record LineOfHolder(string Id, string Msisdn, bool IsChosen, bool IsFirst);

/// <summary>The lines under one sign-in: which the pages are about, one more, one less. Each is added with a code of its own.</summary>
internal static class LinesEndpoint
{
    public static Task Show(CareCall call, HolderSession session) => Show(call, session, null);

    public static Task Show(CareCall call, HolderSession session, string? wrong)
    {
        var first = session.Lines[0].Line;
        var (mail, isConfirmed) = MailEndpoint.Of(call, first);
        var lines = session.Lines.Select((line, index) => new LineOfHolder(line.Line.Value.ToString(CultureInfo.InvariantCulture), line.Msisdn, line == session.Line, index == 0));
        var view = new LinesView([.. lines], call.Parts.SignIns?.Accounts.Others(first) ?? 0, mail, isConfirmed,
            SignInSite.CanSend(call) && session.Lines.Count < SignInLimits.MostLines, PasskeyList.Of(call, session), wrong, call.Form.Text("msisdn"));
        return call.Page<LinesPage>(view, SignInEndpoint.Status(wrong));
    }

    public static Task Ask(CareCall call, HolderSession session) => SignInSite.CanSend(call)
        ? CodeDesk.Ask(call, CodeUse.AddLine, session.Holder, SignInSite.LineCode, SignInSite.Lines, wrong => Show(call, session, wrong))
        : SignInEndpoint.None(call);

    public static Task Add(CareCall call, HolderSession session) => SignInSite.CanSend(call)
        ? CodeDesk.Check(call, SignInSite.LineCode, SignInSite.Lines,
            (wish, code) => call.Parts.SignIns!.Accounts.AddLine(wish, code, session.Holder, HolderCookie.Token(call.Http), call.Parts.Now), () => call.Redirect(SignInSite.Lines))
        : SignInEndpoint.None(call);

    /// <summary>One of his own: another id changes nothing.</summary>
    public static Task Choose(CareCall call, HolderSession session)
    {
        if (Meant(call, session) is { } line)
        {
            call.Parts.SignIns?.Accounts.Choose(HolderCookie.Token(call.Http), line, call.Parts.Now);
        }

        return call.Redirect(SignInSite.Lines);
    }

    public static Task TakeOff(CareCall call, HolderSession session)
    {
        if (Meant(call, session) is { } line)
        {
            call.Parts.SignIns?.Accounts.TakeOff(session.Holder, line);
        }

        return call.Redirect(SignInSite.Lines);
    }

    public static Task EndOthers(CareCall call, HolderSession session)
    {
        call.Parts.SignIns?.Accounts.EndOthers(session.Lines[0].Line);
        return call.Redirect(SignInSite.Lines);
    }

    private static LineId? Meant(CareCall call, HolderSession session) =>
        long.TryParse(call.Form.Text("line"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && session.Lines.Any(line => line.Line.Value == id) ? new LineId(id) : null;
}
