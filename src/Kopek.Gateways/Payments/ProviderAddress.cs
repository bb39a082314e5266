namespace Kopek.Gateways.Payments;

/// <summary>Where a provider's API is.</summary>
internal static class ProviderAddress
{
    /// <summary>Our keys go there: never in the clear beyond this machine.</summary>
    public static bool IsSafe(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
