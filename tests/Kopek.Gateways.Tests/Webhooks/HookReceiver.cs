using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Tests.Webhooks;

/// <summary>A partner's side over real HTTP: answers as it is told and remembers what came.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<int> answers = new();

    private HookReceiver(WebApplication server) => this.server = server;

    /// <summary>Ids and bodies, in the order in which they came.</summary>
    public ConcurrentQueue<(string Id, string Signature, string Body)> Got { get; } = new();

    public string Url => $"{server.Urls.First()}/hook";

    public static async Task<HookReceiver> StartAsync(params IEnumerable<int> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var receiver = new HookReceiver(builder.Build());
        foreach (var answer in answers)
        {
            receiver.answers.Enqueue(answer);
        }

        receiver.server.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            receiver.Got.Enqueue((http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-signature"].ToString(), await reader.ReadToEndAsync()));
            http.Response.StatusCode = receiver.answers.TryDequeue(out var status) ? status : 204;
            if (http.Response.StatusCode is >= 300 and < 400)
            {
                http.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            }
        });
        await receiver.server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
