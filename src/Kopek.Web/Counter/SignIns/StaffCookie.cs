using System.Security.Claims;
using Kopek.Books.People;
using Kopek.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Counter.SignIns;

/// <summary>
/// The cookie of who is signed in. It names a session of people.db, made new at each sign-in, and is worth nothing without it: after signing out, a new password
/// or the end of the account, a copy of it opens nothing.
/// </summary>
internal static class StaffCookie
{
    public const string Scheme = "kopek-staff";
    private const string SessionClaim = "session";
    private static readonly object memberKey = new();
    private static readonly object sessionKey = new();

    /// <summary>Nobody stood at the counter for that long: the next person signs in.</summary>
    private static readonly TimeSpan idle = TimeSpan.FromMinutes(30);

    public static CookieBuilder Of(string name) => new()
    {
        Name = name,
        Path = CounterSite.Root,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
        IsEssential = true,
    };

    public static void Configure(CookieAuthenticationOptions cookie, CounterOptions options)
    {
        cookie.Cookie = Of(Scheme);
        cookie.TimeProvider = options.Time;
        cookie.ExpireTimeSpan = idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInEndpoints.Path;
        cookie.Events.OnValidatePrincipal = context =>
        {
            var session = context.Principal?.FindFirstValue(SessionClaim) ?? "";
            var now = new Moment(options.Time.GetUtcNow().ToUnixTimeMilliseconds());
            if (options.People.SignedIn(session, now) is { } member)
            {
                context.HttpContext.Items[memberKey] = member;
                context.HttpContext.Items[sessionKey] = session;
            }
            else
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    public static StaffMember? Member(HttpContext http) => http.Items[memberKey] as StaffMember;

    public static string? Session(HttpContext http) => http.Items[sessionKey] as string;

    public static Task Begin(HttpContext http, StaffMember member, string session)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, member.Id), new Claim(SessionClaim, session)], Scheme);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static Task End(HttpContext http) => http.SignOutAsync(Scheme);
}
