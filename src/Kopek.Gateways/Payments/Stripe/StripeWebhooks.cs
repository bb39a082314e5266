using System.Text;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;
using Stripe.Checkout;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>
/// Stripe's webhooks. They are signed, so their state is believed; what they leave out (whose payment a refund or a dispute is) is asked for. They may
/// come twice and out of order: the event's id and the payment's state tell.
/// </summary>
internal sealed class StripeWebhooks(StripeConnection connection, IReadOnlyList<string> secrets)
{
    private const string SignatureHeader = "stripe-signature";

    public async Task<WebhookReading> Read(ReceivedWebhook received, CancellationToken cancel)
    {
        await PoolThread.Enter();
        var verdict = WebhookSignature.Check(received.Headers.GetValueOrDefault(SignatureHeader), received.Body.Span, secrets, received.At);
        if (verdict != WebhookVerdict.Genuine)
        {
            return WebhookReading.Of(verdict);
        }

        if (Parse(received.Body.Span) is not { } told)
        {
            return WebhookReading.Of(WebhookVerdict.Malformed);
        }

        try
        {
            return await Reading(told, cancel).ConfigureAwait(false);
        }
        catch (StripeException failed)
        {
            return WebhookReading.Of(StripeErrors.IsMissing(failed) ? WebhookVerdict.Ignored : WebhookVerdict.TryLater);
        }
    }

