using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Gateways.Tests.Payments.Conformance;

/// <summary>A provider with its other side, and how to bring about what the conformance tests speak of.</summary>
public abstract class ProviderBench : IAsyncDisposable
{
    public static readonly Uri Return = new("https://kopek.example/orders/1");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero));

    public abstract IPaymentProvider Provider { get; }

    public Moment Now => new(Time.GetUtcNow().ToUnixTimeMilliseconds());

    public static string NewKey() => Guid.NewGuid().ToString();

    public abstract PaymentRequest Good(long rubles = 100, bool saves = false);

    /// <summary>Declined with <see cref="DeclineReason.InsufficientFunds"/>.</summary>
    public abstract PaymentRequest Poor();

    /// <summary>The payer has to confirm it.</summary>
    public abstract PaymentRequest NeedsPayer(bool saves = false);

    /// <summary>Works, but the answer to the next call is lost.</summary>
    public abstract PaymentRequest AnswerLost();

    /// <summary>The next call does not arrive.</summary>
    public abstract PaymentRequest RequestLost();

    public abstract RefundRequest RefundAnswerLost(string paymentId);

    /// <summary>A payment of a bound method that needs the payer, who is away.</summary>
    public abstract Task<PaymentRequest> AwayNeedsPayer();

    /// <summary>What the provider would send now of a payment.</summary>
    public abstract Task<ReceivedWebhook> Webhook(string paymentId);

    /// <summary>Of a payment that the provider does not know, or that is not ours.</summary>
    public abstract ReceivedWebhook WebhookOfStranger();

    /// <summary>From somebody else.</summary>
    public abstract ReceivedWebhook Forged(ReceivedWebhook genuine);

    /// <summary>Genuine in all but its content.</summary>
    public abstract ReceivedWebhook Malformed(string content);

    /// <summary>What a webhook that is sent again after a day is; YooKassa's tells what is so then.</summary>
    public virtual WebhookVerdict Replayed => WebhookVerdict.Stale;

    public static PaymentRequest Request(long kopeks, string? token, string? method = null, bool saves = false) => new(NewKey(), "K-1007", new Money(kopeks), "RUB", "Top-up", token, method, saves, Return);

    public static RefundRequest Refund(string paymentId, long kopeks) => new(NewKey(), paymentId, new Money(kopeks), "RUB", "mistake");

    public async Task<List<ProviderPayment>> ListAsync(TimeSpan? from = null, TimeSpan? until = null)
    {
        var rows = new List<ProviderPayment>();
        await foreach (var row in Provider.List(Now + (from ?? TimeSpan.FromDays(-1)), Now + (until ?? TimeSpan.FromSeconds(1)), TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    public abstract ValueTask DisposeAsync();
}
