using System.Globalization;
using Kopek.Books.Storage;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Access;
using Kopek.Web.Partner.Dvs;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Partner.Own;

/// <summary>What is around every endpoint of our own interface for partners.</summary>
internal static class OwnEndpoint
{
    /// <summary>Wraps an endpoint that answers a refusal, or null when it has written its answer.</summary>
    public static RequestDelegate For(PartnerParts parts, Func<HttpContext, PartnerCall, Task<Problem?>> handle) => async http =>
    {
        if (await Run(http, parts, handle) is { } problem)
        {
            if (problem.Kind.Status == StatusCodes.Status401Unauthorized)
            {
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"kopek\"";
            }

            await ProblemWriter.Write(http, problem);
        }
    };

    private static async Task<Problem?> Run(HttpContext http, PartnerParts parts, Func<HttpContext, PartnerCall, Task<Problem?>> handle)
    {
        var refusal = PartnerAccess.Read(http.Request, parts.Store.Directory, parts.Now, out var entry);
        if (refusal != AccessRefusal.None)
        {
            return PartnerProblems.Of(refusal);
        }

        http.Response.Headers.CacheControl = "no-store";
        var isAllowed = parts.Limits.Take(entry.Profile, out var left);
        http.Response.Headers[DvsEndpoint.LimitHeader] = entry.Profile.RequestsPerSecond.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[DvsEndpoint.LeftHeader] = left.ToString(CultureInfo.InvariantCulture);
        if (!isAllowed)
        {
            return PartnerProblems.Of(AccessRefusal.TooMany);
        }

        try
        {
            return await handle(http, new PartnerCall(parts, entry, await parts.Shelf.Get()));
        }
        catch (ShardFailedException failed)
        {
            return ShardProblems.Of(failed.Reason);
        }
        catch (BooksException)
        {
            return new Problem(ProblemKinds.BooksUnavailable, "Partners' transactions cannot be stored or read now. Send the same request with the same key again later.") { RetryAfterSeconds = 5 };
        }
        catch (BadHttpRequestException)
        {
            return new Problem(ProblemKinds.BodyTooLarge, "The body is larger than the server takes, or it ended early. Send only what the route asks for.");
        }
    }
}
