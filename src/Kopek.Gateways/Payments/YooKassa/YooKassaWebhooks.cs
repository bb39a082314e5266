using System.Net;
using System.Text.Json;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>
/// YooKassa's notifications. They are not signed: they are looked at only from its networks, and then say no more than which object to read again from
/// the API. So an old one repeated does no harm: it tells what is so now.
/// </summary>
internal sealed class YooKassaWebhooks(YooKassaConnection connection, IReadOnlyList<IPNetwork> networks)
{
    public async Task<WebhookReading> Read(ReceivedWebhook received, CancellationToken cancel)
    {
        await PoolThread.Enter();
        if (!IsFromYooKassa(received.RemoteAddress))
        {
            return WebhookReading.Of(WebhookVerdict.Forged);
        }

        if (received.Body.Length > WebhookSignature.MostBodyBytes || Parse(received.Body.Span) is not { Type: "notification", Event: { } name, Object.Id: { } id } || !RequestFaults.IsProviderId(id))
        {
            return WebhookReading.Of(WebhookVerdict.Malformed);
        }

        return name switch
        {
            _ when name.StartsWith("payment.", StringComparison.Ordinal) => await Payment(id, cancel).ConfigureAwait(false),
            _ when name.StartsWith("refund.", StringComparison.Ordinal) => await Refund(id, cancel).ConfigureAwait(false),
            _ => WebhookReading.Of(WebhookVerdict.Ignored),
        };
    }

    private static YooKassaNotification? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, YooKassaJson.Default.YooKassaNotification);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsFromYooKassa(string? remote) =>
        IPAddress.TryParse(remote, out var address) && networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private async Task<WebhookReading> Payment(string id, CancellationToken cancel)
    {
        var read = await connection.Get($"payments/{id}", YooKassaJson.Default.YooKassaPayment, cancel).ConfigureAwait(false);
        if (read.Value is not { } payment)
        {
            return Unread(read.Refusal);
        }

        return YooKassaAnswers.Key(payment) is { } key && payment.Id == id
            ? new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Payment, null, key, id, YooKassaAnswers.Of(payment))
            : WebhookReading.Of(WebhookVerdict.Ignored);
    }

    private async Task<WebhookReading> Refund(string id, CancellationToken cancel)
    {
        var read = await connection.Get($"refunds/{id}", YooKassaJson.Default.YooKassaRefund, cancel).ConfigureAwait(false);
        if (read.Value is not { } refund)
        {
            return Unread(read.Refusal);
        }

        var key = YooKassaAnswers.Key(refund);
        if (key is null && await PaymentIsOurs(refund.PaymentId, cancel).ConfigureAwait(false) is var verdict and not WebhookVerdict.Genuine)
        {
            return WebhookReading.Of(verdict);
        }

        return refund.Id == id
            ? new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Refund, null, key, id, YooKassaAnswers.Of(refund))
            : WebhookReading.Of(WebhookVerdict.Ignored);
    }

    /// <summary>A refund made on YooKassa's own pages concerns us where the payment does.</summary>
    private async Task<WebhookVerdict> PaymentIsOurs(string? id, CancellationToken cancel) =>
        RequestFaults.IsProviderId(id) ? (await Payment(id!, cancel).ConfigureAwait(false)).Verdict : WebhookVerdict.Ignored;

    /// <summary>The API does not know it: nothing of ours. Anything else may be so only now.</summary>
    private static WebhookReading Unread(HttpStatusCode? refusal) => WebhookReading.Of(refusal == HttpStatusCode.NotFound ? WebhookVerdict.Ignored : WebhookVerdict.TryLater);
}
