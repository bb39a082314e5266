using Kopek.Books.Storage;
using Kopek.Engine.Shards;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Care.Style;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care;

/// <summary>What is around every page: headers, that a form is ours, how many an address sends, and what becomes of a failure.</summary>
internal static class CareEndpoint
{
    /// <summary>Script only in files of ours, nothing from elsewhere, in nobody's frame.</summary>
    private static readonly string policy =
        $"default-src 'none'; style-src 'sha256-{CareStyle.Hash}'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static RequestDelegate Open(CareParts parts, Func<CareCall, Task> handle) => async http =>
    {
        Head(http.Response.Headers);
        var call = new CareCall(http, parts);
        using var page = new GatheredPage(http);
        try
        {
            await Answer(call, handle);
        }
        catch (Exception failed) when (failed is ShardFailedException or BooksException)
        {
            page.Discard();
            await call.Message(StatusCodes.Status503ServiceUnavailable, "error.unavailable");
        }

        await page.Send();
    };

    /// <summary>A page for a holder who is signed in; anybody else is sent to sign in.</summary>
    public static RequestDelegate OpenHeld(CareParts parts, Func<CareCall, HolderSession, Task> handle) =>
        Open(parts, async call =>
        {
            call.Session = await OpenLines.Of(call);
            await (call.Session is { } session ? handle(call, session) : call.Redirect(HolderCookie.SignIn));
        });

    private static async Task Answer(CareCall call, Func<CareCall, Task> handle)
    {
        if (!HttpMethods.IsPost(call.Http.Request.Method))
        {
            await handle(call);
            return;
        }

        if (!call.Parts.Gate.LetsThrough(call.Http))
        {
            call.Http.Response.Headers.RetryAfter = "60";
            await call.Message(StatusCodes.Status429TooManyRequests, "error.too_many");
            return;
        }

        if (!IsOurs(call.Http.Request) || await PostedForm.Read(call.Http.Request) is not { } form)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        call.Form = form;
        await handle(call);
    }

    /// <summary>
    /// Browsers say where a form comes from (Fetch Metadata; Origin in older ones). The cookie of who is signed in is strict, so that a stranger's form comes
    /// without it even where a browser says nothing: no token is needed, and no page holds a secret that compression could leak.
    /// </summary>
    private static bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is "same-origin" or "none";
        }

        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    private static void Head(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-cache, no-store";
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
