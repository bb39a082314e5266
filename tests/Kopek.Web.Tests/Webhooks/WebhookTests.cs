using System.Text;
using Kopek.Gateways.Payments.Sandbox;

namespace Kopek.Web.Tests.Webhooks;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Orders = "/api/v1/top-up-orders";
    private LiveApi api = null!;
    private SandboxWebhook? last;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_webhook_that_comes_twice_credits_once()
    {
        var line = await api.OpenActive(0);
        await Paid();
        await api.Sandbox.Deliver(async (webhook, _) => await Send(last = webhook) is 200 or 204, TestContext.Current.CancellationToken);

        await Send(last!);
        await Send(last!);

        Assert.Equal(50007, await Credited(line, 50007));
    }

    [Fact]
    public async Task A_forged_webhook_is_refused_and_moves_nothing()
    {
        var line = await api.OpenActive(0);
        var waiting = await api.Post(Orders, Card(50003));
        await api.Sandbox.Deliver((webhook, _) => { last = webhook; return Task.FromResult(true); }, TestContext.Current.CancellationToken);
        var genuine = last ?? new SandboxWebhook(1, "t=1,v1=00", Encoding.UTF8.GetBytes("{}"));

        var wrongSignature = await Send(genuine with { Signature = "t=1,v1=00" });
        var otherBody = await Send(genuine with { Body = Encoding.UTF8.GetBytes("""{"event":"evt_1","kind":"payment","id":"x","payment":"x"}""") });
        var noSignature = await api.Client.PostAsync(new Uri("/webhooks/sandbox", UriKind.Relative), new StringContent("{}"), TestContext.Current.CancellationToken);
        var nobody = await api.Client.PostAsync(new Uri("/webhooks/nobody", UriKind.Relative), new StringContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal((400, 400, 400, 404), (wrongSignature, otherBody, (int)noSignature.StatusCode, (int)nobody.StatusCode));
        Assert.Equal("paying", (await api.Get($"{Orders}/{waiting.Json["order"]}")).Json["status"]!.GetValue<string>());
        Assert.Equal(0, await api.Balance(line));
    }

    [Fact]
    public async Task A_chargeback_of_a_payment_that_is_not_known_yet_is_told_again()
    {
        await api.OpenActive(0);
        // The order waits out its hold and asks nobody: whatever its key brought at the provider, it knows nothing of it.
        var key = Kopek.Engine.Orders.OrderKey.Of("operator", "quick");
        var held = await api.Post(Orders, """{"msisdn":"79000000001","confirmMsisdn":"79000000001","payer":"u1","amount":{"value":50006,"currency":"RUB"},"provider":"sandbox"}""", "quick");
        Assert.Equal("requested", held.Json["status"]!.GetValue<string>());
        await api.Sandbox.Pay(new Kopek.Engine.Payments.PaymentRequest(key.ToString(), "x", new Core.Money(50006), "RUB", "x", null, null, false, null), TestContext.Current.CancellationToken);
        var statuses = new List<int>();

        await api.Sandbox.Deliver(async (webhook, _) =>
        {
            if (Encoding.UTF8.GetString(webhook.Body.Span).Contains("chargeback", StringComparison.Ordinal))
            {
                statuses.Add(await Send(webhook));
            }

            return true;
        }, TestContext.Current.CancellationToken);

        Assert.Equal([503], statuses);
    }

    [Fact]
    public async Task A_webhook_that_is_too_large_is_refused()
    {
        using var content = new StringContent(new string('x', 70_000));

        var answer = await api.Client.PostAsync(new Uri("/webhooks/sandbox", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(413, (int)answer.StatusCode);
    }

    private static string Card(long kopeks) => $$$"""{"msisdn":"79000000001","amount":{"value":{{{kopeks}}},"currency":"RUB"},"provider":"sandbox"}""";

    private async Task Paid() => Assert.Equal(201, (await api.Post(Orders, Card(50007))).Status);

    private async Task<long> Credited(string line, long kopeks)
    {
        for (var look = 0; look < 1_000 && await api.Balance(line) < kopeks; look++)
        {
            await Task.Yield();
        }

        return await api.Balance(line);
    }

    private async Task<int> Send(SandboxWebhook webhook)
    {
        using var content = new ReadOnlyMemoryContent(webhook.Body);
        content.Headers.Add(SandboxWebhooks.SignatureHeader, webhook.Signature);
        using var answer = await api.Client.PostAsync(new Uri("/webhooks/sandbox", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
