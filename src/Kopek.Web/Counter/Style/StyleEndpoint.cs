using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Style;

/// <summary>The one style sheet, under an address that changes with it, so that browsers may keep it.</summary>
internal static class StyleEndpoint
{
    private static readonly byte[] sheet = Load();

    public static string Path { get; } = $"{CounterSite.Root}/style-{Convert.ToHexStringLower(SHA256.HashData(sheet))[..12]}.css";

    public static void Map(IEndpointRouteBuilder to) => to.MapGet(Path, http =>
    {
        http.Response.ContentType = "text/css; charset=utf-8";
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return http.Response.Body.WriteAsync(sheet, 0, sheet.Length, http.RequestAborted);
    });

    private static byte[] Load()
    {
        using var stream = typeof(StyleEndpoint).Assembly.GetManifestResourceStream("Kopek.Web.Counter.counter.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
