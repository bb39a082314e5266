using System.Text.Json.Nodes;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Tests.Messages.Centre;
using Kopek.Gateways.Tests.Payments.Conformance;

namespace Kopek.Gateways.Tests.Payments.Stripe;

public sealed class StripeWebhookTests : IAsyncDisposable
{
    public const string Missing = "node or the packages of tests/Kopek.Gateways.Tests/Payments/Peers are missing: ./test installs them where it can";

    private readonly StripeBench bench = new();

    public static bool IsThere => NodePackages.Payments.AreThere;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact(Skip = Missing, SkipUnless = nameof(IsThere))]
    public async Task What_stripes_own_library_signs_is_genuine()
    {
        var request = bench.Good();
        var paid = await bench.Stripe.Pay(request, Cancel);
        var content = StripePeer.EventOf("payment_intent.succeeded", bench.Intent(paid.ProviderId!)).ToJsonString();
        await using var signer = await NodePeer.StartAsync(NodePackages.Payments, "sign.js", StripeBench.NewSecret, $"{bench.Now.UnixMilliseconds / 1000}", content);
        var header = (await signer.ToldAsync("header")).GetProperty("header").GetString()!;
        var webhook = bench.SignedBy(content) with { Headers = new Dictionary<string, string> { ["stripe-signature"] = header } };
        var reading = await bench.Stripe.ReadWebhook(webhook, Cancel);
        Assert.Equal((WebhookVerdict.Genuine, request.Key, "evt_1"), (reading.Verdict, reading.Key, reading.EventId));
        Assert.Equal(WebhookVerdict.Stale, (await bench.Stripe.ReadWebhook(webhook with { At = webhook.At + TimeSpan.FromSeconds(301) }, Cancel)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, (await bench.Stripe.ReadWebhook(webhook with { Body = "{}"u8.ToArray() }, Cancel)).Verdict);
    }

    [Fact]
    public async Task The_old_secret_is_good_while_both_are_configured()
    {
        var paid = await bench.Stripe.Pay(bench.Good(), Cancel);
        var content = StripePeer.EventOf("payment_intent.succeeded", bench.Intent(paid.ProviderId!)).ToJsonString();
        Assert.Equal(WebhookVerdict.Genuine, (await bench.Stripe.ReadWebhook(bench.SignedBy(content, StripeBench.OldSecret), Cancel)).Verdict);
    }

    [Theory]
    [InlineData("payment_intent.succeeded", "pm_ok", PaymentStatus.Succeeded, DeclineReason.None)]
    [InlineData("payment_intent.payment_failed", "pm_poor", PaymentStatus.Declined, DeclineReason.InsufficientFunds)]
    [InlineData("payment_intent.requires_action", "pm_3ds", PaymentStatus.NeedsPayer, DeclineReason.None)]
    [InlineData("payment_intent.processing", "pm_slow", PaymentStatus.Pending, DeclineReason.None)]
    public async Task A_payments_state_is_that_of_the_event(string type, string token, PaymentStatus status, DeclineReason reason)
    {
        var request = ProviderBench.Request(100_00, token);
        await bench.Stripe.Pay(request, Cancel);
        var reading = await ReadAsync(type, bench.Peer.Intents[0]);
        Assert.Equal((WebhookVerdict.Genuine, request.Key, status, reason), (reading.Verdict, reading.Key, reading.Answer!.Status, reading.Answer.Reason));
    }

    [Fact]
    public async Task What_a_payment_bound_is_told_whole_though_the_event_has_only_its_id()
    {
        var paid = await bench.Stripe.Pay(bench.Good(saves: true), Cancel);
        var told = (JsonObject)bench.Peer.Intents[0].DeepClone();
        told["payment_method"] = "pm_ok";
        Assert.Equal(paid.Bound, (await ReadAsync("payment_intent.succeeded", told)).Answer!.Bound);
        Assert.Equal("Mir •• 4417", paid.Bound!.Label);
        bench.Peer.IsDeaf = true;
        Assert.Equal(WebhookVerdict.TryLater, (await ReadAsync("payment_intent.succeeded", told)).Verdict);
    }

    [Fact]
    public async Task A_cancelled_payment_is_a_decline()
    {
        await bench.Stripe.Pay(ProviderBench.Request(100_00, "pm_slow"), Cancel);
        bench.Peer.Intents[0]["status"] = "canceled";
        Assert.Equal(DeclineReason.Cancelled, (await ReadAsync("payment_intent.canceled", bench.Peer.Intents[0])).Answer!.Reason);
    }

    [Fact]
    public async Task On_stripes_page_a_decline_is_not_the_end_and_the_page_tells_how_it_ended()
    {
        var request = ProviderBench.Request(100_00, null);
        await bench.Stripe.Pay(request, Cancel);
        var page = bench.Peer.Sessions[0];
        var failed = bench.Peer.PayOn(page, "requires_payment_method");
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("payment_intent.payment_failed", failed)).Verdict);
        page["status"] = "expired";
        var lapsed = await ReadAsync("checkout.session.expired", page);
        Assert.Equal((request.Key, DeclineReason.Cancelled), (lapsed.Key, lapsed.Answer!.Reason));
        bench.Peer.PayOn(page, "succeeded");
        var paid = await ReadAsync("checkout.session.completed", page);
        Assert.Equal((request.Key, PaymentStatus.Succeeded, request.Amount), (paid.Key, paid.Answer!.Status, paid.Answer.Amount));
        page["client_reference_id"] = "somebody else's";
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("checkout.session.completed", page)).Verdict);
    }

    [Theory]
    [InlineData("refund.updated")]
    [InlineData("charge.refunded")]
    public async Task A_refund_is_told_with_its_key(string type)
    {
        var paid = await bench.Stripe.Pay(bench.Good(), Cancel);
        var request = ProviderBench.Refund(paid.ProviderId!, 40_00);
        await bench.Stripe.Refund(request, Cancel);
        var subject = type == "refund.updated" ? bench.Peer.Refunds[0] : new JsonObject { ["id"] = "ch_1", ["object"] = "charge", ["payment_intent"] = paid.ProviderId };
        var reading = await ReadAsync(type, subject);
        Assert.Equal((WebhookVerdict.Genuine, ProviderPaymentKind.Refund, request.Key, request.Amount), (reading.Verdict, reading.Kind, reading.Key, reading.Answer!.Amount));
    }

    [Fact]
    public async Task A_refund_made_on_stripes_pages_concerns_us_where_the_payment_does()
    {
        var paid = await bench.Stripe.Pay(bench.Good(), Cancel);
        await bench.Stripe.Refund(ProviderBench.Refund(paid.ProviderId!, 40_00), Cancel);
        var refund = bench.Peer.Refunds[0];
        refund["metadata"] = new JsonObject();
        var reading = await ReadAsync("refund.created", refund);
        Assert.Equal((WebhookVerdict.Genuine, null, Money.FromRubles(40)), (reading.Verdict, reading.Key, reading.Answer!.Amount));
        refund["payment_intent"] = "pi_nobody";
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("refund.created", refund)).Verdict);
    }

    [Fact]
    public async Task A_chargeback_is_told_with_the_payments_key_and_stands_in_the_list()
    {
        var request = bench.Good();
        await bench.Stripe.Pay(request, Cancel);
        var dispute = bench.Peer.Dispute(bench.Peer.Intents[0]);
        var reading = await ReadAsync("charge.dispute.created", dispute);
        Assert.Equal((WebhookVerdict.Genuine, ProviderPaymentKind.Chargeback, request.Key, request.Amount), (reading.Verdict, reading.Kind, reading.Key, reading.Answer!.Amount));
        var row = Assert.Single(await bench.ListAsync(), row => row.Kind == ProviderPaymentKind.Chargeback);
        Assert.Equal((request.Key, reading.ProviderId, "pi_1"), (row.Key, row.ProviderId, row.PaymentId));
        bench.Peer.IsDeaf = true;
        Assert.Equal(WebhookVerdict.TryLater, (await ReadAsync("charge.dispute.created", dispute)).Verdict);
    }

    [Fact]
    public async Task Several_chargebacks_of_one_payment_are_told_as_their_sum_each_time()
    {
        await bench.Stripe.Pay(bench.Good(), Cancel);
        await bench.Stripe.Pay(bench.Good(), Cancel);
        bench.Peer.Dispute(bench.Peer.Intents[1]);
        var (first, second) = (bench.Peer.Dispute(bench.Peer.Intents[0]), bench.Peer.Dispute(bench.Peer.Intents[0]));
        (first["amount"], second["amount"]) = (40_00, 25_00);
        Assert.Equal(Money.FromRubles(65), (await ReadAsync("charge.dispute.created", second)).Answer!.Amount);
        Assert.Equal(Money.FromRubles(65), (await ReadAsync("charge.dispute.created", first)).Answer!.Amount);
        // One that the list does not have yet is in the sum all the same.
        bench.Peer.Disputes.Remove(second);
        Assert.Equal(Money.FromRubles(65), (await ReadAsync("charge.dispute.created", second)).Answer!.Amount);
    }

    [Theory]
    [InlineData("needs_response", PaymentStatus.Succeeded)]
    [InlineData("under_review", PaymentStatus.Succeeded)]
    [InlineData("lost", PaymentStatus.Succeeded)]
    [InlineData("won", PaymentStatus.Declined)]
    [InlineData("warning_needs_response", PaymentStatus.Pending)]
    [InlineData("warning_under_review", PaymentStatus.Pending)]
    [InlineData("warning_closed", PaymentStatus.Declined)]
    [InlineData("prevented", PaymentStatus.Declined)]
    [InlineData("prevented", PaymentStatus.Succeeded, -100_00)]
    [InlineData("prevented", PaymentStatus.Declined, -100_00, 100_00)]
    public async Task A_dispute_counts_against_us_while_its_money_is_gone(string status, PaymentStatus counted, params int[] booked)
    {
        await bench.Stripe.Pay(bench.Good(), Cancel);
        var (dispute, other) = (bench.Peer.Dispute(bench.Peer.Intents[0]), bench.Peer.Dispute(bench.Peer.Intents[0]));
        (dispute["status"], dispute["amount"], other["amount"]) = (status, 40_00, 25_00);
        dispute["balance_transactions"] = new JsonArray([.. booked.Select(amount => new JsonObject { ["object"] = "balance_transaction", ["amount"] = amount })]);
        Assert.Equal(Money.FromRubles(counted == PaymentStatus.Succeeded ? 65 : 25), (await ReadAsync("charge.dispute.updated", dispute)).Answer!.Amount);
        Assert.Equal(counted, (await bench.ListAsync()).Single(row => row.ProviderId == (string)dispute["id"]!).Status);
        bench.Peer.Disputes.Remove(other);
        Assert.Equal(counted == PaymentStatus.Succeeded ? WebhookVerdict.Genuine : WebhookVerdict.Ignored, (await ReadAsync("charge.dispute.created", dispute)).Verdict);
    }

    [Fact]
    public async Task An_inquiry_that_became_a_dispute_is_told_then_and_one_that_was_won_since_an_event_is_not()
    {
        await bench.Stripe.Pay(bench.Good(), Cancel);
        var dispute = bench.Peer.Dispute(bench.Peer.Intents[0]);
        dispute["status"] = "warning_needs_response";
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("charge.dispute.created", dispute)).Verdict);
        dispute["status"] = "needs_response";
        Assert.Equal(bench.Good().Amount, (await ReadAsync("charge.dispute.funds_withdrawn", dispute)).Answer!.Amount);
        var late = (JsonObject)dispute.DeepClone();
        dispute["status"] = "won";
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("charge.dispute.created", late)).Verdict);
    }

    [Fact]
    public async Task A_dispute_after_one_that_was_won_is_told_with_what_that_one_brought_back()
    {
        await bench.Stripe.Pay(bench.Good(), Cancel);
        var (first, second) = (bench.Peer.Dispute(bench.Peer.Intents[0]), bench.Peer.Dispute(bench.Peer.Intents[0]));
        (first["amount"], first["status"], second["amount"]) = (40_00, "won", 25_00);
        var answer = (await ReadAsync("charge.dispute.created", second)).Answer!;
        Assert.Equal((Money.FromRubles(25), Money.FromRubles(40)), (answer.Amount, answer.Won));
        bench.Peer.Dispute(bench.Peer.Intents[0])["status"] = "warning_closed";
        Assert.Equal([Money.Zero, Money.Zero, Money.FromRubles(40)], (await bench.ListAsync()).Where(row => row.Kind == ProviderPaymentKind.Chargeback).Select(row => row.Won));
    }

    [Theory]
    [InlineData(119, "needs_response", true)]
    [InlineData(119, "won", true)]
    [InlineData(119, "warning_closed", false)]
    [InlineData(121, "needs_response", false)]
    public async Task What_was_an_inquiry_before_is_listed_once_it_took_the_money(int days, string status, bool isListed)
    {
        await bench.Stripe.Pay(bench.Good(), Cancel);
        bench.Peer.Dispute(bench.Peer.Intents[0])["status"] = status;
        var from = TimeSpan.FromDays(days);
        Assert.Equal(isListed ? 1 : 0, (await bench.ListAsync(from, from + TimeSpan.FromDays(1))).Count);
    }

    [Fact]
    public async Task What_concerns_nobody_here_is_ignored() =>
        Assert.Equal(WebhookVerdict.Ignored, (await ReadAsync("customer.created", new JsonObject { ["id"] = "cus_1", ["object"] = "customer" })).Verdict);

    private Task<WebhookReading> ReadAsync(string type, JsonObject subject) => bench.Stripe.ReadWebhook(bench.SignedBy(StripePeer.EventOf(type, subject).ToJsonString()), Cancel);
}
