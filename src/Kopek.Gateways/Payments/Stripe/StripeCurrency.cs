using System.Collections.Frozen;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>Stripe counts in a currency's smallest unit. Money is hundredths, so a currency that has none, or thousandths, is refused.</summary>
internal static class StripeCurrency
{
    // https://docs.stripe.com/currencies, "Zero-decimal currencies", "Three-decimal currencies" and "Special cases".
    private static readonly FrozenSet<string> WithoutHundredths = FrozenSet.ToFrozenSet(
    [
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", "BHD", "JOD", "KWD", "OMR", "TND", "ISK", "HUF", "TWD",
    ]);

    public static string? Fault(string currency) => WithoutHundredths.Contains(currency) ? "stripe: a currency without hundredths" : null;

    public static string ToStripe(string currency) => currency.ToLowerInvariant();

    public static string FromStripe(string? currency) => (currency ?? "").ToUpperInvariant();
}
