using Kopek.Core.TopUps;
using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>
/// Whether the money of a dispute is with the payer's bank (docs.stripe.com/disputes/how-disputes-work): an inquiry (warning_…) asks and takes nothing, a
/// dispute takes at once, one that was won brought it back.
/// </summary>
internal static class StripeDisputes
{
    /// <summary>Succeeded: the money is gone. Pending: it may still go. Declined: it is here, for good.</summary>
    public static PaymentStatus StatusOf(Dispute dispute) => dispute.Status switch
    {
        "needs_response" or "under_review" or "lost" => PaymentStatus.Succeeded,
        "warning_needs_response" or "warning_under_review" => PaymentStatus.Pending,
        "warning_closed" or "won" => PaymentStatus.Declined,
        // "prevented" (paid back before there was a dispute, as a refund or out of our balance) and what Stripe may add: what it booked tells.
        _ => dispute.BalanceTransactions is { } booked && booked.Sum(one => one.Amount) < 0 ? PaymentStatus.Succeeded : PaymentStatus.Declined,
    };

    public static bool IsWithdrawn(Dispute dispute) => StatusOf(dispute) == PaymentStatus.Succeeded;

    /// <summary>Kopeks that were gone and came back; an inquiry took none.</summary>
    public static long Won(Dispute dispute) => dispute.Status == "won" ? dispute.Amount : 0;
}
