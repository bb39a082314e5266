using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>Between a mandate's attempt and the order that it becomes.</summary>
public static class MandateOrders
{
    /// <summary>Who ordered, in the order's own words.</summary>
    public const string OrderedBy = "auto";

    /// <summary>An attempt whose order is surely not placed so long after is not placed any more: the line may look otherwise now.</summary>
    public static readonly TimeSpan PlacedWithin = TimeSpan.FromHours(1);

    /// <summary>The order of an attempt. The same again is the same wish, whenever it is placed: times are not part of it.</summary>
    public static TopUpRequest RequestOf(Mandate mandate, MandateAttempt attempt, LineSight sight, AccountKey order, Moment now)
    {
        ArgumentNullException.ThrowIfNull(mandate);
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(sight);
        var method = mandate.Settings.Method ?? throw new InvalidOperationException("Nothing is bound.");
        return new TopUpRequest(sight.Operator, sight.Currency, mandate.Line, attempt.Amount, Money.Zero, PaymentWay.Provider, method.Provider, default, default, "",
            method.Id, SaveMethod: false, mandate.Key, null, RenewPlan: false, OrderedBy, order.High, unchecked((ulong)attempt.Amount.Kopeks), NeedsConfirmation: false,
            now, now + sight.Payments.PayWithin, null);
    }

    /// <summary>What an order means for its attempt; null while nobody can say.</summary>
    public static (AttemptOutcome Outcome, DeclineReason Reason)? OutcomeOf(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!order.CreditedAt.IsNever)
        {
            return (AttemptOutcome.Paid, DeclineReason.None);
        }

        return order.Status switch
        {
            TopUpStatus.Declined => (AttemptOutcome.Declined, order.Declined),
            TopUpStatus.Expired => (AttemptOutcome.Expired, DeclineReason.None),
            TopUpStatus.Cancelled => (AttemptOutcome.Cancelled, DeclineReason.Cancelled),
            TopUpStatus.Refunded => (AttemptOutcome.Refunded, DeclineReason.None),
            _ => null,
        };
    }
}
