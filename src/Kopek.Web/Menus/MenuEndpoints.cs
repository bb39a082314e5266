using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kopek.Web.Api;
using Kopek.Web.Api.Access;
using Kopek.Web.Api.Problems;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Menus;

/// <summary>
/// Where gateways ask: USSD in the form that many of them have (sessionId, phoneNumber, text; CON or END), SMS (id, from, text; the answer is the body), and
/// VoiceXML 2.1 for the hotline. Documented in docs/menus.md.
/// </summary>
internal static class MenuEndpoints
{
    public const string Voice = "/menus/voice";

    /// <summary>Characters of a gateway's name for a session or a message.</summary>
    private const int LongestId = 200;

    /// <summary>A walk of hundreds of steps is a loop.</summary>
    private const int MostSteps = 500;

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, HolderMenus menus)
    {
        to.MapPost("/menus/ussd", For(parts, (http, form) => Ussd(http, form, menus))).ExcludeFromDescription();
        to.MapPost("/menus/sms", For(parts, (http, form) => Sms(http, form, menus))).ExcludeFromDescription();
        to.MapPost(Voice, For(parts, (http, form) => Call(http, form, menus))).ExcludeFromDescription();
        to.MapGet(Voice, ApiEndpoint.ForEverybody(parts, async (http, p) => Refusal(http.Request, p.Options) is { } refused ? refused : await WriteVoice(http, VoiceXml.Opening()))).ExcludeFromDescription();
    }

    private static RequestDelegate For(ApiParts parts, Func<HttpContext, PostedForm, Task<Problem?>> handle) => ApiEndpoint.ForEverybody(parts, async (http, p) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        return Refusal(http.Request, p.Options) is { } refused ? refused
            : await PostedForm.Read(http.Request) is { } form ? await handle(http, form)
            : new Problem(ProblemKinds.UnsupportedMediaType, "Send a form (application/x-www-form-urlencoded) of at most 16 KB, with its length.");
    });

    private static async Task<Problem?> Ussd(HttpContext http, PostedForm form, HolderMenus menus)
    {
        if (Missing(form, "sessionId", "phoneNumber") is { } missing)
        {
            return missing;
        }

        return await menus.Ussd(form.Text("sessionId"), form.Text("phoneNumber"), form.Text("text")) is { } reply
            ? await WriteText(http, $"{(reply.Ends ? "END" : "CON")} {reply.Text}")
            : Crossed("phoneNumber");
    }

    private static async Task<Problem?> Sms(HttpContext http, PostedForm form, HolderMenus menus)
    {
        if (Missing(form, "id", "from") is { } missing)
        {
            return missing;
        }

        if (await menus.Sms(form.Text("id"), form.Text("from"), form.Text("text")) is { } answer)
        {
            return await WriteText(http, answer);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static async Task<Problem?> Call(HttpContext http, PostedForm form, HolderMenus menus)
    {
        if (Missing(form, "caller") is { } missing)
        {
            return missing;
        }

        var isNew = form.Text("call").Length == 0;
        var call = isNew ? RandomNumberGenerator.GetHexString(32, lowercase: true) : form.Text("call");
        if (call.Length > LongestId || call.Any(character => !char.IsAsciiLetterOrDigit(character)))
        {
            return new Problem(ProblemKinds.MemberInvalid, "It is the id that the first answer gave.") { Member = "call" };
        }

        var step = isNew ? -1 : form.Number("step", MostSteps);
        return await menus.Voice(call, form.Text("caller"), step, form.Text("digits")) is { } reply ? await WriteVoice(http, VoiceXml.Of(reply, call)) : Crossed("caller");
    }

    /// <summary>
    /// Gateways have a token of their own: they may ask for everybody, but change little. Without one only this machine is served, and only where the whole server
    /// is for this machine; a page that a browser here has open is no gateway.
    /// </summary>
    private static Problem? Refusal(HttpRequest request, WebOptions options) => options switch
    {
        { MenuToken.IsSet: true } => options.MenuToken.Refusal(request),
        { Token.IsSet: true } => new Problem(ProblemKinds.TokenMissing, $"This server has no {OperatorToken.MenuVariable}, so its menus are closed."),
        _ when request.Headers.ContainsKey("Origin") || request.Headers.ContainsKey("Sec-Fetch-Site") => new Problem(ProblemKinds.HostNotLocal, "A browser is no gateway."),
        _ => options.MenuToken.Refusal(request),
    };

    private static Problem? Missing(PostedForm form, params IEnumerable<string> names) =>
        names.FirstOrDefault(name => form.Text(name) is not { Length: > 0 and <= LongestId }) is { } lacks
            ? new Problem(ProblemKinds.MemberMissing, string.Create(CultureInfo.InvariantCulture, $"The form needs {lacks}, once, of at most {LongestId} characters.")) { Member = lacks }
            : null;

    private static Problem Crossed(string member) => new(ProblemKinds.MemberInvalid, "The session is another number's.") { Member = member };

    private static async Task<Problem?> WriteText(HttpContext http, string text)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(text, Encoding.UTF8);
        return null;
    }

    private static async Task<Problem?> WriteVoice(HttpContext http, string document)
    {
        http.Response.ContentType = "application/voicexml+xml; charset=utf-8";
        await http.Response.WriteAsync(document, Encoding.UTF8);
        return null;
    }
}
