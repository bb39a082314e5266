using Kopek.Engine.Payments;
using Stripe;
using Stripe.Checkout;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>Our requests as Stripe wants them. Nothing in them depends on the clock, so that a repeat with the same key is the same request.</summary>
internal static class StripeRequests
{
    private const int LongestDescription = 500;
    private const int LongestMetadata = 500;

    /// <summary>The objects that an answer is to hold whole, for the label of a bound method.</summary>
    private static readonly List<string> Whole = ["payment_method"];

    /// <summary>By a token or a bound method, the payer being there: created and confirmed in one.</summary>
    public static PaymentIntentCreateOptions Pay(PaymentRequest request, string? customer)
    {
        var options = Intent(request);
        var bound = StripeMethod.Parse(request.Method);
        var isConfirmationToken = request.Token?.StartsWith("ctoken_", StringComparison.Ordinal) == true;
        options.PaymentMethod = bound?.Method ?? (isConfirmationToken ? null : request.Token);
        options.ConfirmationToken = bound is null && isConfirmationToken ? request.Token : null;
        options.Customer = bound?.Customer ?? customer;
        options.SetupFutureUsage = request.SaveMethod ? "off_session" : null;
        options.ReturnUrl = request.ReturnUrl?.OriginalString;
        options.AutomaticPaymentMethods = new PaymentIntentAutomaticPaymentMethodsOptions { Enabled = true, AllowRedirects = request.ReturnUrl is null ? "never" : "always" };
        return options;
    }

    /// <summary>The payer being away: what needs the payer is declined by Stripe (authentication_required).</summary>
    public static PaymentIntentCreateOptions Charge(PaymentRequest request, StripeMethod bound)
    {
        var options = Intent(request);
        options.PaymentMethod = bound.Method;
        options.Customer = bound.Customer;
        options.OffSession = true;
        options.AutomaticPaymentMethods = new PaymentIntentAutomaticPaymentMethodsOptions { Enabled = true, AllowRedirects = "never" };
        return options;
    }

    /// <summary>
    /// Without a token the payer goes to a page of Stripe's: Checkout is the only one that Stripe has. It stays open for a day, Stripe's default,
    /// because a time of our own would make a repeat another request.
    /// </summary>
    public static SessionCreateOptions Page(PaymentRequest request) => new()
    {
        Mode = "payment",
        ClientReferenceId = request.Key,
        SuccessUrl = request.ReturnUrl!.OriginalString,
        CancelUrl = request.ReturnUrl.OriginalString,
        CustomerCreation = request.SaveMethod ? "always" : null,
        AdaptivePricing = new SessionAdaptivePricingOptions { Enabled = false }, // the amount is the one that was asked for
        LineItems =
        [
            new SessionLineItemOptions
            {
                Quantity = 1,
                PriceData = new SessionLineItemPriceDataOptions
                {
                    Currency = StripeCurrency.ToStripe(request.Currency),
                    UnitAmount = request.Amount.Kopeks,
                    ProductData = new SessionLineItemPriceDataProductDataOptions { Name = Description(request) },
                },
            },
        ],
        Metadata = Metadata(request),
        PaymentIntentData = new SessionPaymentIntentDataOptions
        {
            Description = Description(request),
            SetupFutureUsage = request.SaveMethod ? "off_session" : null,
            Metadata = new Dictionary<string, string>(Metadata(request)) { [StripeAnswers.PageName] = "1" },
        },
    };

    public static RefundCreateOptions Refund(RefundRequest request, string intent) => new()
    {
        PaymentIntent = intent,
        Amount = request.Amount.Kopeks,
        // Stripe's own reasons are three; ours stands in the metadata.
        Metadata = new Dictionary<string, string> { [StripeAnswers.KeyName] = request.Key, ["kopek_reason"] = Cut(request.Reason, LongestMetadata) },
    };

    /// <summary>Whoever a method is bound to. Holds no name and no number: only our key.</summary>
    public static CustomerCreateOptions Customer(PaymentRequest request) => new() { Metadata = new Dictionary<string, string> { [StripeAnswers.KeyName] = request.Key } };

    public static RequestOptions Once(string key) => new() { IdempotencyKey = key };

    public static PaymentIntentGetOptions WholeIntent() => new() { Expand = [.. Whole] };

    public static SessionGetOptions WholeSession() => new() { Expand = ["payment_intent.payment_method"] };

    private static PaymentIntentCreateOptions Intent(PaymentRequest request) => new()
    {
        Amount = request.Amount.Kopeks,
        Currency = StripeCurrency.ToStripe(request.Currency),
        Confirm = true,
        Description = Description(request),
        Metadata = Metadata(request),
        Expand = [.. Whole],
    };

    private static Dictionary<string, string> Metadata(PaymentRequest request) => new()
    {
        [StripeAnswers.KeyName] = request.Key,
        ["kopek_order"] = Cut(request.OrderNumber, LongestMetadata),
    };

    private static string Description(PaymentRequest request) => Cut($"{request.OrderNumber} {request.Description}".Trim(), LongestDescription);

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;
}
