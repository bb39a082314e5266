using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.YooKassa;
using Kopek.Gateways.Tests.Payments.Conformance;

namespace Kopek.Gateways.Tests.Payments.YooKassa;

public sealed class YooKassaProviderTests : IAsyncDisposable
{
    private readonly YooKassaBench bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_payment_goes_out_captured_in_rubles_and_with_our_key()
    {
        var request = bench.Good(rubles: 499, saves: true);
        await bench.YooKassa.Pay(request, Cancel);
        var sent = Assert.Single(bench.Peer.Requests);
        Assert.All(
            (string[])["\"value\":\"499.00\"", "\"currency\":\"RUB\"", "\"capture\":true", $"\"kopek_key\":\"{request.Key}\"", "\"save_payment_method\":true", "\"payment_token\":\"good\"", "\"return_url\":\"https://kopek.example/orders/1\""],
            part => Assert.Contains(part, sent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.TooMany)]
    [InlineData(Fault.Malformed)]
    [InlineData(Fault.Oversized)]
    [InlineData(Fault.ManyHeaders)]
    [InlineData(Fault.Redirect)]
    [InlineData(Fault.Wall)]
    public async Task What_says_nothing_leaves_the_outcome_unknown_and_the_same_key_tells(Fault fault)
    {
        var request = bench.Failing(fault);
        var answer = await bench.YooKassa.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Unknown, null), (answer.Status, answer.ProviderId));
        Assert.InRange(answer.Detail!.Length, 1, 200);
        Assert.Single(bench.Peer.Requests);
        Assert.Equal(PaymentStatus.Succeeded, (await bench.YooKassa.Pay(request, Cancel)).Status);
        Assert.Single(bench.Peer.Payments);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_status_that_decides_nothing_is_unknown_everywhere(int status)
    {
        bench.Peer.Always = status;
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Pay(bench.Good(), Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Charge(bench.Good() with { Token = null, Method = Guid.NewGuid().ToString() }, Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Refund(ProviderBench.Refund(Guid.NewGuid().ToString(), 1), Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Find(ProviderBench.NewKey(), Guid.NewGuid().ToString(), Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Find(ProviderBench.NewKey(), null, Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.FindRefund(ProviderBench.NewKey(), Guid.NewGuid().ToString(), Cancel)).Status);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.ListAsync());
    }

    [Fact]
    public async Task No_answer_within_ten_seconds_is_unknown()
    {
        var call = bench.YooKassa.Pay(bench.Failing(Fault.Slow), Cancel);
        await bench.Peer.Held.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        bench.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(PaymentStatus.Unknown, (await call).Status);
    }

    [Fact]
    public async Task A_wrong_key_declines_a_payment_and_leaves_a_question_open()
    {
        using var yookassa = new YooKassaProvider(bench.Options with { Key = "test_wrong" });
        var answer = await yookassa.Pay(bench.Good(), Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.Misconfigured), (answer.Status, answer.Reason));
        Assert.DoesNotContain("quote", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(PaymentStatus.Unknown, (await yookassa.Find(ProviderBench.NewKey(), Guid.NewGuid().ToString(), Cancel)).Status);
    }

    [Fact]
    public async Task Without_a_token_the_payer_is_sent_to_yookassas_page_and_comes_back_having_paid()
    {
        var request = ProviderBench.Request(100_00, null);
        var asked = await bench.YooKassa.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.NeedsPayer, "yoomoney.ru"), (asked.Status, asked.RedirectUrl!.Host));
        YooKassaPeer.Decide(bench.Peer.Payments[0], "succeeded");
        var paid = await bench.YooKassa.Find(request.Key, asked.ProviderId, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, request.Amount), (paid.Status, paid.Amount));
    }

    [Theory]
    [InlineData("expired_on_confirmation", DeclineReason.Cancelled)]
    [InlineData("card_expired", DeclineReason.ExpiredMethod)]
    [InlineData("permission_revoked", DeclineReason.ExpiredMethod)]
    [InlineData("3d_secure_failed", DeclineReason.ConfirmationNeeded)]
    [InlineData("fraud_suspected", DeclineReason.Fraud)]
    [InlineData("general_decline", DeclineReason.Declined)]
    [InlineData("a_reason_of_next_year", DeclineReason.Declined)]
    public async Task A_cancellation_has_its_reason(string reason, DeclineReason expected)
    {
        var request = ProviderBench.Request(100_00, "slow");
        var pending = await bench.YooKassa.Pay(request, Cancel);
        Assert.Equal(PaymentStatus.Pending, pending.Status);
        YooKassaPeer.Decide(bench.Peer.Payments[0], "canceled");
        bench.Peer.Payments[0]["cancellation_details"]!["reason"] = reason;
        Assert.Equal(expected, (await bench.YooKassa.Find(request.Key, pending.ProviderId, Cancel)).Reason);
    }

    [Fact]
    public async Task Another_currency_is_refused_when_asked_for_and_unknown_when_told()
    {
        Assert.Equal(DeclineReason.Misconfigured, (await bench.YooKassa.Pay(bench.Good() with { Currency = "USD" }, Cancel)).Reason);
        Assert.Equal(DeclineReason.Misconfigured, (await bench.YooKassa.Refund(ProviderBench.Refund(Guid.NewGuid().ToString(), 1) with { Currency = "USD" }, Cancel)).Reason);
        Assert.Empty(bench.Peer.Requests);
        var request = bench.Good();
        var paid = await bench.YooKassa.Pay(request, Cancel);
        bench.Peer.Payments[0]["amount"]!["currency"] = "USD";
        Assert.Equal((PaymentStatus.Unknown, Money.Zero), (await bench.YooKassa.Find(request.Key, paid.ProviderId, Cancel)) switch { var found => (found.Status, found.Amount) });
    }

    [Fact]
    public async Task What_would_be_misread_is_not_sent()
    {
        foreach (var wrong in new[] { bench.Good() with { ReturnUrl = null }, bench.Good() with { Token = "" }, bench.Good() with { Method = Guid.NewGuid().ToString() }, bench.Good() with { Token = null, Method = "../x" } })
        {
            Assert.Equal(DeclineReason.Misconfigured, (await bench.YooKassa.Pay(wrong, Cancel)).Reason);
        }

        Assert.Equal(PaymentStatus.Unknown, (await bench.YooKassa.Find(ProviderBench.NewKey(), "../refunds", Cancel)).Status);
        Assert.Empty(bench.Peer.Requests);
    }

    [Fact]
    public async Task A_reason_of_any_length_keeps_the_key_of_its_refund()
    {
        var paid = await bench.YooKassa.Pay(bench.Good(), Cancel);
        foreach (var reason in (string[])["", "short", new string('x', 400), "with [brackets]"])
        {
            var request = ProviderBench.Refund(paid.ProviderId!, 1_00) with { Reason = reason };
            Assert.Equal(PaymentStatus.Succeeded, (await bench.YooKassa.Refund(request, Cancel)).Status);
            Assert.InRange(((string)bench.Peer.Refunds[^1]["description"]!).Length, 1, 250);
            Assert.Equal(PaymentStatus.Succeeded, (await bench.YooKassa.FindRefund(request.Key, paid.ProviderId!, Cancel)).Status);
        }
    }

    [Fact]
    public async Task A_notification_is_read_again_and_not_believed()
    {
        var request = ProviderBench.Request(100_00, "slow");
        var pending = await bench.YooKassa.Pay(request, Cancel);
        var reading = await bench.YooKassa.ReadWebhook(await bench.Webhook(pending.ProviderId!), Cancel);
        Assert.Equal((WebhookVerdict.Genuine, request.Key, PaymentStatus.Pending), (reading.Verdict, reading.Key, reading.Answer!.Status));
        Assert.StartsWith($"GET /v3/payments/{pending.ProviderId}", bench.Peer.Requests[^1], StringComparison.Ordinal);
        bench.Peer.IsDeaf = true;
        Assert.Equal(WebhookVerdict.TryLater, (await bench.YooKassa.ReadWebhook(await bench.Webhook(pending.ProviderId!), Cancel)).Verdict);
    }

    [Fact]
    public async Task A_notification_from_elsewhere_asks_nobody()
    {
        var webhook = bench.Malformed($"{{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{{\"id\":\"{Guid.NewGuid()}\"}}}}");
        foreach (var address in new[] { "203.0.113.9", "::ffff:203.0.113.9", "not an address", "", null })
        {
            Assert.Equal(WebhookVerdict.Forged, (await bench.YooKassa.ReadWebhook(webhook with { RemoteAddress = address }, Cancel)).Verdict);
        }

        Assert.Empty(bench.Peer.Requests);
        Assert.Equal(WebhookVerdict.Ignored, (await bench.YooKassa.ReadWebhook(webhook with { RemoteAddress = $"::ffff:{YooKassaBench.TheirAddress}" }, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_refunds_notification_has_its_key_and_one_made_on_their_pages_has_none()
    {
        var paid = await bench.YooKassa.Pay(bench.Good(), Cancel);
        var request = ProviderBench.Refund(paid.ProviderId!, 40_00);
        var refund = await bench.YooKassa.Refund(request, Cancel);
        var webhook = bench.Malformed($"{{\"type\":\"notification\",\"event\":\"refund.succeeded\",\"object\":{{\"id\":\"{refund.ProviderId}\"}}}}");
        var reading = await bench.YooKassa.ReadWebhook(webhook, Cancel);
        Assert.Equal((WebhookVerdict.Genuine, ProviderPaymentKind.Refund, request.Key, request.Amount), (reading.Verdict, reading.Kind, reading.Key, reading.Answer!.Amount));
        bench.Peer.Refunds[0]["description"] = "by hand";
        Assert.Equal((WebhookVerdict.Genuine, null), (await bench.YooKassa.ReadWebhook(webhook, Cancel)) switch { var told => (told.Verdict, told.Key) });
        bench.Peer.Payments[0]["metadata"]!.AsObject().Clear();
        Assert.Equal(WebhookVerdict.Ignored, (await bench.YooKassa.ReadWebhook(webhook, Cancel)).Verdict);
    }

    [Fact]
    public async Task An_event_of_something_else_is_ignored() =>
        Assert.Equal(WebhookVerdict.Ignored, (await bench.YooKassa.ReadWebhook(bench.Malformed("{\"type\":\"notification\",\"event\":\"payout.succeeded\",\"object\":{\"id\":\"po-1\"}}"), Cancel)).Verdict);
}
