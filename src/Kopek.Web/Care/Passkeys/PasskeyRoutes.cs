using Kopek.Web.Care.SignIns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Passkeys;

/// <summary>Where passkeys are used, added and taken off. Each form has an address below it at which its script asks for a challenge.</summary>
internal static class PasskeyRoutes
{
    public const string SignIn = HolderCookie.SignIn + "/passkey";
    public const string List = SignInSite.Lines + "/passkeys";
    public const string Remove = List + "/remove";
    public const string Options = "/options";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        PasskeyScript.File.Map(to, parts);
        Form(to, SignIn, CareEndpoint.Open(parts, PasskeySignIn.Enter));
        Form(to, SignIn + Options, CareEndpoint.Open(parts, PasskeySignIn.Ask));
        Form(to, List, CareEndpoint.OpenHeld(parts, PasskeyList.Add));
        Form(to, List + Options, CareEndpoint.OpenHeld(parts, PasskeyList.Ask));
        Form(to, Remove, CareEndpoint.OpenHeld(parts, PasskeyList.Remove));
        foreach (var (path, back) in ((string, string)[])[(SignIn, HolderCookie.SignIn), (List, SignInSite.Lines), (Remove, SignInSite.Lines)])
        {
            // Another language of what a form answered.
            to.MapGet(path, CareEndpoint.Open(parts, call => call.Redirect(back))).ExcludeFromDescription();
        }
    }

    private static void Form(IEndpointRouteBuilder to, string path, RequestDelegate handle) => to.MapPost(path, handle).ExcludeFromDescription();
}
