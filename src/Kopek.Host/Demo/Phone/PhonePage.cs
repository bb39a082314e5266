using System.Net;
using System.Text;
using Kopek.Books.Notices;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Host.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kopek.Host.Demo.Phone;

/// <summary>GET /demo/phone: the holders' phones with the messages they got. Only mapped by the demo, only answered to this machine.</summary>
internal static class PhonePage
{
    private const string Path = "/demo/phone";

    /// <summary>Messages of one phone: what fits on its screen.</summary>
    private const int ShownOfLine = 6;

    public static void Map(WebApplication application, NoticeParts notices, ChargingEngine engine) => application.MapGet(Path, http => WriteAsync(http, notices, engine));

    private static Task WriteAsync(HttpContext http, NoticeParts notices, ChargingEngine engine)
    {
        if (!IsOfThisMachine(http))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return http.Response.WriteAsync("The demo's phones are shown on this machine only.");
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
        var phones = DemoLines.All.Select(line => (line, (IReadOnlyList<NoticeRecord>)(engine.Directory.TryFind(DirectoryKind.Msisdn, line.Msisdn.AsSpan(), out var id)
            ? notices.Store.Page(id, null, ShownOfLine).Notices
            : [])));
        return http.Response.WriteAsync(PhoneHtml.Page(phones, msisdn => notices.Phone?.CodesOf(msisdn) ?? []), Encoding.UTF8);
    }

    /// <summary>By the connection and by the name: a page open in a browser here may name us by another host (DNS rebinding).</summary>
    internal static bool IsOfThisMachine(HttpContext http)
    {
        var host = http.Request.Host.Host.Trim('[', ']');
        return http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }
}
