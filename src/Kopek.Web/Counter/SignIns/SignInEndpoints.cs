using Kopek.Books.Notices.Texts;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Web.Counter.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.SignIns;

/// <param name="Wrong">Key of what is to be said of the try before; null at first.</param>
public sealed record SignInView(string? Wrong);

/// <summary>Signing in and out, and the choice of the language.</summary>
internal static class SignInEndpoints
{
    public const string Path = CounterSite.Root + "/sign-in";
    public const string OutPath = CounterSite.Root + "/sign-out";
    public const string LanguagePath = CounterSite.Root + "/language";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        to.MapGet(Path, CounterEndpoint.Open(parts, call => call.SignedIn is null ? call.Page<SignInPage>(new SignInView(null)) : call.Redirect(CounterSite.Root)));
        to.MapPost(Path, CounterEndpoint.Open(parts, SignIn));
        to.MapPost(OutPath, CounterEndpoint.For(parts, SignOut));
        to.MapPost(LanguagePath, CounterEndpoint.Open(parts, ChooseLanguage));
    }

    private static async Task SignIn(CounterCall call)
    {
        if (StaffCookie.Session(call.Http) is { } earlier)
        {
            call.Parts.People.EndSession(earlier);
        }

        var result = await call.Parts.Accounts.SignIn(call.Form.Text("name"), call.Form.Exact("password"));
        if (result.Outcome == SignInOutcome.Done)
        {
            call.Note(AuditAct.SignIn, AuditEntry.Done, by: result.Member);
            await StaffCookie.Begin(call.Http, result.Member!, result.Session!);
            await call.Redirect(CounterSite.Root);
            return;
        }

        if (result.Member is not null || call.Parts.UnknownNames.TrySpend())
        {
            call.Note(AuditAct.SignIn, SnakeCase.Of(result.Outcome), by: result.Member);
        }

        // A lock, a stopped account and a wrong password look the same to whoever guesses; the page says what each of them might be.
        var isBusy = result.Outcome == SignInOutcome.Busy;
        await call.Page<SignInPage>(new SignInView(isBusy ? "sign_in.busy" : "sign_in.wrong"), isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status401Unauthorized);
    }

    private static async Task SignOut(CounterCall call)
    {
        call.Parts.People.EndSession(StaffCookie.Session(call.Http)!);
        call.Note(AuditAct.SignOut, AuditEntry.Done);
        await StaffCookie.End(call.Http);
        await call.Redirect(Path);
    }

    private static Task ChooseLanguage(CounterCall call)
    {
        if (NoticeTexts.Language(call.Form.Text("language")) is { } language)
        {
            CounterLanguage.Choose(call, language);
        }

        return call.Redirect(OurPath(call.Form.Text("back")));
    }

    /// <summary>Back to where it was chosen, but never to another site or to a place that is only posted to.</summary>
    private static string OurPath(string path) =>
        path.StartsWith(CounterSite.Root + "/", StringComparison.Ordinal) && path.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '-') ? path : CounterSite.Root;
}
