using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.Stripe;
using Kopek.Gateways.Tests.Payments.Conformance;

namespace Kopek.Gateways.Tests.Payments.Stripe;

public sealed class StripeProviderTests : IAsyncDisposable
{
    private readonly StripeBench bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_payment_goes_out_in_minor_units_confirmed_and_with_our_key()
    {
        var request = bench.Good(rubles: 499, saves: true);
        await bench.Stripe.Pay(request, Cancel);
        var sent = Uri.UnescapeDataString(bench.Peer.Requests[1]);
        Assert.All(
            (string[])["POST /v1/payment_intents", "amount=49900", "currency=rub", "confirm=True", $"metadata[kopek_key]={request.Key}", "customer=cus_", "setup_future_usage=off_session", "return_url=https://kopek.example/orders/1", "payment_method=pm_ok"],
            part => Assert.Contains(part, sent, StringComparison.OrdinalIgnoreCase));
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
        var answer = await bench.Stripe.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Unknown, null), (answer.Status, answer.ProviderId));
        Assert.InRange(answer.Detail!.Length, 1, 200);
        Assert.Single(bench.Peer.Requests);
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Stripe.Pay(request, Cancel)).Status);
        Assert.Single(bench.Peer.Intents);
    }

    [Fact]
    public async Task No_answer_within_ten_seconds_is_unknown()
    {
        var call = bench.Stripe.Pay(bench.Failing(Fault.Slow), Cancel);
        await bench.Peer.Held.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        bench.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(PaymentStatus.Unknown, (await call).Status);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_does_not_know_either()
    {
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var call = bench.Stripe.Pay(bench.Failing(Fault.Slow), impatient.Token);
        await bench.Peer.Held.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await impatient.CancelAsync();
        Assert.Equal(PaymentStatus.Unknown, (await call).Status);
    }

    [Fact]
    public async Task A_wrong_key_declines_a_payment_and_leaves_a_question_open()
    {
        using var stripe = new StripeProvider(bench.Options with { Key = "sk_test_wrong" });
        var answer = await stripe.Pay(bench.Good(), Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.Misconfigured), (answer.Status, answer.Reason));
        Assert.DoesNotContain("wrong", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(PaymentStatus.Unknown, (await stripe.Find(ProviderBench.NewKey(), null, Cancel)).Status);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => ListAsync(stripe));
    }

    [Fact]
    public async Task A_list_that_breaks_off_is_an_exception_and_a_search_unknown()
    {
        bench.Peer.IsDeaf = true;
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => ListAsync(bench.Stripe));
        Assert.Equal(PaymentStatus.Unknown, (await bench.Stripe.Find(ProviderBench.NewKey(), null, Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.Stripe.Find(ProviderBench.NewKey(), "pi_1", Cancel)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await bench.Stripe.FindRefund(ProviderBench.NewKey(), "pi_1", Cancel)).Status);
    }

    [Fact]
    public async Task What_the_search_does_not_know_yet_is_found_in_the_list()
    {
        var request = bench.AnswerLost();
        await bench.Stripe.Pay(request, Cancel);
        bench.Peer.SearchLags = true;
        for (var later = 0; later < 3; later++)
        {
            await bench.Stripe.Pay(bench.Good(), Cancel);
        }

        Assert.Equal(PaymentStatus.Succeeded, (await bench.Stripe.Find(request.Key, null, Cancel)).Status);
    }

    [Fact]
    public async Task Too_many_young_payments_to_look_through_leave_the_outcome_unknown()
    {
        bench.Peer.SearchLags = true;
        for (var other = 0; other < 20 * StripePeer.RowsOfPage + 1; other++)
        {
            await bench.Stripe.Pay(bench.Good(), Cancel);
        }

        Assert.Equal(PaymentStatus.Unknown, (await bench.Stripe.Find(ProviderBench.NewKey(), null, Cancel)).Status);
        bench.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(PaymentStatus.NotFound, (await bench.Stripe.Find(ProviderBench.NewKey(), null, Cancel)).Status);
    }

    [Fact]
    public async Task Without_a_token_the_payer_pays_on_stripes_page()
    {
        var request = ProviderBench.Request(100_00, null);
        var asked = await bench.Stripe.Pay(request, Cancel);
        Assert.Equal(PaymentStatus.NeedsPayer, asked.Status);
        Assert.Equal("checkout.stripe.com", asked.RedirectUrl!.Host);
        Assert.Equal(asked, await bench.Stripe.Pay(request, Cancel));
        Assert.Equal(asked, await bench.Stripe.Find(request.Key, asked.ProviderId, Cancel));
        Assert.Equal(asked, await bench.Stripe.Find(request.Key, null, Cancel));
        Assert.Equal(PaymentStatus.Declined, (await bench.Stripe.Refund(ProviderBench.Refund(asked.ProviderId!, 1), Cancel)).Status);

        var page = Assert.Single(bench.Peer.Sessions);
        var declined = bench.Peer.PayOn(page, "requires_payment_method");
        Assert.Equal(PaymentStatus.NeedsPayer, (await bench.Stripe.Find(request.Key, (string)declined["id"]!, Cancel)).Status);
        var paid = bench.Peer.PayOn(page, "succeeded");
        foreach (var id in new[] { asked.ProviderId, (string)paid["id"]! })
        {
            var found = await bench.Stripe.Find(request.Key, id, Cancel);
            Assert.Equal((PaymentStatus.Succeeded, request.Amount, (string)paid["id"]!), (found.Status, found.Amount, found.ProviderId));
        }

        Assert.Equal(PaymentStatus.Succeeded, (await bench.Stripe.Find(request.Key, null, Cancel)).Status);
        var refund = ProviderBench.Refund(asked.ProviderId!, 10_00);
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Stripe.Refund(refund, Cancel)).Status);
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Stripe.FindRefund(refund.Key, asked.ProviderId!, Cancel)).Status);
    }

    [Fact]
    public async Task A_page_that_lapsed_is_a_decline_also_for_the_payment_that_was_tried_there()
    {
        var request = ProviderBench.Request(100_00, null);
        var asked = await bench.Stripe.Pay(request, Cancel);
        var page = Assert.Single(bench.Peer.Sessions);
        var tried = bench.Peer.PayOn(page, "requires_payment_method");
        page["status"] = "expired";
        foreach (var id in new[] { asked.ProviderId, (string)tried["id"]!, null })
        {
            var found = await bench.Stripe.Find(request.Key, id, Cancel);
            Assert.Equal((PaymentStatus.Declined, DeclineReason.Cancelled), (found.Status, found.Reason));
        }
    }

    [Fact]
    public async Task What_is_processed_is_pending()
    {
        var answer = await bench.Stripe.Pay(ProviderBench.Request(100_00, "pm_slow"), Cancel);
        Assert.Equal((PaymentStatus.Pending, Money.Zero), (answer.Status, answer.Amount));
    }

    [Theory]
    [InlineData("JPY")]
    [InlineData("KWD")]
    [InlineData("HUF")]
    public async Task A_currency_without_hundredths_is_refused(string currency)
    {
        Assert.Equal(DeclineReason.Misconfigured, (await bench.Stripe.Pay(bench.Good() with { Currency = currency }, Cancel)).Reason);
        Assert.Empty(bench.Peer.Requests);
    }

    [Fact]
    public async Task What_stripe_would_misread_is_not_sent()
    {
        foreach (var wrong in new[]
        {
            bench.Good() with { Token = "pm_ok&amount=1" }, bench.Good() with { Token = null, Method = "pm_ok" }, bench.Good() with { Token = null, ReturnUrl = null },
            bench.Good() with { Method = "cus_1/pm_ok" }, bench.Good() with { Token = null, Method = "cus_1/../pm" },
        })
        {
            Assert.Equal(DeclineReason.Misconfigured, (await bench.Stripe.Pay(wrong, Cancel)).Reason);
        }

        Assert.Equal(PaymentStatus.Unknown, (await bench.Stripe.Find(ProviderBench.NewKey(), "../charges", Cancel)).Status);
        Assert.Empty(bench.Peer.Requests);
    }

    [Fact]
    public async Task An_id_that_stripe_does_not_know_is_not_found() =>
        Assert.Equal(PaymentStatus.NotFound, (await bench.Stripe.Find(ProviderBench.NewKey(), "pi_nobody", Cancel)).Status);

    private static async Task ListAsync(StripeProvider stripe)
    {
        await foreach (var _ in stripe.List(new Moment(0), new Moment(2_000_000_000_000), Cancel))
        {
        }
    }
}
