using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Web.Api;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Webhooks;

/// <summary>
/// What payment providers tell by themselves. Only what is signed, or read again from the provider, is believed; it may come before, after, twice or never:
/// the order makes one and the same of it.
/// </summary>
internal static class WebhookEndpoint
{
    /// <summary>Bytes: several times the largest event of a provider.</summary>
    private const int MostBytes = 64 << 10;

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) =>
        to.MapPost("/webhooks/{provider}", ApiEndpoint.ForEverybody(parts, Take)).ExcludeFromDescription();

    private static async Task<Problem?> Take(HttpContext http, ApiParts parts)
    {
        if (!parts.Payments.Desk.Driver.Providers.TryGetValue(http.Request.RouteValues["provider"] as string ?? "", out var provider))
        {
            return new Problem(ProblemKinds.UnknownRoute, "This server has no such payment provider.");
        }

        var (tooLarge, body) = await RequestBody.Whole(http.Request, MostBytes);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        var headers = http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var reading = await provider.ReadWebhook(new ReceivedWebhook(headers, body, http.Connection.RemoteIpAddress?.ToString(), parts.Now), http.RequestAborted);
        switch (reading.Verdict)
        {
            case WebhookVerdict.Genuine: return await Tell(parts, provider.Name, reading);
            case WebhookVerdict.Ignored: return null;
            case WebhookVerdict.TryLater: return new Problem(ProblemKinds.WebhookNotRead, "The provider could not be asked whether this is true. Send it again later.") { RetryAfterSeconds = 30 };
            default: return new Problem(ProblemKinds.WebhookRefused, $"It is {reading.Verdict switch { WebhookVerdict.Stale => "too old", WebhookVerdict.Forged => "not signed by who it says", _ => "not one" }}. Nothing was done.");
        }
    }

    private static async Task<Problem?> Tell(ApiParts parts, string provider, WebhookReading reading)
    {
        var key = reading.Key ?? "";
        var isRefund = key.EndsWith(TopUpOrder.RefundSuffix, StringComparison.Ordinal);
        if (reading.Answer is not { } answer || !OrderId.TryParse(isRefund ? key[..^TopUpOrder.RefundSuffix.Length] : key, out var id)
            || await parts.Payments.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)) is not { } order || order.Request.Source != provider)
        {
            // Somebody else's payment at the same provider: nothing to us.
            return null;
        }

        TopUpOrderCommand? command = reading.Kind switch
        {
            ProviderPaymentKind.Payment when answer.Status is not (PaymentStatus.Unknown or PaymentStatus.NotFound) =>
                new TopUpOrderCommand.ProviderSaid(answer.Status, answer.ProviderId ?? reading.ProviderId, answer.Amount, answer.Reason, answer.RedirectUrl?.ToString(), answer.Bound),
            ProviderPaymentKind.Refund when answer.Status is PaymentStatus.Succeeded or PaymentStatus.Declined => new TopUpOrderCommand.RefundSaid(answer.Status, answer.ProviderId, answer.Detail),
            ProviderPaymentKind.Chargeback => new TopUpOrderCommand.ChargedBack(Money.Min(answer.Amount, order.Paid)) { Won = answer.Won },
            _ => null,
        };
        // A chargeback of what is not known to be paid is told again, until the payment itself is known.
        return command is null || (await parts.Payments.Desk.Driver.Tell(order.Key, command)).IsDone || reading.Kind != ProviderPaymentKind.Chargeback
            ? null
            : new Problem(ProblemKinds.WebhookNotRead, "The payment is not known here yet. Send it again later.") { RetryAfterSeconds = 30 };
    }
}
