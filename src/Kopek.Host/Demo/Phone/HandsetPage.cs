using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kopek.Web.Menus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kopek.Host.Demo.Phone;

/// <summary>
/// /demo/phone/{number}: one phone to use. Dials *100#, sends an SMS, calls the hotline, by forms and without script; what a gateway would send goes straight to
/// the menus. Only mapped by the demo, only answered to this machine.
/// </summary>
internal static class HandsetPage
{
    private const string Path = "/demo/phone/{msisdn}";
    private const int LongestField = 200;

    public static void Map(WebApplication application, HolderMenus menus)
    {
        application.MapGet(Path, For(_ => Task.FromResult(new HandsetState())));
        application.MapPost($"{Path}/ussd", For(form => Dial(form, menus)));
        application.MapPost($"{Path}/sms", For(form => Write(form, menus)));
        application.MapPost($"{Path}/call", For(form => Call(form, menus)));
    }

    private static RequestDelegate For(Func<HandsetForm, Task<HandsetState>> handle) => http => WriteAsync(http, handle);

    private static async Task<HandsetState> Dial(HandsetForm form, HolderMenus menus)
    {
        var isNew = form["session"].Length == 0;
        var session = isNew ? NewId() : form["session"];
        var before = form["typed"];
        var typed = isNew ? "" : before.Length == 0 ? form["input"] : $"{before}*{form["input"]}";
        var reply = await menus.Ussd(session, form.Line.Msisdn, typed);
        return new HandsetState { Ussd = reply?.Text ?? "", Session = reply is { Ends: false } ? session : "", Typed = typed };
    }

    private static async Task<HandsetState> Write(HandsetForm form, HolderMenus menus) =>
        new() { Sent = form["text"], Answer = await menus.Sms(form["id"], form.Line.Msisdn, form["text"]) ?? "(no answer: too many messages, or one sent twice)" };

    private static async Task<HandsetState> Call(HandsetForm form, HolderMenus menus)
    {
        var isNew = form["call"].Length == 0;
        var call = isNew ? NewId() : form["call"];
        var step = int.TryParse(form["step"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var reply = await menus.Voice(call, form.Line.Msisdn, isNew ? -1 : step, form["digits"]);
        return new HandsetState { Said = reply?.Text ?? "", Call = reply is { Ends: false } ? call : "", Step = reply?.Step ?? 0 };
    }

    private static async Task WriteAsync(HttpContext http, Func<HandsetForm, Task<HandsetState>> handle)
    {
        var line = DemoLines.All.FirstOrDefault(known => known.Msisdn == http.Request.RouteValues["msisdn"] as string);
        if (!PhonePage.IsOfThisMachine(http) || !IsOurs(http.Request) || line is null)
        {
            http.Response.StatusCode = line is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync("The demo's phones are shown on this machine only.");
            return;
        }

        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var state = await handle(new HandsetForm(line, form));
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(HandsetHtml.Page(line, state with { MessageId = NewId() }), Encoding.UTF8);
    }

    /// <summary>Another site's page in the same browser must not press keys here.</summary>
    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin || origin == $"{request.Scheme}://{request.Host}");

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The fields of a form, bounded.</summary>
    private sealed record HandsetForm(DemoLine Line, IFormCollection Fields)
    {
        public string this[string name] => Fields[name] is [{ Length: <= LongestField } value] ? value.Trim() : "";
    }
}

/// <summary>What the phone shows.</summary>
internal sealed record HandsetState
{
    public string Ussd { get; init; } = "";

    /// <summary>Empty where no session is open.</summary>
    public string Session { get; init; } = "";
    public string Typed { get; init; } = "";
    public string MessageId { get; init; } = "";
    public string Sent { get; init; } = "";
    public string Answer { get; init; } = "";
    public string Said { get; init; } = "";

    /// <summary>Empty where no call is on.</summary>
    public string Call { get; init; } = "";
    public int Step { get; init; }
}
