using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>YooKassa's API v3, rubles only. Payments are captured at once. Thread-safe.</summary>
public sealed class YooKassaProvider : IPaymentProvider, IDisposable
{
    private readonly YooKassaConnection connection;
    private readonly YooKassaStatement statement;
    private readonly YooKassaWebhooks webhooks;

    /// <summary>Throws <see cref="ArgumentException"/> where <see cref="YooKassaOptions.Fault"/> says so.</summary>
    public YooKassaProvider(YooKassaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        connection = new YooKassaConnection(options);
        statement = new YooKassaStatement(connection);
        webhooks = new YooKassaWebhooks(connection, options.Networks);
    }

    public string Name => "yookassa";

    /// <summary>YooKassa remembers keys for 24 hours.</summary>
    public TimeSpan KeyMemory => TimeSpan.FromHours(23);

    public Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (RequestFaults.Of(request) ?? YooKassaRequests.FaultOfPay(request)) is { } fault
            ? Task.FromResult(RequestFaults.Misconfigured(fault))
            : Make(YooKassaRequests.Pay(request), request.Key, cancel);
    }

    public async Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((RequestFaults.Of(request) ?? YooKassaRequests.FaultOfCharge(request)) is { } fault)
        {
            return RequestFaults.Misconfigured(fault);
        }

        var answer = await Make(YooKassaRequests.Charge(request), request.Key, cancel).ConfigureAwait(false);
        // Nobody gets the address, so nobody confirms: YooKassa lets such a payment lapse.
        return answer is { Status: PaymentStatus.NeedsPayer } ? RequestFaults.Declined(DeclineReason.ConfirmationNeeded, "yookassa: needs the payer", answer.ProviderId) : answer;
    }

    public async Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel)
    {
        if (!RequestFaults.IsKey(key) || (providerId is not null && !RequestFaults.IsProviderId(providerId)))
        {
            return PaymentAnswer.Unknown("no key, or no id");
        }

        if (providerId is null)
        {
            return await statement.PaymentByKey(key, cancel).ConfigureAwait(false);
        }

        var found = await connection.Get($"payments/{providerId}", YooKassaJson.Default.YooKassaPayment, cancel).ConfigureAwait(false);
        return found switch
        {
            { Value: { } payment } => YooKassaAnswers.Of(payment),
            { Refusal: System.Net.HttpStatusCode.NotFound } => new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero),
            _ => PaymentAnswer.Unknown(found.Detail),
        };
    }

    public async Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((RequestFaults.Of(request) ?? YooKassaRequests.FaultOf(request.Currency)) is { } fault)
        {
            return RequestFaults.Misconfigured(fault);
        }

        var made = await connection.Post("refunds", request.Key, YooKassaRequests.Refund(request), YooKassaJson.Default.YooKassaNewRefund, YooKassaJson.Default.YooKassaRefund, cancel).ConfigureAwait(false);
        return made switch
        {
            { Value: { } refund } => YooKassaAnswers.Of(refund),
            { Refusal: not null } => RequestFaults.Misconfigured(made.Detail),
            _ => PaymentAnswer.Unknown(made.Detail),
        };
    }

    public Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel) =>
        RequestFaults.IsKey(key) && RequestFaults.IsProviderId(providerId)
            ? statement.RefundByKey(key, providerId, cancel)
            : Task.FromResult(PaymentAnswer.Unknown("no key, or no id"));

    public IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, CancellationToken cancel) => statement.List(from, until, cancel);

    public Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(received);
        return webhooks.Read(received, cancel);
    }

    public void Dispose() => connection.Dispose();

    private async Task<PaymentAnswer> Make(YooKassaNewPayment body, string key, CancellationToken cancel)
    {
        var made = await connection.Post("payments", key, body, YooKassaJson.Default.YooKassaNewPayment, YooKassaJson.Default.YooKassaPayment, cancel).ConfigureAwait(false);
        return made switch
        {
            { Value: { } payment } => YooKassaAnswers.Of(payment),
            { Refusal: not null } => RequestFaults.Misconfigured(made.Detail),
            _ => PaymentAnswer.Unknown(made.Detail),
        };
    }
}
