using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>Our requests as YooKassa wants them. Nothing in them depends on the clock, so that a repeat with the same key is the same request.</summary>
internal static class YooKassaRequests
{
    private const int LongestPaymentDescription = 128;
    private const int LongestRefundDescription = 250;
    private const int LongestMetadata = 512;
    private const int LongestToken = 10_240;

    public static string? FaultOf(string currency) => currency == YooKassaAmount.Ruble ? null : "yookassa: rubles only";

    public static string? FaultOfPay(PaymentRequest request) => FaultOf(request.Currency) ?? request switch
    {
        { Token: not null, Method: not null } => "yookassa: a token or a bound method, not both",
        { Method: null, ReturnUrl: null } => "yookassa: the payer needs an address to come back to",
        { Token.Length: 0 or > LongestToken } => "yookassa: no token",
        { Method: { } method } when !RequestFaults.IsProviderId(method) => "yookassa: no bound method",
        _ => null,
    };

    public static string? FaultOfCharge(PaymentRequest request) =>
        FaultOf(request.Currency) ?? (RequestFaults.IsProviderId(request.Method) ? null : "yookassa: a charge needs a bound method");

    /// <summary>Without a token and a method the payer chooses on YooKassa's page.</summary>
    public static YooKassaNewPayment Pay(PaymentRequest request) => request.Method is not null
        ? Charge(request)
        : Payment(request) with
        {
            PaymentToken = request.Token,
            Confirmation = new YooKassaNewConfirmation("redirect", request.ReturnUrl!.OriginalString),
            // Only a card is surely bound; without binding the payer chooses among all that the shop has.
            PaymentMethodData = request is { Token: null, SaveMethod: true } ? new YooKassaMethodType("bank_card") : null,
            SavePaymentMethod = request.SaveMethod ? true : null,
        };

    public static YooKassaNewPayment Charge(PaymentRequest request) => Payment(request) with { PaymentMethodId = request.Method };

    public static YooKassaNewRefund Refund(RefundRequest request)
    {
        var mark = $"[{request.Key}]";
        return new YooKassaNewRefund(request.ProviderId, new YooKassaMoney(YooKassaAmount.Write(request.Amount), request.Currency), $"{Cut(request.Reason, LongestRefundDescription - mark.Length - 1)} {mark}".TrimStart());
    }

    private static YooKassaNewPayment Payment(PaymentRequest request) => new(
        new YooKassaMoney(YooKassaAmount.Write(request.Amount), request.Currency),
        Capture: true,
        Cut($"{request.OrderNumber} {request.Description}".Trim(), LongestPaymentDescription),
        new Dictionary<string, string> { [YooKassaAnswers.KeyName] = request.Key, ["kopek_order"] = Cut(request.OrderNumber, LongestMetadata) });

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;
}
