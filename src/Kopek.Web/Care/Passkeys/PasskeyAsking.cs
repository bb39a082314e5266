using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kopek.Books.People.SignIns;
using Kopek.Web.Care.SignIns;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Passkeys;

/// <summary>A challenge and the browser that it was made for: a cookie of minutes holds what only this browser knows. A newer challenge voids the older.</summary>
internal static class PasskeyAsking
{
    public const string Cookie = "kopek-passkey";
    private const int ChallengeBytes = 32;

    /// <summary>Keeps a new challenge and answers what the browser is to ask the device.</summary>
    /// <param name="options">Makes the JSON for a challenge.</param>
    public static Task Ask(CareCall call, PasskeyUse use, long? account, Func<byte[], string> options)
    {
        var challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        var browser = HolderCookie.NewToken();
        call.Parts.SignIns!.Accounts.Passkeys.Ask(browser, use, account, challenge, call.Parts.Now);
        call.Http.Response.Cookies.Append(Cookie, browser, Options(call.Http, PasskeyLimits.ChallengeFor));
        call.Http.Response.ContentType = "application/json";
        return call.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(options(challenge)), call.Http.RequestAborted).AsTask();
    }

    /// <summary>The challenge that this browser has to answer; whatever comes of it, it is gone.</summary>
    public static byte[]? Take(CareCall call, PasskeyUse use, long? account)
    {
        if (call.Http.Request.Cookies[Cookie] is not { Length: > 0 and <= 128 } browser)
        {
            return null;
        }

        call.Http.Response.Cookies.Delete(Cookie, Options(call.Http, null));
        return call.Parts.SignIns!.Accounts.Passkeys.Take(browser, use, account, call.Parts.Now);
    }

    /// <summary>Nothing to ask a device for: the script sends the form without an answer, and the page says why.</summary>
    public static Task None(CareCall call)
    {
        call.Http.Response.StatusCode = StatusCodes.Status409Conflict;
        return Task.CompletedTask;
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = CareSite.Root, IsEssential = true, MaxAge = life };
}
