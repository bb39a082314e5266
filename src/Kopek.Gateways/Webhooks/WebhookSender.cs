using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Kopek.Books.Partners;

namespace Kopek.Gateways.Webhooks;

/// <summary>What came back for one attempt.</summary>
/// <param name="Words">"http_200", "timeout", "not_public", "no_connection".</param>
/// <param name="IsUnwanted">The receiver wants no more of these (410).</param>
public readonly record struct WebhookAnswer(bool IsTaken, bool IsUnwanted, string Words);

/// <summary>
/// Posts signed callbacks. Follows no redirect, uses no proxy, reads no body, and connects to public addresses only: the address that the name leads to is the
/// very one that is connected to.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>Receivers are to store and answer; who works first is asked again later.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan connectPatience = TimeSpan.FromSeconds(5);

    private readonly WebhookAddress address;
    private readonly TimeProvider time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly HttpClient client;

    /// <param name="resolve">What a name leads to; null: what this machine's resolver says.</param>
    public WebhookSender(WebhookAddress address, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.address = address;
        this.time = time;
        this.resolve = resolve ?? Dns.GetHostAddressesAsync;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = connectPatience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Kopek", "1"));
    }

    /// <summary>Never throws for what the receiver or the network did.</summary>
    public async Task<WebhookAnswer> SendAsync(string url, string messageId, ReadOnlyMemory<byte> body, IReadOnlyList<ReadOnlyMemory<byte>> secrets, CancellationToken cancel)
    {
        if (address.Fault(url) is not null)
        {
            return new WebhookAnswer(false, false, "not_public");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, messageId);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToString(CultureInfo.InvariantCulture));
        if (secrets.Count > 0)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(messageId, now, body.Span, secrets));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new WebhookAnswer(response.IsSuccessStatusCode, response.StatusCode == HttpStatusCode.Gone, $"http_{(int)response.StatusCode}");
        }
        catch (OperationCanceledException)
        {
            return new WebhookAnswer(false, false, cancel.IsCancellationRequested ? "stopped" : "timeout");
        }
        catch (HttpRequestException failed)
        {
            return new WebhookAnswer(false, false, failed.InnerException is NotPublicException ? "not_public" : "no_connection");
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var found = await resolve(context.DnsEndPoint.Host, cancel);
        var usable = Array.FindAll(found, address.MayConnect);
        if (usable.Length == 0)
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPublicException() : IOException("The name leads to no public address.");
}
