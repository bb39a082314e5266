using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;
using Stripe.Checkout;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>What Stripe's objects say in our words. The life of a PaymentIntent: https://docs.stripe.com/payments/paymentintents/lifecycle.</summary>
internal static class StripeAnswers
{
    /// <summary>Metadata of everything that we make: our key.</summary>
    public const string KeyName = "kopek_key";

    /// <summary>Metadata of a payment on Stripe's page, where a decline is not the end: the payer may try another card.</summary>
    public const string PageName = "kopek_page";

    public static string? Key(IReadOnlyDictionary<string, string>? metadata) => metadata?.GetValueOrDefault(KeyName) is { } key && RequestFaults.IsKey(key) ? key : null;

    public static bool IsOnPage(PaymentIntent intent) => intent.Metadata?.ContainsKey(PageName) == true;

    public static PaymentAnswer Of(PaymentIntent intent) => intent.Status switch
    {
        "succeeded" => new PaymentAnswer(PaymentStatus.Succeeded, intent.Id, new Money(intent.AmountReceived)) { Bound = StripeMethod.Bound(intent) },
        "processing" or "requires_capture" or "requires_confirmation" => new PaymentAnswer(PaymentStatus.Pending, intent.Id, Money.Zero),
        "canceled" => RequestFaults.Declined(DeclineReason.Cancelled, $"stripe: canceled {intent.CancellationReason}", intent.Id),
        "requires_action" => new PaymentAnswer(PaymentStatus.NeedsPayer, intent.Id, Money.Zero) { RedirectUrl = PayerUrl.Read(intent.NextAction?.RedirectToUrl?.Url) },
        "requires_payment_method" when IsOnPage(intent) => new PaymentAnswer(PaymentStatus.NeedsPayer, intent.Id, Money.Zero),
        "requires_payment_method" => StripeErrors.Declined(intent.LastPaymentError, intent.Id),
        _ => new PaymentAnswer(PaymentStatus.Unknown, intent.Id, Money.Zero) { Detail = ProviderDetail.Of($"stripe: status {intent.Status}") },
    };

    /// <summary>A page of Stripe's for the payer; its payment is made when the payer pays there.</summary>
    public static PaymentAnswer Of(Session session) => session switch
    {
        { PaymentIntent: { Status: "succeeded" or "processing" } intent } => Of(intent),
        { PaymentStatus: "paid", PaymentIntentId: { } paid } => new PaymentAnswer(PaymentStatus.Succeeded, paid, new Money(session.AmountTotal ?? 0)),
        { Status: "expired" } => RequestFaults.Declined(DeclineReason.Cancelled, "stripe: the payer did not pay in time", session.PaymentIntentId ?? session.Id),
        { Status: "complete" } => new PaymentAnswer(PaymentStatus.Pending, session.PaymentIntentId ?? session.Id, Money.Zero),
        { Status: "open" } => new PaymentAnswer(PaymentStatus.NeedsPayer, session.PaymentIntentId ?? session.Id, Money.Zero) { RedirectUrl = PayerUrl.Read(session.Url) },
        _ => new PaymentAnswer(PaymentStatus.Unknown, session.Id, Money.Zero) { Detail = ProviderDetail.Of($"stripe: session {session.Status}") },
    };

    public static PaymentAnswer Of(Refund refund) => refund.Status switch
    {
        "succeeded" => new PaymentAnswer(PaymentStatus.Succeeded, refund.Id, new Money(refund.Amount)),
        "pending" or "requires_action" => new PaymentAnswer(PaymentStatus.Pending, refund.Id, Money.Zero),
        "failed" or "canceled" => RequestFaults.Declined(DeclineReason.Declined, $"stripe: refund {refund.Status} {refund.FailureReason}", refund.Id),
        _ => new PaymentAnswer(PaymentStatus.Unknown, refund.Id, Money.Zero) { Detail = ProviderDetail.Of($"stripe: refund {refund.Status}") },
    };

    public static PaymentAnswer Of(Dispute dispute) => new(PaymentStatus.Succeeded, dispute.Id, new Money(dispute.Amount)) { Detail = ProviderDetail.Of($"stripe: dispute {dispute.Reason} {dispute.Status}") };

    public static Moment At(DateTime created) => new(new DateTimeOffset(DateTime.SpecifyKind(created, DateTimeKind.Utc)).ToUnixTimeMilliseconds());
}
