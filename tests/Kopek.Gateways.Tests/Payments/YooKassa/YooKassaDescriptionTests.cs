using System.Text;
using System.Text.Json;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.YooKassa;
using Kopek.Gateways.Tests.Messages.Centre;
using Kopek.Gateways.Tests.Payments.Conformance;
using Kopek.Gateways.Tests.Payments.Stripe;

namespace Kopek.Gateways.Tests.Payments.YooKassa;

/// <summary>
/// Every request of ours against a description of the API, checked by a Prism that nobody here wrote. Ours (Peers/yookassa.yaml) is stricter than
/// YooKassa's; theirs is used too where KOPEK_YOOKASSA_SPEC says where it is, for its licence does not let it be here.
/// </summary>
public sealed class YooKassaDescriptionTests
{
    private const string NoDescription = "KOPEK_YOOKASSA_SPEC names no file: YooKassa's own description has no licence to be in this repository";

    public static bool IsThere => NodePackages.Payments.AreThere;

    public static bool TheirsIsThere => IsThere && File.Exists(Theirs);

    private static string? Theirs => Environment.GetEnvironmentVariable("KOPEK_YOOKASSA_SPEC");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task Every_request_is_as_described_and_every_example_is_read()
    {
        var peer = await NodePeer.StartAsync(NodePackages.Payments, "yookassa.js", NodePackages.Payments.Script("yookassa.yaml"));
        using var yookassa = Provider(peer);
        var answers = await AskEverythingAsync(yookassa);
        var paid = answers[0];
        Assert.Equal((PaymentStatus.Succeeded, Money.FromRubles(100)), (paid.Status, paid.Amount));
        Assert.Equal(new BoundMethod("22e12f66-000f-5000-8000-18db351245c8", "Mir •• 4417", 2029, 7), paid.Bound);
        Assert.All(answers, answer => Assert.Equal(PaymentStatus.Succeeded, answer.Status));
        var rows = new List<ProviderPayment>();
        await foreach (var row in yookassa.List(new Moment(1_764_000_000_000), new Moment(1_764_100_000_000), Cancel))
        {
            rows.Add(row);
        }

        Assert.Equal([(ProviderPaymentKind.Payment, "0a1b", 100_00), (ProviderPaymentKind.Refund, "0c2d", 40_00)], rows.Select(row => (row.Kind, row.Key!, row.Amount.Kopeks)));
        Assert.Empty(Breaches(await peer.EndAsync()));
    }

    [Fact(Skip = NoDescription, SkipUnless = nameof(TheirsIsThere))]
    public async Task Every_request_is_as_yookassa_describes_it()
    {
        var peer = await NodePeer.StartAsync(NodePackages.Payments, "yookassa.js", Theirs!);
        using var yookassa = Provider(peer);
        Assert.Equal(9, (await AskEverythingAsync(yookassa)).Count);
        Assert.Empty(Breaches(await peer.EndAsync()));
    }

    [Theory(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    [InlineData("{\"amount\":{\"value\":\"1.0\",\"currency\":\"RUB\"}}", "k", "request.body.amount.value")]
    [InlineData("{\"amount\":{\"value\":\"1.00\",\"currency\":\"RUB\"},\"paymentToken\":\"x\"}", "k", "paymentToken")]
    [InlineData("{\"amount\":{\"value\":\"1.00\",\"currency\":\"RUB\"}}", null, "idempotence-key")]
    public async Task A_request_that_is_not_as_described_is_told(string body, string? key, string breach)
    {
        var peer = await NodePeer.StartAsync(NodePackages.Payments, "yookassa.js", NodePackages.Payments.Script("yookassa.yaml"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{peer.Port}/payments") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Basic MTox");
        if (key is not null)
        {
            request.Headers.Add("Idempotence-Key", key);
        }

        using var response = await http.SendAsync(request, Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(Breaches(await peer.EndAsync()), told => told.Contains(breach, StringComparison.Ordinal));
    }

    private static async Task<List<PaymentAnswer>> AskEverythingAsync(YooKassaProvider yookassa)
    {
        var payment = "22e12f66-000f-5000-8000-18db351245c7";
        var bound = ProviderBench.Request(100_00, null, Guid.NewGuid().ToString());
        return
        [
            await yookassa.Pay(ProviderBench.Request(100_00, "+u7PDjMTkf08NtD66P6+eYWa2yjU3gsSIhOOO+OWsOg=", saves: true), Cancel),
            await yookassa.Pay(ProviderBench.Request(1, null), Cancel),
            await yookassa.Pay(ProviderBench.Request(123_45, null, saves: true) with { Description = new string('ю', 300), OrderNumber = new string('1', 60) }, Cancel),
            await yookassa.Pay(bound, Cancel),
            await yookassa.Charge(bound, Cancel),
            await yookassa.Find("0a1b", payment, Cancel),
            await yookassa.Find("0a1b", null, Cancel),
            await yookassa.Refund(ProviderBench.Refund(payment, 40_00) with { Reason = new string('x', 400) }, Cancel),
            await yookassa.FindRefund("0c2d", payment, Cancel),
        ];
    }

    private static YooKassaProvider Provider(NodePeer peer) => new(new YooKassaOptions { Shop = "100500", Key = "test_key", BaseUrl = new Uri($"http://127.0.0.1:{peer.Port}/") });

    private static List<string> Breaches(List<JsonElement> told) =>
        [.. told.Select(line => line.TryGetProperty("msg", out var text) ? text.GetString()! : "").Where(text => text.StartsWith("Violation: request", StringComparison.Ordinal))];
}
