namespace Kopek.Gateways.Payments;

/// <summary>
/// How we talk to a provider over HTTP: never longer than <see cref="Timeout"/>, never more than <see cref="MostBodyBytes"/>, and never to where it
/// would redirect us, because our keys would go along. What breaks a limit is an exception of HttpClient, which says nothing of the outcome.
/// </summary>
internal static class ProviderConnection
{
    /// <summary>For one request with its whole answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A page of a hundred payments has some hundred kilobytes.</summary>
    public const int MostBodyBytes = 2 * 1024 * 1024;

    private const int MostHeaderKilobytes = 32;
    private const int MostConnections = 32;

    /// <summary>So that a provider's new address is found without a restart.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    public static HttpClient Open(TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxConnectionsPerServer = MostConnections,
            PooledConnectionLifetime = ConnectionLife,
        };
        return new HttpClient(new LimitedExchange(time, sockets), disposeHandler: true)
        {
            MaxResponseContentBufferSize = MostBodyBytes,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan, // LimitedExchange keeps the time
        };
    }
}

/// <summary>
/// One request and its whole answer, in time and in size. Whoever waits for it goes on in the thread pool: the host completes sockets on the thread that
/// hears of them (ADR 0012), and that thread must not do a payment's work, let alone wait.
/// </summary>
internal sealed class LimitedExchange(TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ProviderConnection.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(ProviderConnection.MostBodyBytes, either.Token).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response?.Dispose();
            throw;
        }
        finally
        {
            await PoolThread.Enter();
        }
    }
}
