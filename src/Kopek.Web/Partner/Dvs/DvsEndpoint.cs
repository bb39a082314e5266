using System.Globalization;
using Kopek.Books.Partners;
using Kopek.Books.Storage;
using Kopek.Engine.Shards;
using Kopek.Web.Api;
using Kopek.Web.Partner.Access;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Partner.Dvs;

/// <summary>What is around every endpoint of DVS: who asks and how often, and what becomes of an error.</summary>
internal static class DvsEndpoint
{
    public const string LimitHeader = "X-RateLimit-Limit";
    public const string LeftHeader = "X-RateLimit-Remaining";

    /// <summary>Wraps an endpoint that answers an error, or null when it has written its answer.</summary>
    public static RequestDelegate For(PartnerParts parts, Func<HttpContext, PartnerCall, Task<DvsError?>> handle) => async http =>
    {
        if (await Run(http, parts, handle) is { } error)
        {
            await Write(http, error);
        }
    };

    public static Task Write(HttpContext http, DvsError error)
    {
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"kopek\"";
        }

        if (error.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        return JsonAnswer.Write(http, error.Status, error, static (json, written) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("errors"u8);
            json.WriteStartObject();
            json.WriteNumber("code"u8, written.Code);
            json.WriteString("message"u8, written.Message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task<DvsError?> Run(HttpContext http, PartnerParts parts, Func<HttpContext, PartnerCall, Task<DvsError?>> handle)
    {
        var refusal = PartnerAccess.Read(http.Request, parts.Store.Directory, parts.Now, out var entry);
        if (refusal != AccessRefusal.None)
        {
            return refusal == AccessRefusal.WrongAddress ? DvsError.Unauthorized.Because("this address is not on the account's list") : DvsError.Unauthorized;
        }

        http.Response.Headers.CacheControl = "no-store";
        var isAllowed = parts.Limits.Take(entry.Profile, out var left);
        http.Response.Headers[LimitHeader] = entry.Profile.RequestsPerSecond.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[LeftHeader] = left.ToString(CultureInfo.InvariantCulture);
        if (!isAllowed)
        {
            return DvsError.TooMany;
        }

        try
        {
            return await handle(http, new PartnerCall(parts, entry, await parts.Shelf.Get()));
        }
        catch (ShardFailedException)
        {
            return DvsError.Unavailable;
        }
        catch (BooksException)
        {
            return DvsError.Unavailable;
        }
        catch (BadHttpRequestException)
        {
            return DvsError.BadRequest;
        }
    }

    /// <summary>A suspended partner may read, and sell nothing.</summary>
    public static DvsError? NotSelling(PartnerCall call) =>
        call.Profile.Status == PartnerStatus.Authorised ? null : DvsError.Unauthorized.Because("the account is suspended");
}
