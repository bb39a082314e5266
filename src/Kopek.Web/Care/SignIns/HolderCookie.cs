using System.Buffers.Text;
using System.Security.Cryptography;
using Kopek.Books.People.SignIns;
using Kopek.Books.Storage;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.SignIns;

/// <summary>The cookie of a holder who is signed in. Strict: another site's form or link never carries it, so that it needs no token against forgery.</summary>
internal static class HolderCookie
{
    public const string Name = "kopek-care";

    /// <summary>Where one signs in.</summary>
    public const string SignIn = "/care/sign-in";

    private const int TokenBytes = 32;

    public static HolderSession? Session(HttpContext http, IHolderSessions? sessions)
    {
        try
        {
            return sessions is not null && Token(http) is { Length: > 0 } token ? sessions.Find(token) : null;
        }
        catch (BooksException)
        {
            // Nobody is signed in while people.db cannot be read; pages for everybody go on.
            return null;
        }
    }

    /// <summary>Empty where there is none that could be ours.</summary>
    public static string Token(HttpContext http) => http.Request.Cookies[Name] is { Length: > 0 and <= 128 } token ? token : "";

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options(http, SignInLimits.SessionFor));

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", IsEssential = true, MaxAge = life };
}
