using System.Text;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using Kopek.Web.Care.Texts;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Offline;

/// <summary>What makes the site installable, and its open pages readable without a connection. All of it is an addition: no page needs it.</summary>
internal static class OfflineFiles
{
    private const string Script = "text/javascript; charset=utf-8";

    public static CareFile Icon { get; } = CareFile.Hashed("icon", "svg", "image/svg+xml", CareFile.Read("icon.svg"));
    public static CareFile App { get; } = CareFile.Hashed("app", "js", Script, CareFile.Read("app.js"));
    public static CareFile Manifest { get; } = CareFile.Hashed("app", "webmanifest", "application/manifest+json", MadeManifest());

    /// <summary>Its address stays: browsers tell workers apart by it.</summary>
    public static CareFile Worker { get; } = new($"{CareSite.Root}/worker.js", Script, Encoding.UTF8.GetBytes(CareFile.Read("worker.js").Replace("SAID", Said(), StringComparison.Ordinal)), CareFile.ForADay);

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        Icon.Map(to, parts);
        App.Map(to, parts);
        Manifest.Map(to, parts);
        Worker.Map(to, parts, headers =>
        {
            // It answers for /pay and /r too. A worker's own policy is that of its script, and it asks this server only.
            headers["Service-Worker-Allowed"] = "/";
            headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
        });
        OfflineEndpoint.Map(to, parts);
    }

    private static string MadeManifest() =>
        $$"""{"name":"Kopek","short_name":"Kopek","start_url":"{{CareSite.Root}}","scope":"/","display":"standalone","background_color":"#f3f4f1","theme_color":"#1f5c46","icons":[{"src":"{{Icon.Address}}","sizes":"any","type":"image/svg+xml","purpose":"any"}]}""";

    /// <summary>The worker's few sentences, in all languages. None has a sign that means something in HTML.</summary>
    private static string Said() => JsonSerializer.Serialize(Enum.GetValues<NoticeLanguage>().ToDictionary(NoticeTexts.Tag, language => new Dictionary<string, string>
    {
        ["kept"] = CareTexts.Of(language).Of("offline.kept", []),
        ["missing"] = CareTexts.Of(language).Of("offline.missing", []),
        ["unsent"] = CareTexts.Of(language).Of("offline.unsent", []),
    }));
}
