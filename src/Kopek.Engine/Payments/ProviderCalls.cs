using Kopek.Core;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Payments;

/// <param name="ReturnUrl">Where the payer comes back to after the provider's page; null where there is no site.</param>
public sealed record OrderDriverOptions(Func<TopUpOrder, Uri?> ReturnUrl)
{
    /// <summary>Calls to providers at a time: each may hold a connection for ten seconds.</summary>
    public int MostCalls { get; init; } = 64;
}

/// <summary>Calls a provider for an order, and says what its answer means for it.</summary>
internal sealed class ProviderCalls(IReadOnlyDictionary<string, IPaymentProvider> providers, OrderDriverOptions options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.MostCalls);

    public IReadOnlyDictionary<string, IPaymentProvider> Providers => providers;

    public TimeSpan KeyMemoryOf(TopUpOrder order) => providers.TryGetValue(order.Request.Source, out var provider) ? provider.KeyMemory : TimeSpan.Zero;

    public async Task<PaymentAnswer> Make(ProviderCall call, TopUpOrder order, string? token, CancellationToken cancel)
    {
        if (!providers.TryGetValue(order.Request.Source, out var provider))
        {
            return PaymentAnswer.Unknown($"no provider {order.Request.Source} is configured");
        }

        await places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return call switch
            {
                ProviderCall.Pay when order.Request.Method is not null => await provider.Charge(RequestOf(order, token), cancel).ConfigureAwait(false),
                ProviderCall.Pay => await provider.Pay(RequestOf(order, token), cancel).ConfigureAwait(false),
                ProviderCall.Find => await provider.Find(order.PaymentKey, order.ProviderId, cancel).ConfigureAwait(false),
                ProviderCall.Refund when order.ProviderId is { } id =>
                    await provider.Refund(new RefundRequest(order.RefundKey, id, order.RefundAmount, order.Request.Currency, order.RefundReason.ToString()), cancel).ConfigureAwait(false),
                ProviderCall.FindRefund when order.ProviderId is { } id => await provider.FindRefund(order.RefundKey, id, cancel).ConfigureAwait(false),
                _ => PaymentAnswer.Unknown("the payment has no id at its provider"),
            };
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            // A provider's bug must not lose an order: the outcome is unknown, as after a lost answer.
            return PaymentAnswer.Unknown(failure.GetType().Name);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Null where the answer tells the order nothing. A refund that is found declined may be one of an earlier try: what is sent then decides.</summary>
    public static TopUpOrderCommand? Told(ProviderCall call, PaymentAnswer answer) => (call, answer.Status) switch
    {
        (_, PaymentStatus.Unknown or PaymentStatus.NotFound) or (ProviderCall.FindRefund, PaymentStatus.Declined) => null,
        (ProviderCall.Pay or ProviderCall.Find, _) =>
            new TopUpOrderCommand.ProviderSaid(answer.Status, answer.ProviderId, answer.Amount, answer.Reason, answer.RedirectUrl?.ToString(), answer.Bound),
        (_, PaymentStatus.Succeeded or PaymentStatus.Declined) => new TopUpOrderCommand.RefundSaid(answer.Status, answer.ProviderId, answer.Detail ?? answer.Reason.ToString()),
        _ => null,
    };

    public void Dispose() => places.Dispose();

    private PaymentRequest RequestOf(TopUpOrder order, string? token) => new(
        order.PaymentKey, order.PaymentKey[..12], order.Request.Amount, order.Request.Currency, $"{order.Request.Operator} {order.PaymentKey[..12]}",
        token, order.Request.Method, order.Request.SaveMethod, options.ReturnUrl(order));
}
