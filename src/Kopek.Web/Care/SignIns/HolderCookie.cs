using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.SignIns;

/// <summary>The cookie of a holder who is signed in. Strict: another site's form or link never carries it, so that it needs no token against forgery.</summary>
internal static class HolderCookie
{
    public const string Name = "kopek-care";

    /// <summary>Where one signs in.</summary>
    public const string SignIn = "/care/sign-in";

    public static HolderSession? Session(HttpContext http, IHolderSessions? sessions) =>
        sessions is not null && http.Request.Cookies[Name] is { Length: > 0 and <= 128 } token ? sessions.Find(token) : null;
}
