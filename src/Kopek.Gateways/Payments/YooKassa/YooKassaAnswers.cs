using System.Globalization;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>What YooKassa's objects say in our words (https://yookassa.ru/developers/payment-acceptance/getting-started/payment-process).</summary>
internal static class YooKassaAnswers
{
    /// <summary>Metadata of every payment of ours: our key.</summary>
    public const string KeyName = "kopek_key";

    public static string? Key(YooKassaPayment payment) => payment.Metadata?.GetValueOrDefault(KeyName) is { } key && RequestFaults.IsKey(key) ? key : null;

    /// <summary>Refunds have no metadata: our key is the end of the description, in brackets.</summary>
    public static string? Key(YooKassaRefund refund)
    {
        var text = refund.Description ?? "";
        var open = text.LastIndexOf('[');
        return open >= 0 && text.EndsWith(']') && RequestFaults.IsKey(text[(open + 1)..^1]) ? text[(open + 1)..^1] : null;
    }

    public static PaymentAnswer Of(YooKassaPayment payment) => payment switch
    {
        _ when !RequestFaults.IsProviderId(payment.Id) => PaymentAnswer.Unknown("yookassa: a payment without an id"),
        { Status: "succeeded" } when Rubles(payment.Amount) is { } amount => new PaymentAnswer(PaymentStatus.Succeeded, payment.Id, amount) { Bound = Bound(payment.PaymentMethod) },
        { Status: "canceled", CancellationDetails: var why } => RequestFaults.Declined(Reason(why?.Reason), $"yookassa: {why?.Party} {why?.Reason}", payment.Id),
        { Status: "pending", Confirmation.ConfirmationUrl: { } url } => new PaymentAnswer(PaymentStatus.NeedsPayer, payment.Id, Money.Zero) { RedirectUrl = PayerUrl.Read(url) },
        { Status: "pending" or "waiting_for_capture" } => new PaymentAnswer(PaymentStatus.Pending, payment.Id, Money.Zero),
        _ => new PaymentAnswer(PaymentStatus.Unknown, payment.Id, Money.Zero) { Detail = ProviderDetail.Of($"yookassa: status {payment.Status}, currency {payment.Amount?.Currency}") },
    };

    public static PaymentAnswer Of(YooKassaRefund refund) => refund switch
    {
        _ when !RequestFaults.IsProviderId(refund.Id) => PaymentAnswer.Unknown("yookassa: a refund without an id"),
        { Status: "succeeded" } when Rubles(refund.Amount) is { } amount => new PaymentAnswer(PaymentStatus.Succeeded, refund.Id, amount),
        { Status: "canceled", CancellationDetails: var why } => RequestFaults.Declined(Reason(why?.Reason), $"yookassa: {why?.Party} {why?.Reason}", refund.Id),
        { Status: "pending" } => new PaymentAnswer(PaymentStatus.Pending, refund.Id, Money.Zero),
        _ => new PaymentAnswer(PaymentStatus.Unknown, refund.Id, Money.Zero) { Detail = ProviderDetail.Of($"yookassa: refund {refund.Status}") },
    };

    /// <summary>Null for another currency, and for what is no amount.</summary>
    public static Money? Rubles(YooKassaMoney? money) => money is { Currency: YooKassaAmount.Ruble } ? YooKassaAmount.Read(money.Value) : null;

    private static BoundMethod? Bound(YooKassaMethod? method) => method is { Saved: true, Id: { } id } && RequestFaults.IsProviderId(id)
        ? new BoundMethod(id, Label(method), Number(method.Card?.ExpiryYear), Number(method.Card?.ExpiryMonth))
        : null;

    // Never the title as it is: it may hold a phone number or an account's.
    private static string Label(YooKassaMethod method) => method switch
    {
        { Card: { Last4: { Length: 4 } digits, CardType: { Length: > 0 and <= 32 } kind } } when digits.All(char.IsAsciiDigit) => $"{ProviderDetail.Of(kind)} •• {digits}",
        { Type: "sbp" } => "SBP",
        { Type: "yoo_money" } => "YooMoney",
        { Type: "sberbank" } => "SberPay",
        { Type: "tinkoff_bank" } => "T-Pay",
        _ => "Card",
    };

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000 ? number : 0;

    // https://yookassa.ru/developers/payment-acceptance/after-the-payment/declined-payments
    private static DeclineReason Reason(string? reason) => reason switch
    {
        "insufficient_funds" or "payment_method_limit_exceeded" => DeclineReason.InsufficientFunds,
        "card_expired" or "permission_revoked" => DeclineReason.ExpiredMethod,
        "3d_secure_failed" or "identification_required" => DeclineReason.ConfirmationNeeded,
        "expired_on_confirmation" or "canceled_by_merchant" or "expired_on_capture" => DeclineReason.Cancelled,
        "fraud_suspected" => DeclineReason.Fraud,
        _ => DeclineReason.Declined,
    };
}
