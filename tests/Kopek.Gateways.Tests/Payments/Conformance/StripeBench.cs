using System.Text;
using System.Text.Json.Nodes;
using Kopek.Core;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments;
using Kopek.Gateways.Payments.Stripe;
using Kopek.Gateways.Tests.Payments.Stripe;

namespace Kopek.Gateways.Tests.Payments.Conformance;

public sealed class StripeBench : ProviderBench
{
    public const string OldSecret = "whsec_old00000000000000000000000";
    public const string NewSecret = "whsec_new00000000000000000000000";

    public StripeBench()
    {
        Peer = new StripePeer(Time);
        Stripe = new StripeProvider(Options);
    }

    public StripePeer Peer { get; }

    public StripeProvider Stripe { get; }

    public StripeOptions Options => new() { Key = StripePeer.ApiKey, WebhookSecrets = [OldSecret, NewSecret], BaseUrl = Peer.Address, Time = Time };

    public override IPaymentProvider Provider => Stripe;

    public override PaymentRequest Good(long rubles = 100, bool saves = false) => Request(rubles * 100, "pm_ok", saves: saves);

    public override PaymentRequest Poor() => Request(100_00, "pm_poor");

    public override PaymentRequest NeedsPayer(bool saves = false) => Request(100_00, "pm_3ds", saves: saves);

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

    public override Task<PaymentRequest> AwayNeedsPayer() => Task.FromResult(Request(100_00, null, "cus_1/pm_3ds"));

    public override Task<ReceivedWebhook> Webhook(string paymentId) => Task.FromResult(SignedBy(StripePeer.EventOf("payment_intent.succeeded", Intent(paymentId)).ToJsonString()));

    public override ReceivedWebhook WebhookOfStranger()
    {
        var stranger = new JsonObject { ["id"] = "pi_strange", ["object"] = "payment_intent", ["status"] = "succeeded", ["amount"] = 100, ["amount_received"] = 100, ["currency"] = "rub", ["metadata"] = new JsonObject() };
        return SignedBy(StripePeer.EventOf("payment_intent.succeeded", stranger).ToJsonString());
    }

    public override ReceivedWebhook Forged(ReceivedWebhook genuine) => SignedBy(Encoding.UTF8.GetString(genuine.Body.Span), "whsec_somebody-else");

    public override ReceivedWebhook Malformed(string content) => SignedBy(content);

    public JsonObject Intent(string id) => Peer.Intents.Find(intent => (string)intent["id"]! == id)!;

    public ReceivedWebhook SignedBy(string content, string secret = NewSecret)
    {
        var body = Encoding.UTF8.GetBytes(content);
        return new ReceivedWebhook(new Dictionary<string, string> { ["stripe-signature"] = WebhookSignature.Sign(secret, Now, body) }, body, "203.0.113.9", Now);
    }

    public override async ValueTask DisposeAsync()
    {
        Stripe.Dispose();
        await Peer.DisposeAsync();
    }
}
