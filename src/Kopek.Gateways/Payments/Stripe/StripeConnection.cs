using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>Stripe.net over our connection: it retries nothing by itself (the engine does, with the same key), and tells Stripe nothing of our delays.</summary>
internal sealed class StripeConnection : IDisposable
{
    private readonly HttpClient http;

    public StripeConnection(StripeOptions options)
    {
        http = ProviderConnection.Open(options.Time);
        Client = new StripeClient(new StripeClientOptions
        {
            ApiKey = options.Key,
            ApiBase = options.BaseUrl.GetLeftPart(UriPartial.Authority),
            HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 0, appInfo: null, enableTelemetry: false),
        });
    }

    public StripeClient Client { get; }

    public V1Services Stripe => Client.V1;

    /// <summary>
    /// What a call says, or null where it says nothing: no connection, no answer in time, one too long or none that can be read. Throws
    /// <see cref="StripeException"/> for an error that Stripe describes.
    /// </summary>
    public static async Task<T?> Ask<T>(Func<Task<T>> call)
        where T : class
    {
        await PoolThread.Enter();
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not (StripeException or OutOfMemoryException))
        {
            // The network's and those that Stripe.net throws for JSON that is not what it expects: many kinds, and all say that nobody knows.
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