    private static Event? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var told = EventUtility.ParseEvent(Encoding.UTF8.GetString(body), throwOnApiVersionMismatch: false);
            return told is { Id: { } id, Type: not null, Data.Object: not null } && RequestFaults.IsProviderId(id) ? told : null;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // Stripe.net throws many kinds for what is no event, and it does nothing else here.
            return null;
        }
    }

    private Task<WebhookReading> Reading(Event told, CancellationToken cancel) => (told.Type, told.Data.Object) switch
    {
        ("payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.requires_action" or "payment_intent.processing" or "payment_intent.canceled", PaymentIntent intent) => Payment(told, intent, cancel),
        ("checkout.session.completed" or "checkout.session.expired" or "checkout.session.async_payment_succeeded" or "checkout.session.async_payment_failed", Session session) => Page(told, session, cancel),
        ("refund.created" or "refund.updated" or "refund.failed" or "charge.refund.updated", Refund refund) => Refunded(told, refund, cancel),
        ("charge.refunded", Charge charge) => Refunded(told, charge, cancel),
        ("charge.dispute.created" or "charge.dispute.updated" or "charge.dispute.funds_withdrawn", Dispute dispute) => Disputed(told, dispute, cancel),
        _ => Task.FromResult(WebhookReading.Of(WebhookVerdict.Ignored)),
    };

    private async Task<WebhookReading> Payment(Event told, PaymentIntent intent, CancellationToken cancel)
    {
        // On Stripe's page a decline is not the end: the page tells how it ended.
        var isUndecided = told.Type == "payment_intent.payment_failed" && StripeAnswers.IsOnPage(intent);
        if (StripeAnswers.Key(intent.Metadata) is not { } key || isUndecided)
        {
            return WebhookReading.Of(WebhookVerdict.Ignored);
        }

        var answer = StripeAnswers.Of(intent);
        return answer.Bound is null
            ? new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Payment, told.Id, key, intent.Id, answer)
            : await Whole(told, key, intent.Id, cancel).ConfigureAwait(false);
    }

    /// <summary>Events hold no payment methods, only their ids: what a payment bound is asked for.</summary>
    private async Task<WebhookReading> Whole(Event told, string key, string intent, CancellationToken cancel)
    {
        var whole = await StripeConnection.Ask(() => connection.Stripe.PaymentIntents.GetAsync(intent, StripeRequests.WholeIntent(), null, cancel)).ConfigureAwait(false);
        return whole is null
            ? WebhookReading.Of(WebhookVerdict.TryLater)
            : new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Payment, told.Id, key, intent, StripeAnswers.Of(whole));
    }

    private async Task<WebhookReading> Page(Event told, Session session, CancellationToken cancel)
    {
        if (session.ClientReferenceId is not { } key || !RequestFaults.IsKey(key) || StripeAnswers.Key(session.Metadata) != key)
        {
            return WebhookReading.Of(WebhookVerdict.Ignored);
        }

        var answer = told.Type == "checkout.session.async_payment_failed"
            ? RequestFaults.Declined(DeclineReason.Declined, "stripe: async_payment_failed", session.PaymentIntentId ?? session.Id)
            : StripeAnswers.Of(session);
        if (answer.Status == PaymentStatus.Succeeded && session.PaymentIntentId is { } intent && RequestFaults.IsProviderId(intent))
        {
            return await Whole(told, key, intent, cancel).ConfigureAwait(false);
        }

        return new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Payment, told.Id, key, answer.ProviderId, answer);
    }

    private async Task<WebhookReading> Refunded(Event told, Refund refund, CancellationToken cancel)
    {
        var key = StripeAnswers.Key(refund.Metadata);
        if (key is null)
        {
            // Made on Stripe's own pages. It concerns us where the payment does.
            var (payment, verdict) = await KeyOf(refund.PaymentIntentId, cancel).ConfigureAwait(false);
            if (payment is null)
            {
                return WebhookReading.Of(verdict);
            }
        }

        return new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Refund, told.Id, key, refund.Id, StripeAnswers.Of(refund));
    }

    /// <summary>It tells of a charge, and not of which refund: the newest is meant.</summary>
    private async Task<WebhookReading> Refunded(Event told, Charge charge, CancellationToken cancel)
    {
        var refunds = await StripeConnection.Ask(() => connection.Stripe.Refunds.ListAsync(new RefundListOptions { Charge = charge.Id, Limit = 1 }, null, cancel)).ConfigureAwait(false);
        return refunds switch
        {
            null => WebhookReading.Of(WebhookVerdict.TryLater),
            { Data: [var newest, ..] } => await Refunded(told, newest, cancel).ConfigureAwait(false),
            _ => WebhookReading.Of(WebhookVerdict.Ignored),
        };
    }

    private async Task<WebhookReading> Disputed(Event told, Dispute dispute, CancellationToken cancel)
    {
        var (key, verdict) = await KeyOf(dispute.PaymentIntentId, cancel).ConfigureAwait(false);
        if (key is null)
        {
            return WebhookReading.Of(verdict);
        }

        // An order knows its chargebacks as one figure: what all of them come to, whichever is told first.
        var ofPayment = new DisputeListOptions { PaymentIntent = dispute.PaymentIntentId, Limit = StripeSearch.RowsOfPage };
        var all = await StripeConnection.Ask(() => connection.Stripe.Disputes.ListAsync(ofPayment, null, cancel)).ConfigureAwait(false);
        if (all is null)
        {
            return WebhookReading.Of(WebhookVerdict.TryLater);
        }

        // The list is newer than an event that comes late; one that it does not have yet counts as it was told.
        var known = all.Data.Where(one => one.Id != dispute.Id).Append(all.Data.Find(one => one.Id == dispute.Id) ?? dispute).ToList();
        var withdrawn = known.Where(StripeDisputes.IsWithdrawn).Sum(one => one.Amount);
        return withdrawn == 0
            ? WebhookReading.Of(WebhookVerdict.Ignored)
            : new WebhookReading(WebhookVerdict.Genuine, ProviderPaymentKind.Chargeback, told.Id, key, dispute.Id, StripeAnswers.Of(dispute) with { Amount = new Money(withdrawn), Won = new Money(known.Sum(StripeDisputes.Won)) });
    }

    /// <summary>Our key of a payment, or what to say without one.</summary>
    private async Task<(string? Key, WebhookVerdict Verdict)> KeyOf(string? intent, CancellationToken cancel)
    {
        if (!RequestFaults.IsProviderId(intent))
        {
            return (null, WebhookVerdict.Ignored);
        }

        var found = await StripeConnection.Ask(() => connection.Stripe.PaymentIntents.GetAsync(intent, null, null, cancel)).ConfigureAwait(false);
        return found is null ? (null, WebhookVerdict.TryLater) : (StripeAnswers.Key(found.Metadata), WebhookVerdict.Ignored);
    }
}
