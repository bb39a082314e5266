using Kopek.Core.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.SignIns;

/// <summary>Where one signs in and out, and says which lines are his.</summary>
internal static class SignInSite
{
    public const string Code = HolderCookie.SignIn + "/code";
    public const string Lines = CareSite.Root + "/lines";
    public const string LineCode = Lines + "/code";
    public const string MailCode = Lines + "/mail/code";
    public const string SignOut = CareSite.Root + "/sign-out";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        Page(to, HolderCookie.SignIn, CareEndpoint.Open(parts, call => SignInEndpoint.Show(call, null)));
        Form(to, HolderCookie.SignIn, CareEndpoint.Open(parts, Where(SignInEndpoint.Ask)));
        Page(to, Code, CareEndpoint.Open(parts, call => call.Redirect(HolderCookie.SignIn)));
        Form(to, Code, CareEndpoint.Open(parts, Where(SignInEndpoint.Enter)));
        Form(to, SignOut, CareEndpoint.Open(parts, SignInEndpoint.Leave));
        Form(to, SignOut + "/all", CareEndpoint.OpenHeld(parts, SignInEndpoint.LeaveAll));
        Page(to, Lines, CareEndpoint.OpenHeld(parts, LinesEndpoint.Show));
        Form(to, Lines, CareEndpoint.OpenHeld(parts, LinesEndpoint.Ask));
        Form(to, LineCode, CareEndpoint.OpenHeld(parts, LinesEndpoint.Add));
        Form(to, Lines + "/choose", CareEndpoint.OpenHeld(parts, LinesEndpoint.Choose));
        Form(to, Lines + "/remove", CareEndpoint.OpenHeld(parts, LinesEndpoint.TakeOff));
        Form(to, Lines + "/others", CareEndpoint.OpenHeld(parts, LinesEndpoint.EndOthers));
        Form(to, Lines + "/mail", CareEndpoint.OpenHeld(parts, MailEndpoint.Ask));
        Form(to, MailCode, CareEndpoint.OpenHeld(parts, MailEndpoint.Confirm));
        foreach (var path in (string[])[LineCode, Lines + "/choose", Lines + "/remove", Lines + "/others", Lines + "/mail", MailCode, SignOut, SignOut + "/all"])
        {
            // Another language of what a form answered.
            Page(to, path, CareEndpoint.Open(parts, call => call.Redirect(Lines)));
        }
    }

    /// <summary>Only where the server can send codes; else the page says so.</summary>
    public static Func<CareCall, Task> Where(Func<CareCall, Task> handle) => call => CanSend(call) ? handle(call) : SignInEndpoint.None(call);

    public static bool CanSend(CareCall call) => call.Parts.SignIns?.Codes.Has(NoticeChannel.Sms) == true;

    private static void Page(IEndpointRouteBuilder to, string path, RequestDelegate handle) => to.MapGet(path, handle).ExcludeFromDescription();

    private static void Form(IEndpointRouteBuilder to, string path, RequestDelegate handle) => to.MapPost(path, handle).ExcludeFromDescription();
}
