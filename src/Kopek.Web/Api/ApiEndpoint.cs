using Kopek.Books.Storage;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api;

/// <summary>What is around every endpoint: who asks, and what becomes of a refusal or a failure.</summary>
internal static class ApiEndpoint
{
    /// <summary>Wraps an endpoint that answers a refusal, or null when it has written its answer.</summary>
    public static RequestDelegate For(ApiParts parts, Func<HttpContext, ApiParts, Task<Problem?>> handle) =>
        async http => await Write(http, parts.Options.Token.Refusal(http.Request) ?? await Run(http, parts, handle));

    /// <summary>The same for what everybody may ask: who it is, is the endpoint's own business.</summary>
    public static RequestDelegate ForEverybody(ApiParts parts, Func<HttpContext, ApiParts, Task<Problem?>> handle) =>
        async http => await Write(http, await Run(http, parts, handle));

    private static async Task Write(HttpContext http, Problem? problem)
    {
        if (problem is not null)
        {
            await ProblemWriter.Write(http, problem);
        }
    }

    private static async Task<Problem?> Run(HttpContext http, ApiParts parts, Func<HttpContext, ApiParts, Task<Problem?>> handle)
    {
        try
        {
            return await handle(http, parts);
        }
        catch (ShardFailedException failed)
        {
            return ShardProblems.Of(failed.Reason);
        }
        catch (BooksException)
        {
            return new Problem(ProblemKinds.BooksUnavailable, "The books are being built or their disk fails; balances and charging are not touched by it. Try again later.") { RetryAfterSeconds = 10 };
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Problem(ProblemKinds.BodyTooLarge, "The body is larger than the server takes. Send only what the route asks for.");
        }
    }
}
