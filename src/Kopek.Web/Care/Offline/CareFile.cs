using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Offline;

/// <summary>A file beside the pages that is built in: the script, the worker, the icon.</summary>
internal sealed record CareFile(string Address, string Type, byte[] Bytes, string Caching)
{
    /// <summary>An address that changes with what is there is never asked for twice.</summary>
    public const string ForEver = "public, max-age=31536000, immutable";
    public const string ForADay = "public, max-age=86400";

    public static string Read(string name) => BuiltInFile.Text(typeof(CareFile).Assembly, $"Kopek.Web.Care.Offline.{name}");

    /// <summary>Under an address with the hash of what is in it.</summary>
    public static CareFile Hashed(string name, string extension, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new CareFile($"{CareSite.Root}/{name}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}.{extension}", type, bytes, ForEver);
    }

    public void Map(IEndpointRouteBuilder to, CareParts parts, Action<IHeaderDictionary>? head = null) => to.MapGet(Address, CareEndpoint.Open(parts, call =>
    {
        var response = call.Http.Response;
        response.ContentType = Type;
        response.Headers.CacheControl = Caching;
        head?.Invoke(response.Headers);
        return response.Body.WriteAsync(Bytes, call.Http.RequestAborted).AsTask();
    })).ExcludeFromDescription();
}
