using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.TopUps;

/// <summary>A provider's own truth of one order's payment and refund, moved on by the test.</summary>
internal sealed class ScriptedPayments
{
    public PaymentStatus Payment { get; set; } = PaymentStatus.NotFound;

    /// <summary>What the provider will make of a payment that it is asked for.</summary>
    public PaymentStatus NextPayment { get; set; } = PaymentStatus.Succeeded;
    public PaymentStatus NextRefund { get; set; } = PaymentStatus.Succeeded;
    public PaymentStatus Refund { get; set; } = PaymentStatus.NotFound;

    /// <summary>Of what was asked for; another sum where the test says so.</summary>
    public long Difference { get; set; }
    public Money Wanted { get; private set; }
    public Money Taken => Payment == PaymentStatus.Succeeded ? Wanted + new Money(Difference) : Money.Zero;
    public Money RefundWanted { get; private set; }
    public Money Refunded => Refund == PaymentStatus.Succeeded ? RefundWanted : Money.Zero;
    public Money ChargedBack { get; set; }

    /// <summary>The same key again is the same call.</summary>
    public TopUpOrderCommand? Call(ProviderCall call, TopUpOrder order)
    {
        if (call == ProviderCall.Pay && Payment == PaymentStatus.NotFound)
        {
            (Payment, Wanted) = (NextPayment, order.Request.Amount);
        }

        if (call == ProviderCall.Refund && Refund is PaymentStatus.NotFound or PaymentStatus.Declined)
        {
            (Refund, RefundWanted) = (NextRefund, order.RefundAmount);
        }

        return call switch
        {
            ProviderCall.Pay or ProviderCall.Find => Said(),
            // It may be of an earlier try: what is sent then decides.
            ProviderCall.FindRefund when Refund == PaymentStatus.Declined => null,
            _ => SaidOfRefund(),
        };
    }

    public PaymentStatus StatusOf(ProviderCall call) => call is ProviderCall.Pay or ProviderCall.Find ? Payment : Refund;

    public TopUpOrderCommand? Said() => Payment is PaymentStatus.NotFound or PaymentStatus.Unknown
        ? null
        : new TopUpOrderCommand.ProviderSaid(Payment, "pay-1", Taken, Payment == PaymentStatus.Declined ? DeclineReason.InsufficientFunds : DeclineReason.None, null, null);

    public TopUpOrderCommand? SaidOfRefund() =>
        Refund is PaymentStatus.Succeeded or PaymentStatus.Declined ? new TopUpOrderCommand.RefundSaid(Refund, "ref-1", "declined") : null;
}
