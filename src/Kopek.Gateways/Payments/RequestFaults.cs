using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments;

/// <summary>What is wrong with a request before anybody is asked. Nothing was sent, so the answer is sure.</summary>
internal static class RequestFaults
{
    /// <summary>Shorter than any provider's limit of idempotency keys.</summary>
    private const int MostKeyLength = 64;

    public static string? Of(PaymentRequest request) => Of(request.Key, request.Amount, request.Currency);

    public static string? Of(RefundRequest request) =>
        Of(request.Key, request.Amount, request.Currency) ?? (IsProviderId(request.ProviderId) ? null : "no id of a payment");

    public static bool IsKey(string key) =>
        key.Length is > 0 and <= MostKeyLength && key.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f') or '-');

    /// <summary>Letters that are safe in a path, so that no id leads a request elsewhere.</summary>
    public static bool IsProviderId(string? id) => id is { Length: > 0 and <= 255 } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    public static PaymentAnswer Declined(DeclineReason reason, string detail, string? providerId = null) =>
        new(PaymentStatus.Declined, providerId, Money.Zero) { Reason = reason, Detail = ProviderDetail.Of(detail) };

    public static PaymentAnswer Misconfigured(string detail) => Declined(DeclineReason.Misconfigured, detail);

    private static string? Of(string key, Money amount, string currency) => key switch
    {
        _ when !IsKey(key) => "the key is no key",
        _ when amount <= Money.Zero => "the amount is not above zero",
        _ when currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper) => "the currency is no ISO 4217 code",
        _ => null,
    };
}

/// <summary>What an operator is shown of a provider's words: codes, never sentences, which may quote a card, a token or a key.</summary>
internal static class ProviderDetail
{
    private const int Longest = 200;

    public static string Of(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] : text;
        return string.Concat(cut.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-' or '.' or ':' or '/' or ',' or '\'' or '(' or ')' ? letter : '?'));
    }
}
