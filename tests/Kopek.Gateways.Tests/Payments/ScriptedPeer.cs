using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Tests.Payments;

/// <summary>What goes wrong with the next request that moves money.</summary>
public enum Fault
{
    /// <summary>It is done, and the connection breaks before the answer.</summary>
    AnswerLost,

    /// <summary>The connection breaks before it is done.</summary>
    RequestLost,

    /// <summary>It is done, and the answer never comes.</summary>
    Slow,

    /// <summary>It is done, and the server says 500.</summary>
    Broken,

    /// <summary>Not done: 429.</summary>
    TooMany,

    /// <summary>It is done, and the answer is cut off in the middle of its JSON.</summary>
    Malformed,

    /// <summary>It is done, and the answer has 3 MB.</summary>
    Oversized,

    /// <summary>It is done, and the answer has more headers than anybody needs.</summary>
    ManyHeaders,

    /// <summary>Not done: sent elsewhere, where our keys must not go.</summary>
    Redirect,

    /// <summary>Not done: a wall on the way says 403 in HTML.</summary>
    Wall,
}

/// <summary>An answer of a peer.</summary>
public sealed record PeerAnswer(int Status, string Json);

/// <summary>A provider's side over real HTTP, in the test's process, with state and with faults on demand.</summary>
public abstract class ScriptedPeer : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Lock gate = new();
    private TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected ScriptedPeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(HandleAsync);
        server.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    /// <summary>For the next POST, once.</summary>
    public Fault? Next { get; set; }

    /// <summary>For every GET from now on.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Completed while a request is held without an answer.</summary>
    public Task Held => held.Task;

    public List<string> Requests { get; } = [];

    /// <summary>Works on its state; only ever one at a time.</summary>
    protected abstract PeerAnswer Answer(HttpRequest request, string body);

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var isPost = HttpMethods.IsPost(context.Request.Method);
        PeerAnswer? answer;
        Fault? fault;
        lock (gate)
        {
            Requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {body}");
            fault = isPost ? Next : IsDeaf ? Fault.RequestLost : null;
            Next = isPost ? null : Next;
            answer = fault is Fault.RequestLost or Fault.TooMany or Fault.Redirect or Fault.Wall ? null : Answer(context.Request, body);
        }

        await SendAsync(context, fault, answer);
    }

    private async Task SendAsync(HttpContext context, Fault? fault, PeerAnswer? answer)
    {
        switch (fault)
        {
            case Fault.AnswerLost or Fault.RequestLost:
                context.Abort();
                return;
            case Fault.Slow:
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (context.RequestAborted.Register(gone.SetResult))
                {
                    held.TrySetResult();
                    await gone.Task;
                    held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                return;
            case Fault.Redirect:
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = $"{Address}elsewhere";
                return;
        }

        var (status, text) = fault switch
        {
            Fault.Broken => (500, answer!.Json),
            Fault.TooMany => (429, "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"},\"type\":\"error\",\"code\":\"too_many_requests\"}"),
            Fault.Malformed => (answer!.Status, answer.Json[..(answer.Json.Length / 2)]),
            Fault.Oversized => (answer!.Status, answer.Json[..^1] + ",\"filler\":\"" + new string('x', 3_000_000) + "\"}"),
            Fault.Wall => (403, "<html>no</html>"),
            _ => (answer!.Status, answer.Json),
        };
        if (fault == Fault.ManyHeaders)
        {
            context.Response.Headers["X-Filler"] = new string('x', 40_000);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
