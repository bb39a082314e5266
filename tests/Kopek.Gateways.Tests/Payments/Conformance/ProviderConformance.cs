using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Tests.Payments.Conformance;

/// <summary>What the engine may rely on, whoever the provider is.</summary>
public abstract class ProviderConformance : IAsyncLifetime
{
    private ProviderBench bench = null!;

    private IPaymentProvider Provider => bench.Provider;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract ProviderBench Bench();

    public ValueTask InitializeAsync()
    {
        bench = Bench();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_same_key_sent_twice_pays_once_and_answers_the_same()
    {
        var request = bench.Good(rubles: 123);
        var first = await Provider.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, Money.FromRubles(123)), (first.Status, first.Amount));
        Assert.Equal(first, await Provider.Pay(request, Cancel));
        var row = Assert.Single(await bench.ListAsync());
        Assert.Equal((request.Key, first.ProviderId, "RUB", first.Amount), (row.Key, row.ProviderId, row.Currency, row.Amount));
    }

    [Fact]
    public async Task The_same_key_with_other_content_does_nothing_and_says_nothing_of_the_outcome()
    {
        var request = bench.Good();
        await Provider.Pay(request, Cancel);
        Assert.Equal(PaymentStatus.Unknown, (await Provider.Pay(request with { Amount = Money.FromRubles(99) }, Cancel)).Status);
        Assert.Equal(Money.FromRubles(100), Assert.Single(await bench.ListAsync()).Amount);
    }

    [Fact]
    public async Task Many_at_once_with_one_key_pay_once()
    {
        var request = bench.Good();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Provider.Pay(request, Cancel)));
        Assert.Single(answers.Select(answer => answer.ProviderId).Distinct());
        Assert.Single(await bench.ListAsync());
    }

    [Fact]
    public async Task A_decline_has_its_reason_and_takes_nothing()
    {
        var request = bench.Poor();
        var answer = await Provider.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.InsufficientFunds, Money.Zero), (answer.Status, answer.Reason, answer.Amount));
        Assert.NotNull(answer.ProviderId);
        Assert.Equal(PaymentStatus.Declined, (await Provider.Find(request.Key, answer.ProviderId, Cancel)).Status);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_found_by_its_key_and_a_repeat_pays_nothing_more()
    {
        var request = bench.AnswerLost();
        var lost = await Provider.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Unknown, null, Money.Zero), (lost.Status, lost.ProviderId, lost.Amount));
        var found = await Provider.Find(request.Key, null, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, request.Amount), (found.Status, found.Amount));
        Assert.Equal(found.ProviderId, (await Provider.Pay(request, Cancel)).ProviderId);
        Assert.Single(await bench.ListAsync());
    }

    [Fact]
    public async Task A_lost_request_is_unknown_and_not_found()
    {
        var request = bench.RequestLost();
        Assert.Equal(PaymentStatus.Unknown, (await Provider.Pay(request, Cancel)).Status);
        Assert.Equal(PaymentStatus.NotFound, (await Provider.Find(request.Key, null, Cancel)).Status);
        Assert.Empty(await bench.ListAsync());
    }

    [Fact]
    public async Task Who_has_to_confirm_is_sent_to_a_page()
    {
        var request = bench.NeedsPayer();
        var answer = await Provider.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.NeedsPayer, Money.Zero), (answer.Status, answer.Amount));
        Assert.NotNull(answer.RedirectUrl);
        Assert.Equal(PaymentStatus.NeedsPayer, (await Provider.Find(request.Key, answer.ProviderId, Cancel)).Status);
    }

    [Fact]
    public async Task A_bound_method_is_charged_without_the_payer_once()
    {
        var bound = (await Provider.Pay(bench.Good(saves: true), Cancel)).Bound;
        Assert.NotNull(bound);
        Assert.Matches("^Mir •• [0-9]{4}$", bound.Label);
        Assert.Equal(2029, bound.ExpiresYear);
        var charge = bench.Good(rubles: 50) with { Token = null, Method = bound.Id };
        var answer = await Provider.Charge(charge, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, Money.FromRubles(50)), (answer.Status, answer.Amount));
        Assert.Equal(answer, await Provider.Charge(charge, Cancel));
        Assert.Equal(2, (await bench.ListAsync()).Count);
    }

    [Fact]
    public async Task A_payment_that_saves_nothing_binds_nothing() => Assert.Null((await Provider.Pay(bench.Good(), Cancel)).Bound);

    [Fact]
    public async Task A_charge_that_needs_the_payer_is_declined()
    {
        var answer = await Provider.Charge(await bench.AwayNeedsPayer(), Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.ConfirmationNeeded), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task One_key_gives_back_once()
    {
        var paid = await Provider.Pay(bench.Good(), Cancel);
        var request = ProviderBench.Refund(paid.ProviderId!, 40_00);
        var refund = await Provider.Refund(request, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, Money.FromRubles(40)), (refund.Status, refund.Amount));
        Assert.Equal(refund, await Provider.Refund(request, Cancel));
        Assert.Equal(refund, await Provider.FindRefund(request.Key, paid.ProviderId!, Cancel));
        var row = Assert.Single(await bench.ListAsync(), row => row.Kind == ProviderPaymentKind.Refund);
        Assert.Equal((request.Key, paid.ProviderId, Money.FromRubles(40)), (row.Key, row.PaymentId, row.Amount));
    }

    [Fact]
    public async Task More_than_is_left_is_not_given_back()
    {
        var paid = await Provider.Pay(bench.Good(), Cancel);
        Assert.Equal(PaymentStatus.Succeeded, (await Provider.Refund(ProviderBench.Refund(paid.ProviderId!, 60_00), Cancel)).Status);
        Assert.Equal(PaymentStatus.Declined, (await Provider.Refund(ProviderBench.Refund(paid.ProviderId!, 40_01), Cancel)).Status);
        Assert.Equal(PaymentStatus.Succeeded, (await Provider.Refund(ProviderBench.Refund(paid.ProviderId!, 40_00), Cancel)).Status);
        Assert.Equal(100_00, (await bench.ListAsync()).Where(row => row is { Kind: ProviderPaymentKind.Refund, Status: PaymentStatus.Succeeded }).Sum(row => row.Amount.Kopeks));
    }

    [Fact]
    public async Task A_refund_whose_answer_is_lost_is_found_and_one_that_never_was_is_not()
    {
        var paid = await Provider.Pay(bench.Good(), Cancel);
        var request = bench.RefundAnswerLost(paid.ProviderId!);
        Assert.Equal(PaymentStatus.Unknown, (await Provider.Refund(request, Cancel)).Status);
        Assert.Equal((PaymentStatus.Succeeded, request.Amount), (await Provider.FindRefund(request.Key, paid.ProviderId!, Cancel)) switch { var found => (found.Status, found.Amount) });
        Assert.Equal(PaymentStatus.NotFound, (await Provider.FindRefund(ProviderBench.NewKey(), paid.ProviderId!, Cancel)).Status);
    }

    [Fact]
    public async Task The_list_has_everything_between_two_moments_over_several_pages()
    {
        var requests = Enumerable.Range(1, 5).Select(rubles => bench.Good(rubles)).ToList();
        foreach (var request in requests)
        {
            Assert.Equal(PaymentStatus.Succeeded, (await Provider.Pay(request, Cancel)).Status);
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var all = await bench.ListAsync();
        Assert.Equal(requests.Select(request => request.Key).Order(), all.Select(row => row.Key!).Order());
        Assert.All(all, row => Assert.Equal((ProviderPaymentKind.Payment, PaymentStatus.Succeeded), (row.Kind, row.Status)));
        var some = await bench.ListAsync(from: TimeSpan.FromMinutes(-4), until: TimeSpan.FromMinutes(-2));
        Assert.Equal(requests[1..3].Select(request => request.Key).Order(), some.Select(row => row.Key!).Order());
    }

    [Fact]
    public async Task What_was_asked_for_wrongly_is_declined_before_anybody_is_asked()
    {
        foreach (var wrong in new[] { bench.Good() with { Amount = Money.Zero }, bench.Good() with { Key = "KEY\r\nX: 1" }, bench.Good() with { Currency = "rubles" }, bench.Good() with { Amount = new Money(-1) } })
        {
            var answer = await Provider.Pay(wrong, Cancel);
            Assert.Equal((PaymentStatus.Declined, DeclineReason.Misconfigured), (answer.Status, answer.Reason));
        }

        Assert.Equal(DeclineReason.Misconfigured, (await Provider.Charge(bench.Good() with { Token = null, Method = null }, Cancel)).Reason);
        Assert.Equal(DeclineReason.Misconfigured, (await Provider.Refund(ProviderBench.Refund("../payments", 1), Cancel)).Reason);
        Assert.Empty(await bench.ListAsync());
    }

    [Fact]
    public async Task A_genuine_webhook_tells_whose_payment_it_is_and_how_it_is()
    {
        var request = bench.Good();
        var paid = await Provider.Pay(request, Cancel);
        var reading = await Provider.ReadWebhook(await bench.Webhook(paid.ProviderId!), Cancel);
        Assert.Equal((WebhookVerdict.Genuine, ProviderPaymentKind.Payment, request.Key, paid.ProviderId), (reading.Verdict, reading.Kind, reading.Key, reading.ProviderId));
        Assert.Equal((PaymentStatus.Succeeded, request.Amount), (reading.Answer!.Status, reading.Answer.Amount));
    }

    [Fact]
    public async Task A_webhook_of_somebody_else_is_forged()
    {
        var paid = await Provider.Pay(bench.Good(), Cancel);
        var genuine = await bench.Webhook(paid.ProviderId!);
        Assert.Equal(WebhookReading.Of(WebhookVerdict.Forged), await Provider.ReadWebhook(bench.Forged(genuine), Cancel));
        var bare = genuine with { Headers = new Dictionary<string, string>(), RemoteAddress = null };
        Assert.Equal(WebhookVerdict.Forged, (await Provider.ReadWebhook(bare, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_webhook_sent_again_a_day_later_changes_nothing()
    {
        var paid = await Provider.Pay(bench.Good(), Cancel);
        var webhook = await bench.Webhook(paid.ProviderId!);
        var late = await Provider.ReadWebhook(webhook with { At = webhook.At + TimeSpan.FromDays(1) }, Cancel);
        Assert.Equal(bench.Replayed, late.Verdict);
        Assert.Equal(late.Verdict == WebhookVerdict.Genuine ? PaymentStatus.Succeeded : null, late.Answer?.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"notification\",\"event\":7,\"id\":{}}")]
    [InlineData("{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{\"id\":\"../../refunds\"}}")]
    [InlineData("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":{\"object\":\"payment_intent\",\"amount\":\"much\"}}}")]
    public async Task A_webhook_that_nobody_can_read_is_malformed_or_concerns_nobody(string content) =>
        Assert.Contains((await Provider.ReadWebhook(bench.Malformed(content), Cancel)).Verdict, (WebhookVerdict[])[WebhookVerdict.Malformed, WebhookVerdict.Ignored]);

    [Fact]
    public async Task A_webhook_that_is_too_long_is_malformed() =>
        Assert.Equal(WebhookVerdict.Malformed, (await Provider.ReadWebhook(bench.Malformed($"{{\"filler\":\"{new string('x', 300_000)}\"}}"), Cancel)).Verdict);

    [Fact]
    public async Task A_webhook_of_an_unknown_payment_concerns_nobody() =>
        Assert.Equal(WebhookVerdict.Ignored, (await Provider.ReadWebhook(bench.WebhookOfStranger(), Cancel)).Verdict);
}

public sealed class SandboxConformance : ProviderConformance
{
    protected override ProviderBench Bench() => new SandboxBench();
}

public sealed class StripeConformance : ProviderConformance
{
    protected override ProviderBench Bench() => new StripeBench();
}

public sealed class YooKassaConformance : ProviderConformance
{
    protected override ProviderBench Bench() => new YooKassaBench();
}
