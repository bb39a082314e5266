using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>A bound method: Stripe charges a customer's payment method, so our id is both, "cus_.../pm_...".</summary>
internal sealed record StripeMethod(string Customer, string Method)
{
    public static StripeMethod? Parse(string? id)
    {
        var slash = id?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash > 0 && RequestFaults.IsProviderId(id![..slash]) && RequestFaults.IsProviderId(id[(slash + 1)..]) ? new StripeMethod(id[..slash], id[(slash + 1)..]) : null;
    }

    /// <summary>What a succeeded payment bound, or null.</summary>
    public static BoundMethod? Bound(PaymentIntent intent)
    {
        if (intent.Status != "succeeded" || intent.SetupFutureUsage != "off_session" || intent.CustomerId is not { } customer || intent.PaymentMethodId is not { } method)
        {
            return null;
        }

        var card = intent.PaymentMethod?.Card;
        return new BoundMethod($"{customer}/{method}", Label(intent.PaymentMethod), (int)(card?.ExpYear ?? 0), (int)(card?.ExpMonth ?? 0));
    }

    private static string Label(PaymentMethod? method) => method switch
    {
        { Card: { } card } => $"{Capital(card.Brand)} •• {card.Last4}",
        { Type: { Length: > 0 } type } => Capital(type.Replace('_', ' ')),
        _ => "Card",
    };

    private static string Capital(string? word) => word is { Length: > 0 } ? char.ToUpperInvariant(word[0]) + word[1..] : "Card";
}
