using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Engine.Tests.Mandates;

/// <summary>A provider that remembers keys as real ones do, and answers charges as the test says. It outlives the engine.</summary>
internal sealed class ScriptedProvider : IPaymentProvider
{
    private readonly ConcurrentDictionary<string, PaymentAnswer> payments = [];

    public string Name => "scripted";
    public TimeSpan KeyMemory => TimeSpan.FromHours(23);

    /// <summary>What really becomes of the next charge.</summary>
    public PaymentStatus Next { get; set; } = PaymentStatus.Succeeded;

    /// <summary>Charges happen, and their answers are lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Not even a look-up gets through.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Money that really left the card, by key.</summary>
    public Money Taken => payments.Values.Where(answer => answer.Status == PaymentStatus.Succeeded).Aggregate(Money.Zero, (sum, answer) => sum + answer.Amount);
    public int Charges => payments.Count;

    public Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel) => Charge(request, cancel);

    public Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel)
    {
        var answer = payments.GetOrAdd(request.Key, _ => new PaymentAnswer(Next, $"p{payments.Count}", request.Amount)
        {
            Reason = Next == PaymentStatus.Declined ? DeclineReason.InsufficientFunds : DeclineReason.None,
            Bound = request.SaveMethod ? new BoundMethod("pm_1", "Mir •• 4417", 2027, 8) : null,
        });
        return Task.FromResult(LosesAnswers || IsSilent ? PaymentAnswer.Unknown("no answer") : answer);
    }

    public Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel) => Task.FromResult(
        IsSilent ? PaymentAnswer.Unknown("no answer") : payments.GetValueOrDefault(key) ?? new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero));

    public Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel) => throw new NotSupportedException("Nothing is refunded here.");

    public Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel) => throw new NotSupportedException("Nothing is refunded here.");

    public async IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel) => Task.FromResult(WebhookReading.Of(WebhookVerdict.Ignored));
}
