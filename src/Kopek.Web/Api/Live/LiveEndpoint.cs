using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Lines;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kopek.Web.Api.Live;

/// <summary>
/// A line's changes as server-sent events: first the line, then each change after its commit, and the line again after each burst of them. Whoever
/// reconnects gets the line anew, so a missed change costs nothing.
/// </summary>
internal static class LiveEndpoint
{
    /// <summary>Open streams: each holds a connection and some kilobytes.</summary>
    public const int MostStreams = 2000;

    /// <summary>Proxies close what is silent for 30 to 60 seconds.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/events", "Watch a line")
    {
        Description = "Server-sent events: line (the line as GET shows it) and change (kind, sequence, at, figures).",
        AnswerType = "text/event-stream",
    };

    private static int streams;

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        var stopping = to.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        Operation.Map(to, ApiEndpoint.For(parts, (http, p) => Watch(http, p, stopping)));
    }

    private static async Task<Problem?> Watch(HttpContext http, ApiParts parts, CancellationToken stopping)
    {
        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        if (Interlocked.Increment(ref streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams);
            return new Problem(ProblemKinds.TooManyStreams, $"{MostStreams} are open. Close some, or read the line now and then instead.") { RetryAfterSeconds = 30 };
        }

        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            using var subscription = parts.Engine.Changes.Subscribe(line);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            await Stream(http.Response, parts, subscription, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The watcher went, or the server stops: the stream just ends.
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }

        return null;
    }

    private static async Task Stream(HttpResponse response, ApiParts parts, LineSubscription subscription, CancellationToken ending)
    {
        await WriteLine(response, parts, subscription.Line, ending);
        var more = subscription.Reader.WaitToReadAsync(ending).AsTask();
        while (true)
        {
            try
            {
                if (!await more.WaitAsync(Heartbeat, parts.Options.Time, ending))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                await Send(response, ": still here\n\n"u8.ToArray(), ending);
                continue;
            }

            while (subscription.Reader.TryRead(out var change))
            {
                await Send(response, Frame("change", change.Sequence, json => ChangeJson.Write(json, change)), ending);
            }

            await WriteLine(response, parts, subscription.Line, ending);
            more = subscription.Reader.WaitToReadAsync(ending).AsTask();
        }
    }

    private static async Task WriteLine(HttpResponse response, ApiParts parts, LineId line, CancellationToken ending)
    {
        if (await LineEndpoints.View(parts, line) is { } view)
        {
            await Send(response, Frame("line", null, json => JsonSerializer.Serialize(json, view, ApiJson.Default.LineView)), ending);
        }
    }

    private static byte[] Frame(string name, long? sequence, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        var head = sequence is { } id ? string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: ") : $"event: {name}\ndata: ";
        buffer.Write(Encoding.UTF8.GetBytes(head));
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static async Task Send(HttpResponse response, byte[] frame, CancellationToken ending)
    {
        await response.Body.WriteAsync(frame, ending);
        await response.Body.FlushAsync(ending);
    }
}
