using Kopek.Core;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments;
using Kopek.Gateways.Payments.Sandbox;

namespace Kopek.Gateways.Tests.Payments.Conformance;

public sealed class SandboxBench : ProviderBench
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-sandbox-").FullName;

    public SandboxBench() => Sandbox = Open();

    public SandboxProvider Sandbox { get; private set; }

    public override IPaymentProvider Provider => Sandbox;

    public SandboxOptions Options => new() { Folder = folder, Time = Time, WebhookSecret = "sandbox-secret-of-the-tests" };

    public void Restart()
    {
        Sandbox.Dispose();
        Sandbox = Open();
    }

    public override PaymentRequest Good(long rubles = 100, bool saves = false) => Request(rubles * 100, null, saves: saves);

    public override PaymentRequest Poor() => Request(100_02, null);

    public override PaymentRequest NeedsPayer(bool saves = false) => Request(100_03, null, saves: saves);

    public override PaymentRequest AnswerLost() => Request(100_04, null);

    public override PaymentRequest RequestLost() => Request(100_05, null);

    public override RefundRequest RefundAnswerLost(string paymentId) => Refund(paymentId, 10_94);

    public override async Task<PaymentRequest> AwayNeedsPayer() =>
        Request(100_03, null, (await Sandbox.Pay(Good(saves: true), TestContext.Current.CancellationToken)).Bound!.Id);

    public override async Task<ReceivedWebhook> Webhook(string paymentId)
    {
        ReceivedWebhook? found = null;
        await Sandbox.Deliver(
            (webhook, _) =>
            {
                if (System.Text.Encoding.UTF8.GetString(webhook.Body.Span).Contains($"\"id\":\"{paymentId}\"", StringComparison.Ordinal))
                {
                    found = new ReceivedWebhook(new Dictionary<string, string> { [SandboxWebhooks.SignatureHeader] = webhook.Signature }, webhook.Body, "127.0.0.1", Now);
                }

                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken);
        return found!;
    }

    public override ReceivedWebhook WebhookOfStranger() => Malformed("{\"event\":\"evt_9\",\"kind\":\"payment\",\"id\":\"pay_nobody\",\"payment\":\"pay_nobody\"}");

    public override ReceivedWebhook Forged(ReceivedWebhook genuine) => genuine with
    {
        Headers = new Dictionary<string, string> { [SandboxWebhooks.SignatureHeader] = WebhookSignature.Sign("somebody-else's-secret", Now, genuine.Body.Span) },
    };

    public override ReceivedWebhook Malformed(string content)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(content);
        return new ReceivedWebhook(new Dictionary<string, string> { [SandboxWebhooks.SignatureHeader] = WebhookSignature.Sign(Options.WebhookSecret!, Now, body) }, body, "127.0.0.1", Now);
    }

    public override ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private SandboxProvider Open() => new(Options);
}
