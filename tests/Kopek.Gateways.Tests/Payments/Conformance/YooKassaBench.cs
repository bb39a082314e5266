using System.Text;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.YooKassa;
using Kopek.Gateways.Tests.Payments.YooKassa;

namespace Kopek.Gateways.Tests.Payments.Conformance;

public sealed class YooKassaBench : ProviderBench
{
    /// <summary>Of one of the documented networks.</summary>
    public const string TheirAddress = "185.71.76.17";

    public YooKassaBench()
    {
        Peer = new YooKassaPeer(Time);
        YooKassa = new YooKassaProvider(Options);
    }

    public YooKassaPeer Peer { get; }

    public YooKassaProvider YooKassa { get; }

    public YooKassaOptions Options => new() { Shop = YooKassaPeer.Shop, Key = YooKassaPeer.ApiKey, BaseUrl = new Uri(Peer.Address, "v3/"), Time = Time };

    public override IPaymentProvider Provider => YooKassa;

    public override WebhookVerdict Replayed => WebhookVerdict.Genuine;

    public override PaymentRequest Good(long rubles = 100, bool saves = false) => Request(rubles * 100, "good", saves: saves);

    public override PaymentRequest Poor() => Request(100_00, "poor");

    public override PaymentRequest NeedsPayer(bool saves = false) => Request(100_00, "3ds", saves: saves);

    public override PaymentRequest AnswerLost() => Failing(Fault.AnswerLost);

    public override PaymentRequest RequestLost() => Failing(Fault.RequestLost);

    public PaymentRequest Failing(Fault fault)
    {
        Peer.Next = fault;
        return Good();
    }

    public override RefundRequest RefundAnswerLost(string paymentId)
    {
        Peer.Next = Fault.AnswerLost;
        return Refund(paymentId, 10_00);
    }

    public override async Task<PaymentRequest> AwayNeedsPayer()
    {
        var first = await YooKassa.Pay(NeedsPayer(saves: true), TestContext.Current.CancellationToken);
        var payment = Peer.Payments.Find(known => (string)known["id"]! == first.ProviderId)!;
        return Request(100_00, null, (string)payment["payment_method"]!["id"]!);
    }

    public override Task<ReceivedWebhook> Webhook(string paymentId) => Task.FromResult(Malformed($"{{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{{\"id\":\"{paymentId}\",\"status\":\"succeeded\"}}}}"));

    public override ReceivedWebhook WebhookOfStranger() => Malformed($"{{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{{\"id\":\"{Guid.NewGuid()}\"}}}}");

    public override ReceivedWebhook Forged(ReceivedWebhook genuine) => genuine with { RemoteAddress = "203.0.113.9" };

    public override ReceivedWebhook Malformed(string content) => new(new Dictionary<string, string>(), Encoding.UTF8.GetBytes(content), TheirAddress, Now);

    public override async ValueTask DisposeAsync()
    {
        YooKassa.Dispose();
        await Peer.DisposeAsync();
    }
}
