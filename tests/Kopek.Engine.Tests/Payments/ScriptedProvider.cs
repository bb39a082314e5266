using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Engine.Tests.Payments;

/// <summary>A provider with a truth of its own that the test moves; it may lose answers, and counts what it is asked.</summary>
internal sealed class ScriptedProvider : IPaymentProvider
{
    private readonly ConcurrentDictionary<string, PaymentAnswer> payments = [];
    private readonly ConcurrentDictionary<string, PaymentAnswer> refunds = [];
    private int calls;

    public string Name => "sandbox";
    public TimeSpan KeyMemory => TimeSpan.FromHours(23);

    /// <summary>What becomes of a payment that it is asked for.</summary>
    public Func<PaymentRequest, PaymentAnswer> Paying { get; set; } = request => new PaymentAnswer(PaymentStatus.Succeeded, "pay-1", request.Amount);
    public Func<RefundRequest, PaymentAnswer> Refunding { get; set; } = request => new PaymentAnswer(PaymentStatus.Succeeded, "ref-1", request.Amount);

    /// <summary>Asked for each call: true where its answer is lost.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>True where the call itself is lost.</summary>
    public Func<string, bool> Drops { get; set; } = _ => false;

    public List<ProviderPayment> Listed { get; } = [];

    public int Calls => Volatile.Read(ref calls);
    public ConcurrentQueue<string> Asked { get; } = [];
    public Money Taken => payments.Values.Where(payment => payment.Status == PaymentStatus.Succeeded).Aggregate(Money.Zero, (sum, payment) => sum + payment.Amount);
    public Money GivenBack => refunds.Values.Where(refund => refund.Status == PaymentStatus.Succeeded).Aggregate(Money.Zero, (sum, refund) => sum + refund.Amount);

    public void Becomes(PaymentStatus status, Money amount)
    {
        foreach (var key in payments.Keys)
        {
            payments[key] = payments[key] with { Status = status, Amount = amount };
        }
    }

    public void RefundBecomes(PaymentStatus status)
    {
        foreach (var key in refunds.Keys)
        {
            refunds[key] = refunds[key] with { Status = status };
        }
    }

    public Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel) => Answer("pay", () => payments.GetOrAdd(request.Key, _ => Paying(request)));

    public Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel) => Answer("charge", () => payments.GetOrAdd(request.Key, _ => Paying(request)));

    public Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel) => Answer("find", () => payments.GetValueOrDefault(key) ?? nothing);

    public Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel) => Answer("refund", () => refunds.GetOrAdd(request.Key, _ => Refunding(request)));

    public Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel) => Answer("find refund", () => refunds.GetValueOrDefault(key) ?? nothing);

    public IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, CancellationToken cancel) => Listed.ToAsyncEnumerable();

    public Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel) => throw new NotSupportedException("Nobody sends here.");

    private static readonly PaymentAnswer nothing = new(PaymentStatus.NotFound, null, Money.Zero);

    private Task<PaymentAnswer> Answer(string call, Func<PaymentAnswer> what)
    {
        Asked.Enqueue(call);
        var answer = Drops(call) ? PaymentAnswer.Unknown("lost") : what();
        Interlocked.Increment(ref calls);
        return Task.FromResult(Loses(call) ? PaymentAnswer.Unknown("no answer") : answer);
    }
}
