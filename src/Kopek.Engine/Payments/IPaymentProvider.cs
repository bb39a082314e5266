using Kopek.Core;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Payments;

/// <summary>
/// Whoever takes money from people's cards and accounts for us: the sandbox, Stripe, YooKassa. Every call carries a key that is ours and journalled
/// before the call, so that asking again within <see cref="KeyMemory"/> is the same call; later it is looked up, never sent again.
/// A call never throws for what the provider or the network did: what is not known is <see cref="PaymentStatus.Unknown"/>.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>Lower case, stable: it stands in the journal ("sandbox", "stripe", "yookassa").</summary>
    string Name { get; }

    /// <summary>How long the provider surely remembers a key, with a margin: 23 hours where it says 24.</summary>
    TimeSpan KeyMemory { get; }

    /// <summary>Takes money now, the payer being there: by a redirect to the provider's page, or by a token that the payer's browser got from it.</summary>
    Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel);

    /// <summary>Takes money from a bound method, the payer being away. Asks nobody: what would need the payer is declined.</summary>
    Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel);

    /// <summary>What became of a payment, by our key (and by the provider's own id where we have it). Not found: <see cref="PaymentStatus.NotFound"/>.</summary>
    Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel);

    /// <summary>Gives a payment back, whole or in part, to where it came from.</summary>
    Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel);

    /// <summary>What became of a refund, by its key and the payment's id.</summary>
    Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel);

    /// <summary>
    /// Everything that the provider made between two moments (from the first, before the second): to be held against the ledger. Chargebacks from
    /// before may be in it too, because some take the money later. Throws <see cref="ProviderUnavailableException"/> where it could not be asked to the end; a list
    /// that ends is whole.
    /// </summary>
    IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, CancellationToken cancel);

    /// <summary>Checks a webhook and says what it is about. The content is never believed further than that: the payment is then looked up, unless signed.</summary>
    Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel);
}

/// <param name="Key">Ours, at most 64 characters of [0-9a-f-]: the provider's idempotency key, and its metadata.</param>
/// <param name="OrderNumber">For people: what stands on the payer's statement and on the provider's pages.</param>
/// <param name="Token">From the payer's browser; null where the payer is redirected. Never journalled, never logged.</param>
/// <param name="Method">The provider's id of a bound method; null where none is used.</param>
/// <param name="SaveMethod">Bind what is paid with, for later charges without the payer.</param>
/// <param name="ReturnUrl">Where the payer comes back to.</param>
public sealed record PaymentRequest(
    string Key,
    string OrderNumber,
    Money Amount,
    string Currency,
    string Description,
    string? Token,
    string? Method,
    bool SaveMethod,
    Uri? ReturnUrl);

public sealed record RefundRequest(string Key, string ProviderId, Money Amount, string Currency, string Reason);

/// <param name="ProviderId">Null until the provider gave one.</param>
/// <param name="Amount">What was really taken or given back; zero until it is.</param>
public sealed record PaymentAnswer(PaymentStatus Status, string? ProviderId, Money Amount)
{
    public Uri? RedirectUrl { get; init; }
    public DeclineReason Reason { get; init; }
    public BoundMethod? Bound { get; init; }

    /// <summary>Of a chargeback: what the payment's others, that were won, brought back; not in <see cref="Amount"/>.</summary>
    public Money Won { get; init; }

    /// <summary>For the operator's eyes, free of secrets and card data; at most 200 characters.</summary>
    public string? Detail { get; init; }

    public static PaymentAnswer Unknown(string detail) => new(PaymentStatus.Unknown, null, Money.Zero) { Detail = detail };
}

public enum ProviderPaymentKind : byte
{
    Payment = 1,
    Refund = 2,
    Chargeback = 3,
}

/// <summary>One movement as the provider has it.</summary>
/// <param name="Key">Our key, from its metadata; of a chargeback the payment's; null where somebody else made it.</param>
/// <param name="PaymentId">Of the payment that a refund or chargeback belongs to; else the same as <paramref name="ProviderId"/>.</param>
public sealed record ProviderPayment(ProviderPaymentKind Kind, string? Key, string ProviderId, string PaymentId, PaymentStatus Status, Money Amount, string Currency, Moment At)
{
    /// <summary>Of a chargeback that took the money and was won: what it brought back; zero else.</summary>
    public Money Won { get; init; }
}

/// <param name="Headers">Names in lower case.</param>
public sealed record ReceivedWebhook(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, string? RemoteAddress, Moment At);

public enum WebhookVerdict : byte
{
    /// <summary>Signed or read again from the provider: act on it.</summary>
    Genuine = 1,

    /// <summary>Genuine, but nothing that concerns us.</summary>
    Ignored = 2,
    Forged = 3,

    /// <summary>Signed, but too old: a replay.</summary>
    Stale = 4,
    Malformed = 5,

    /// <summary>The provider could not be asked: it shall send again later.</summary>
    TryLater = 6,
}

/// <param name="EventId">The provider's id of the notification; null where it has none.</param>
/// <param name="Key">Our key of the payment or refund that it is about; of a chargeback the payment's; null for a refund that somebody else made of a payment of ours.</param>
/// <param name="Answer">The state of it, as far as the provider vouches; of a chargeback the sum of all of the payment's whose money is gone.</param>
public sealed record WebhookReading(WebhookVerdict Verdict, ProviderPaymentKind Kind, string? EventId, string? Key, string? ProviderId, PaymentAnswer? Answer)
{
    public static WebhookReading Of(WebhookVerdict verdict) => new(verdict, ProviderPaymentKind.Payment, null, null, null, null);
}
