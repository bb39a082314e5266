using System.Text.Json;
using Kopek.Core;
using Kopek.Engine.Lines;
using Kopek.Web.Api;
using Kopek.Web.Api.Lines;
using Kopek.Web.Care.SignIns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kopek.Web.Care.Live;

/// <summary>
/// The money of the holder's line as server-sent events, in words of his language: at once, and again after each burst of changes. It ends when he signs out or
/// looks at another line; the browser then asks again by itself, and gets 401 or the other line.
/// </summary>
internal static class LiveLineEndpoint
{
    public const string Path = CareSite.Root + "/live";

    /// <summary>Open streams: each holds a connection and some kilobytes.</summary>
    private const int MostStreams = 2000;

    /// <summary>Proxies close what is silent for 30 to 60 seconds; and so long at most a stream outlives its session.</summary>
    private static readonly TimeSpan heartbeat = TimeSpan.FromSeconds(15);

    private static int streams;

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        var stopping = to.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        // Not through CareEndpoint, which gathers a page before it sends it.
        to.MapGet(Path, http => Watch(new CareCall(http, parts), parts.Api, stopping)).ExcludeFromDescription();
    }

    private static async Task Watch(CareCall call, ApiParts parts, CancellationToken stopping)
    {
        var response = call.Http.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/event-stream";
        if (call.Session is not { } session)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Interlocked.Increment(ref streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams);
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, stopping);
            using var subscription = parts.Engine.Changes.Subscribe(session.Line.Line);
            await Stream(call, session, parts, subscription, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The watcher went, or the server stops: the stream just ends.
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private static async Task Stream(CareCall call, HolderSession session, ApiParts parts, LineSubscription subscription, CancellationToken ending)
    {
        var response = call.Http.Response;
        var frame = await Frame(call, parts, subscription);
        var more = subscription.Reader.WaitToReadAsync(ending).AsTask();
        while (HolderCookie.Session(call.Http, call.Parts.Sessions)?.Line == session.Line)
        {
            await response.WriteAsync(frame, ending);
            await response.Body.FlushAsync(ending);
            try
            {
                if (!await more.WaitAsync(heartbeat, parts.Options.Time, ending))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                frame = ": still here\n\n";
                continue;
            }

            while (subscription.Reader.TryRead(out _))
            {
                // Whatever changed, the line is told whole.
            }

            frame = await Frame(call, parts, subscription);
            more = subscription.Reader.WaitToReadAsync(ending).AsTask();
        }
    }

    private static async Task<string> Frame(CareCall call, ApiParts parts, LineSubscription subscription)
    {
        if (await LineEndpoints.View(parts, subscription.Line) is not { } view)
        {
            return ": no line\n\n";
        }

        var words = call.Words(call.Parts.Operator(view.Operator));
        var shown = new Dictionary<string, string>
        {
            ["available"] = words.Amount(new Money(view.Balance.Available)),
            ["reserved"] = words.Amount(new Money(view.Balance.Reserved)),
            ["at"] = words.Time(call.Parts.Now),
        };
        return $"event: line\ndata: {JsonSerializer.Serialize(shown)}\n\n";
    }
}
