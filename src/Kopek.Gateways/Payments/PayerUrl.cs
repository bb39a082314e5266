namespace Kopek.Gateways.Payments;

/// <summary>Where a provider sends the payer.</summary>
internal static class PayerUrl
{
    private const int Longest = 4096;

    /// <summary>Null for what a browser must not be sent to.</summary>
    public static Uri? Read(string? text) =>
        text is { Length: <= Longest } && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : null;
}
