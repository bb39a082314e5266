using System.Net;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>
/// What an error of Stripe's means for money (https://docs.stripe.com/api/errors, https://docs.stripe.com/declines/codes). Only what surely took none is
/// a decline; a wait, a conflict and a broken server are unknown. Messages are not shown: they may quote what we sent.
/// </summary>
internal static class StripeErrors
{
    /// <summary>An answer to a call that was to move money.</summary>
    public static PaymentAnswer OfCall(StripeException failed) => failed switch
    {
        { StripeError: null } => PaymentAnswer.Unknown($"stripe: status {(int)failed.HttpStatusCode} without an error that we can read"),
        { HttpStatusCode: HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => Unknown(failed),
        _ when (int)failed.HttpStatusCode >= 500 => Unknown(failed),
        // Same key, other content: what the first one did is not what was asked for.
        { StripeError.Type: "idempotency_error" } => Unknown(failed),
        { StripeError.Type: "card_error" } => Declined(failed.StripeError, failed.StripeError.PaymentIntent?.Id),
        _ when (int)failed.HttpStatusCode is >= 400 and < 500 => RequestFaults.Misconfigured(Detail(failed.StripeError)),
        _ => Unknown(failed),
    };

    /// <summary>An answer to a question: only "no such" says anything.</summary>
    public static PaymentAnswer OfQuestion(StripeException failed) =>
        IsMissing(failed) ? new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero) : Unknown(failed);

    public static bool IsMissing(StripeException failed) => failed is { HttpStatusCode: HttpStatusCode.NotFound, StripeError.Code: "resource_missing" };

    public static PaymentAnswer Declined(StripeError? error, string? paymentId) => RequestFaults.Declined(Reason(error), Detail(error), paymentId);

    public static string Detail(StripeError? error) => $"stripe: {error?.Type} {error?.Code} {error?.DeclineCode} {error?.Param}".TrimEnd();

    private static PaymentAnswer Unknown(StripeException failed) => PaymentAnswer.Unknown(ProviderDetail.Of($"{Detail(failed.StripeError)} (status {(int)failed.HttpStatusCode})"));

    private static DeclineReason Reason(StripeError? error) => (error?.DeclineCode ?? error?.Code) switch
    {
        "insufficient_funds" or "card_velocity_exceeded" or "withdrawal_count_limit_exceeded" => DeclineReason.InsufficientFunds,
        "expired_card" or "invalid_expiry_month" or "invalid_expiry_year" => DeclineReason.ExpiredMethod,
        "authentication_required" or "payment_intent_authentication_failure" or "offline_pin_required" or "online_or_offline_pin_required" => DeclineReason.ConfirmationNeeded,
        "fraudulent" or "lost_card" or "stolen_card" or "pickup_card" or "merchant_blacklist" or "restricted_card" or "security_violation" => DeclineReason.Fraud,
        _ => DeclineReason.Declined,
    };
}
