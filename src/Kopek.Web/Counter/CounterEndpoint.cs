using Kopek.Books.People;
using Kopek.Books.Storage;
using Kopek.Engine.Shards;
using Kopek.Web.Counter.SignIns;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kopek.Web.Counter;

/// <summary>What is around every page: headers, who asks, that a form is ours, and what becomes of a failure.</summary>
internal static class CounterEndpoint
{
    /// <summary>No script, nothing from elsewhere, in nobody's frame.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For everybody.</summary>
    public static RequestDelegate Open(CounterParts parts, Func<CounterCall, Task> handle) => http => Run(http, parts, handle, StaffRole.Clerk, isOpen: true);

    /// <summary>For staff; others are sent to sign in.</summary>
    public static RequestDelegate For(CounterParts parts, Func<CounterCall, Task> handle) => http => Run(http, parts, handle, StaffRole.Clerk, isOpen: false);

    public static RequestDelegate ForSupervisors(CounterParts parts, Func<CounterCall, Task> handle) => http => Run(http, parts, handle, StaffRole.Supervisor, isOpen: false);

    private static async Task Run(HttpContext http, CounterParts parts, Func<CounterCall, Task> handle, StaffRole role, bool isOpen)
    {
        Head(http.Response.Headers);
        CounterCall? call = null;
        try
        {
            call = new CounterCall(http, parts, await SignedIn(http));
            await Answer(call, handle, role, isOpen);
        }
        catch (Exception failed) when (failed is ShardFailedException or BooksException && !http.Response.HasStarted)
        {
            call ??= new CounterCall(http, parts, null);
            await call.Message(StatusCodes.Status503ServiceUnavailable, "error.unavailable");
        }
    }

    private static async Task Answer(CounterCall call, Func<CounterCall, Task> handle, StaffRole role, bool isOpen)
    {
        if (call.SignedIn is null && !isOpen)
        {
            await call.Redirect(SignInEndpoints.Path);
            return;
        }

        if (call.SignedIn is { } staff && role == StaffRole.Supervisor && !staff.IsSupervisor)
        {
            call.Note(AuditAct.PageRefused, "not_a_supervisor", detail: call.Http.Request.Path);
            await call.Message(StatusCodes.Status403Forbidden, "error.supervisors");
            return;
        }

        if (HttpMethods.IsPost(call.Http.Request.Method) && !await Read(call))
        {
            if (call.SignedIn is not null)
            {
                call.Note(AuditAct.PageRefused, "forged_form", detail: call.Http.Request.Path);
            }

            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        await handle(call);
    }

    /// <summary>False where the form is not one that we gave to this person, or is no form.</summary>
    private static async Task<bool> Read(CounterCall call)
    {
        try
        {
            if (await PostedForm.Read(call.Http.Request) is not { } form)
            {
                return false;
            }

            call.Form = form;
            await call.Http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(call.Http);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    private static async Task<StaffMember?> SignedIn(HttpContext http)
    {
        var result = await http.AuthenticateAsync(StaffCookie.Scheme);
        http.User = result.Principal ?? new System.Security.Claims.ClaimsPrincipal();
        return result.Succeeded ? StaffCookie.Member(http) : null;
    }

    private static void Head(IHeaderDictionary headers)
    {
        // In the words that the form's token asks for.
        headers.CacheControl = "no-cache, no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
