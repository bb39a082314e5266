using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.Stripe;
using Kopek.Gateways.Tests.Messages.Centre;
using Kopek.Gateways.Tests.Payments.Conformance;
using Stripe;

namespace Kopek.Gateways.Tests.Payments.Stripe;

/// <summary>
/// Our reading of errors against a Stripe that nobody here wrote (npm stripe-stateful-mock). It knows no PaymentIntents, so these are charges, refunds and
/// customers over our connection.
/// </summary>
public sealed class StripeMockTests : IAsyncLifetime
{
    private NodePeer peer = null!;
    private StripeConnection connection = null!;

    public static bool IsThere => NodePackages.Payments.AreThere;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (IsThere)
        {
            peer = await NodePeer.StartAsync(NodePackages.Payments, "stripe.js");
            connection = new StripeConnection(Options());
        }
    }

    public async ValueTask DisposeAsync()
    {
        connection?.Dispose();
        if (peer is not null)
        {
            await peer.DisposeAsync();
        }
    }

    [Theory(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    [InlineData("tok_chargeDeclined", PaymentStatus.Declined, DeclineReason.Declined)]
    [InlineData("tok_chargeDeclinedInsufficientFunds", PaymentStatus.Declined, DeclineReason.InsufficientFunds)]
    [InlineData("tok_chargeDeclinedExpiredCard", PaymentStatus.Declined, DeclineReason.ExpiredMethod)]
    [InlineData("tok_chargeDeclinedFraudulent", PaymentStatus.Declined, DeclineReason.Fraud)]
    [InlineData("tok_chargeDeclinedProcessingError", PaymentStatus.Declined, DeclineReason.Declined)]
    [InlineData("tok_429", PaymentStatus.Unknown, DeclineReason.None)]
    [InlineData("tok_500", PaymentStatus.Unknown, DeclineReason.None)]
    public async Task A_declined_card_has_its_reason_and_a_server_that_cannot_leaves_it_open(string token, PaymentStatus status, DeclineReason reason)
    {
        var answer = StripeErrors.OfCall(await Assert.ThrowsAsync<StripeException>(() => ChargeAsync(token, ProviderBench.NewKey(), 100_00)));
        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task One_key_charges_once_and_other_content_under_it_is_unknown()
    {
        var key = ProviderBench.NewKey();
        var first = await ChargeAsync("tok_visa", key, 100_00);
        Assert.Equal(first.Id, (await ChargeAsync("tok_visa", key, 100_00)).Id);
        var conflict = await Assert.ThrowsAsync<StripeException>(() => ChargeAsync("tok_visa", key, 99_00));
        Assert.Equal("idempotency_error", conflict.StripeError.Type);
        Assert.Equal(PaymentStatus.Unknown, StripeErrors.OfCall(conflict).Status);
    }

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task More_than_is_left_is_not_given_back_and_the_refund_reads_as_ours_do()
    {
        var charge = await ChargeAsync("tok_visa", ProviderBench.NewKey(), 100_00);
        var refund = await connection.Stripe.Refunds.CreateAsync(new RefundCreateOptions { Charge = charge.Id, Amount = 60_00 }, StripeRequests.Once(ProviderBench.NewKey()), Cancel);
        Assert.Equal((PaymentStatus.Succeeded, 60_00), (StripeAnswers.Of(refund).Status, StripeAnswers.Of(refund).Amount.Kopeks));
        var more = await Assert.ThrowsAsync<StripeException>(() => connection.Stripe.Refunds.CreateAsync(new RefundCreateOptions { Charge = charge.Id, Amount = 40_01 }, null, Cancel));
        Assert.Equal((PaymentStatus.Declined, DeclineReason.Misconfigured), (StripeErrors.OfCall(more).Status, StripeErrors.OfCall(more).Reason));
    }

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_wrong_secret_key_is_our_configuration_and_is_not_quoted()
    {
        using var stripe = new StripeProvider(Options() with { Key = "sk_live_wrongwrongwrong" });
        var answer = await stripe.Pay(ProviderBench.Request(100_00, "pm_card_visa", saves: true), Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.Misconfigured), (answer.Status, answer.Reason));
        Assert.DoesNotContain("wrong", answer.Detail, StringComparison.Ordinal);
    }

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task Our_customer_is_made_once_for_a_key()
    {
        var request = ProviderBench.Request(100_00, "pm_card_visa", saves: true);
        var first = await connection.Stripe.Customers.CreateAsync(StripeRequests.Customer(request), StripeRequests.Once(request.Key), Cancel);
        Assert.Equal(first.Id, (await connection.Stripe.Customers.CreateAsync(StripeRequests.Customer(request), StripeRequests.Once(request.Key), Cancel)).Id);
        Assert.Equal(request.Key, StripeAnswers.Key(first.Metadata));
    }

    [Fact(Skip = StripeWebhookTests.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_charge_that_is_not_there_is_missing() =>
        Assert.True(StripeErrors.IsMissing(await Assert.ThrowsAsync<StripeException>(() => connection.Stripe.Charges.GetAsync("ch_nobody", null, null, Cancel))));

    private Task<Charge> ChargeAsync(string token, string key, long kopeks) =>
        connection.Stripe.Charges.CreateAsync(new ChargeCreateOptions { Amount = kopeks, Currency = "rub", Source = token }, StripeRequests.Once(key), Cancel);

    private StripeOptions Options() => new() { Key = "sk_test_foobar", BaseUrl = new Uri($"http://127.0.0.1:{peer.Port}") };
}
