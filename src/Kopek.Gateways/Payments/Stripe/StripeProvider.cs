using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>
/// Stripe through Stripe.net: PaymentIntents for tokens and bound methods, Checkout where the payer is sent to Stripe's page. The id of such a payment is
/// the page's (cs_...) until somebody pays there, then the PaymentIntent's (pi_...); both are taken wherever an id is. Thread-safe.
/// </summary>
public sealed class StripeProvider : IPaymentProvider, IDisposable
{
    private readonly StripeConnection connection;
    private readonly StripeSearch search;
    private readonly StripeStatement statement;
    private readonly StripeWebhooks webhooks;

    /// <summary>Throws <see cref="ArgumentException"/> where <see cref="StripeOptions.Fault"/> says so.</summary>
    public StripeProvider(StripeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        connection = new StripeConnection(options);
        search = new StripeSearch(connection, options.Time);
        statement = new StripeStatement(connection);
        webhooks = new StripeWebhooks(connection, options.WebhookSecrets);
    }

    public string Name => "stripe";

    /// <summary>Stripe forgets keys after 24 hours at the earliest.</summary>
    public TimeSpan KeyMemory => TimeSpan.FromHours(23);

    public Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (RequestFaults.Of(request) ?? StripeCurrency.Fault(request.Currency) ?? Fault(request)) is { } fault
            ? Task.FromResult(RequestFaults.Misconfigured(fault))
            : Move(() => request is { Token: null, Method: null } ? Page(request, cancel) : Confirm(request, cancel));
    }

    public Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((RequestFaults.Of(request) ?? StripeCurrency.Fault(request.Currency)) is { } fault)
        {
            return Task.FromResult(RequestFaults.Misconfigured(fault));
        }

        return StripeMethod.Parse(request.Method) is not { } bound
            ? Task.FromResult(RequestFaults.Misconfigured("stripe: a charge needs a bound method"))
            : Move(async () => AwayFromPayer(await Make(StripeRequests.Charge(request, bound), request.Key, cancel).ConfigureAwait(false)));
    }

    public Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel) =>
        !RequestFaults.IsKey(key) || (providerId is not null && !RequestFaults.IsProviderId(providerId))
            ? Task.FromResult(PaymentAnswer.Unknown("no key, or no id"))
            : Question(async () => providerId is null ? await search.ByKey(key, cancel).ConfigureAwait(false) : await ById(providerId, cancel).ConfigureAwait(false));

    public Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (RequestFaults.Of(request) ?? StripeCurrency.Fault(request.Currency)) is { } fault
            ? Task.FromResult(RequestFaults.Misconfigured(fault))
            : Move(async () =>
            {
                var (intent, isKnown) = await IntentOf(request.ProviderId, cancel).ConfigureAwait(false);
                if (intent is null)
                {
                    return isKnown ? RequestFaults.Misconfigured("stripe: nothing was paid on this page") : null;
                }

                var refund = await StripeConnection.Ask(() => connection.Stripe.Refunds.CreateAsync(StripeRequests.Refund(request, intent), StripeRequests.Once(request.Key), cancel)).ConfigureAwait(false);
                return refund is null ? null : StripeAnswers.Of(refund);
            });
    }

    public Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel) =>
        !RequestFaults.IsKey(key) || !RequestFaults.IsProviderId(providerId)
            ? Task.FromResult(PaymentAnswer.Unknown("no key, or no id"))
            : Question(async () =>
            {
                var (intent, isKnown) = await IntentOf(providerId, cancel).ConfigureAwait(false);
                return intent is null
                    ? isKnown ? new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero) : null
                    : await statement.RefundByKey(key, intent, cancel).ConfigureAwait(false);
            });

    public IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, CancellationToken cancel) => statement.List(from, until, cancel);

    public Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(received);
        return webhooks.Read(received, cancel);
    }

    public void Dispose() => connection.Dispose();

    private static string? Fault(PaymentRequest request) => request switch
    {
        { Token: not null, Method: not null } => "stripe: a token or a bound method, not both",
        { Token: null, Method: null, ReturnUrl: null } => "stripe: without a token the payer needs an address to come back to",
        { Token: { } token } when !RequestFaults.IsProviderId(token) => "stripe: no token of Stripe",
        { Method: { } method } when StripeMethod.Parse(method) is null => "stripe: no bound method of Stripe",
        _ => null,
    };

    /// <summary>A call that moves money: what says nothing leaves it unknown.</summary>
    private static async Task<PaymentAnswer> Move(Func<Task<PaymentAnswer?>> call)
    {
        try
        {
            return await call().ConfigureAwait(false) ?? PaymentAnswer.Unknown("stripe: no answer that we could read");
        }
        catch (StripeException failed)
        {
            return StripeErrors.OfCall(failed);
        }
    }

    private static async Task<PaymentAnswer> Question(Func<Task<PaymentAnswer?>> call)
    {
        try
        {
            return await call().ConfigureAwait(false) ?? PaymentAnswer.Unknown("stripe: no answer that we could read");
        }
        catch (StripeException failed)
        {
            return StripeErrors.OfQuestion(failed);
        }
    }

    private async Task<PaymentAnswer?> Page(PaymentRequest request, CancellationToken cancel)
    {
        var page = await StripeConnection.Ask(() => connection.Stripe.Checkout.Sessions.CreateAsync(StripeRequests.Page(request), StripeRequests.Once(request.Key), cancel)).ConfigureAwait(false);
        return page is null ? null : StripeAnswers.Of(page);
    }

    private async Task<PaymentAnswer?> Confirm(PaymentRequest request, CancellationToken cancel)
    {
        string? customer = null;
        if (request is { SaveMethod: true, Method: null })
        {
            // A key of its own: Stripe's keys are for one kind of request. A customer without a payment costs nothing and pays nothing.
            var made = await StripeConnection.Ask(() => connection.Stripe.Customers.CreateAsync(StripeRequests.Customer(request), StripeRequests.Once($"{request.Key}-customer"), cancel)).ConfigureAwait(false);
            if (made is null)
            {
                return null;
            }

            customer = made.Id;
        }

        return await Make(StripeRequests.Pay(request, customer), request.Key, cancel).ConfigureAwait(false);
    }

    private async Task<PaymentAnswer?> Make(PaymentIntentCreateOptions options, string key, CancellationToken cancel)
    {
        var intent = await StripeConnection.Ask(() => connection.Stripe.PaymentIntents.CreateAsync(options, StripeRequests.Once(key), cancel)).ConfigureAwait(false);
        return intent is null ? null : StripeAnswers.Of(intent);
    }

    /// <summary>Stripe declines such a charge itself; this is for what it might let through.</summary>
    private static PaymentAnswer? AwayFromPayer(PaymentAnswer? answer) => answer is { Status: PaymentStatus.NeedsPayer }
        ? RequestFaults.Declined(DeclineReason.ConfirmationNeeded, "stripe: needs the payer", answer.ProviderId)
        : answer;

    private async Task<PaymentAnswer?> ById(string id, CancellationToken cancel)
    {
        if (id.StartsWith("cs_", StringComparison.Ordinal))
        {
            var page = await StripeConnection.Ask(() => connection.Stripe.Checkout.Sessions.GetAsync(id, StripeRequests.WholeSession(), null, cancel)).ConfigureAwait(false);
            return page is null ? null : StripeAnswers.Of(page);
        }

        var intent = await StripeConnection.Ask(() => connection.Stripe.PaymentIntents.GetAsync(id, StripeRequests.WholeIntent(), null, cancel)).ConfigureAwait(false);
        return intent is null ? null : await search.WithPage(intent, cancel).ConfigureAwait(false);
    }

    /// <summary>The PaymentIntent of a payment's id; null with true where nobody has paid on its page, with false where Stripe could not be asked.</summary>
    private async Task<(string? Intent, bool IsKnown)> IntentOf(string id, CancellationToken cancel)
    {
        if (!id.StartsWith("cs_", StringComparison.Ordinal))
        {
            return (id, true);
        }

        var page = await StripeConnection.Ask(() => connection.Stripe.Checkout.Sessions.GetAsync(id, null, null, cancel)).ConfigureAwait(false);
        return (page?.PaymentIntentId, page is not null);
    }
}
