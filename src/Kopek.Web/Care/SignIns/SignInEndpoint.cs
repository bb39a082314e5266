using Kopek.Books.People.SignIns;
using Kopek.Web.Care.Home;
using Kopek.Web.Care.Passkeys;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kopek.Web.Care.SignIns;

/// <param name="Wrong">The key of what is to be said of the number typed before; null at first.</param>
/// <param name="IsSignedIn">Somebody is: he may go on without a code.</param>
/// <param name="HasPasskeys">Browsers use passkeys at this address.</param>
public sealed record SignInView(string? Wrong, string Typed, bool IsSignedIn, bool HasPasskeys)
{
    public string Order { get; } = PostedForm.NewOrder();
}

/// <summary>Number, code, signed in; and out.</summary>
internal static class SignInEndpoint
{
    public static Task Show(CareCall call, string? wrong) => SignInSite.CanSend(call)
        ? call.Page<SignInPage>(new SignInView(wrong, call.Form.Text("msisdn"), call.Session is not null, PasskeySite.Of(call.Http.Request) is not null), Status(wrong))
        : None(call);

    public static Task None(CareCall call) => call.Message(StatusCodes.Status503ServiceUnavailable, "signin.none");

    public static Task Ask(CareCall call) => CodeDesk.Ask(call, CodeUse.SignIn, null, SignInSite.Code, HolderCookie.SignIn, wrong => Show(call, wrong));

    public static Task Enter(CareCall call)
    {
        // Made anew at each sign-in: a token that somebody planted before is worth nothing.
        var token = HolderCookie.NewToken();
        return CodeDesk.Check(call, SignInSite.Code, HolderCookie.SignIn, (wish, code) => call.Parts.SignIns!.Accounts.SignIn(wish, code, token, call.Parts.Now), () => Began(call, token));
    }

    /// <summary>A session began: the browser gets its token, and the one that it had before is over.</summary>
    public static Task Began(CareCall call, string token)
    {
        End(call);
        HolderCookie.Set(call.Http, token);
        return call.Redirect(HomeEndpoint.Path);
    }

    public static Task Leave(CareCall call)
    {
        End(call);
        return Left(call);
    }

    public static Task LeaveAll(CareCall call, HolderSession session)
    {
        call.Parts.SignIns?.Accounts.EndAll(session.Holder);
        return Left(call);
    }

    /// <summary>To the page at which a browser forgets what it kept for times without a connection: the next person at this phone must not read it.</summary>
    private static Task Left(CareCall call)
    {
        HolderCookie.Remove(call.Http);
        return call.Redirect(HolderCookie.SignIn);
    }

    /// <summary>Nothing was sent where too many came; what was typed wrong is said with the form.</summary>
    public static int Status(string? wrong) => wrong switch
    {
        null => StatusCodes.Status200OK,
        "signin.too_many" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static void End(CareCall call)
    {
        if (HolderCookie.Token(call.Http) is { Length: > 0 } earlier)
        {
            call.Parts.SignIns?.Accounts.End(earlier);
        }
    }
}
