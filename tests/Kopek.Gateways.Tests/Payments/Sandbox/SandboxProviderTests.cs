using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.Sandbox;
using Kopek.Gateways.Tests.Payments.Conformance;
using Kopek.Gateways.Tests.Messages.Centre;

namespace Kopek.Gateways.Tests.Payments.Sandbox;

public sealed class SandboxProviderTests : IAsyncDisposable
{
    private readonly SandboxBench bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData(0, PaymentStatus.Succeeded, DeclineReason.None)]
    [InlineData(1, PaymentStatus.Declined, DeclineReason.Declined)]
    [InlineData(2, PaymentStatus.Declined, DeclineReason.InsufficientFunds)]
    [InlineData(3, PaymentStatus.NeedsPayer, DeclineReason.None)]
    [InlineData(4, PaymentStatus.Unknown, DeclineReason.None)]
    [InlineData(5, PaymentStatus.Unknown, DeclineReason.None)]
    [InlineData(6, PaymentStatus.Succeeded, DeclineReason.None)]
    [InlineData(7, PaymentStatus.Pending, DeclineReason.None)]
    [InlineData(8, PaymentStatus.Declined, DeclineReason.ExpiredMethod)]
    [InlineData(9, PaymentStatus.Declined, DeclineReason.Fraud)]
    [InlineData(10, PaymentStatus.Succeeded, DeclineReason.None)]
    [InlineData(99, PaymentStatus.Succeeded, DeclineReason.None)]
    public async Task The_last_two_digits_choose_the_outcome(int digits, PaymentStatus status, DeclineReason reason)
    {
        var answer = await bench.Sandbox.Pay(ProviderBench.Request(500_00 + digits, null), Cancel);
        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task The_table_of_the_document_is_the_one_that_works()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(NodePeer.Root, "docs", "payments.md"), Cancel);
        foreach (var digits in Enumerable.Range(0, 100))
        {
            var payment = SandboxOutcomes.OfPayment(new Money(100_00 + digits));
            Assert.Equal(payment != SandboxOutcome.Succeeds, page.Contains($"| `{digits:00}` | `{payment}` |", StringComparison.Ordinal));
            var refund = SandboxOutcomes.OfRefund(new Money(100_00 + digits));
            Assert.Equal(refund != SandboxOutcome.Succeeds, page.Contains($"| `{digits:00}` of a refund | `{refund}` |", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Who_confirms_on_the_page_has_paid_and_who_cancels_has_not()
    {
        var confirmed = bench.NeedsPayer(saves: true);
        var asked = await bench.Sandbox.Pay(confirmed, Cancel);
        Assert.Equal(new Uri($"http://127.0.0.1:8080/sandbox/pay/{asked.ProviderId}"), asked.RedirectUrl);
        var shown = await bench.Sandbox.View(asked.ProviderId!);
        Assert.Equal(("K-1007", "Top-up", confirmed.Amount, true, ProviderBench.Return), (shown!.OrderNumber, shown.Description, shown.Amount, shown.IsWaiting, shown.ReturnUrl));
        Assert.Equal((PaymentStatus.Succeeded, false), ((await bench.Sandbox.Confirm(asked.ProviderId!))!.Status, (await bench.Sandbox.View(asked.ProviderId!))!.IsWaiting));
        var paid = await bench.Sandbox.Find(confirmed.Key, null, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, confirmed.Amount), (paid.Status, paid.Amount));
        Assert.NotNull(paid.Bound);
        Assert.Equal(paid, await bench.Sandbox.Pay(confirmed, Cancel));

        var cancelled = await bench.Sandbox.Pay(bench.NeedsPayer(), Cancel);
        Assert.Equal(DeclineReason.Cancelled, (await bench.Sandbox.Cancel(cancelled.ProviderId!))!.Reason);
        Assert.Equal(PaymentStatus.Declined, (await bench.Sandbox.Confirm(cancelled.ProviderId!))!.Status);
        Assert.Null(await bench.Sandbox.View("pay_nobody"));
        Assert.Null(await bench.Sandbox.Confirm("pay_nobody"));
    }

    [Fact]
    public async Task Who_does_not_come_within_the_hour_is_cancelled()
    {
        var request = bench.NeedsPayer();
        await bench.Sandbox.Pay(request, Cancel);
        bench.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PaymentStatus.NeedsPayer, (await bench.Sandbox.Find(request.Key, null, Cancel)).Status);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        var late = await bench.Sandbox.Find(request.Key, null, Cancel);
        Assert.Equal((PaymentStatus.Declined, DeclineReason.Cancelled), (late.Status, late.Reason));
    }

    [Fact]
    public async Task What_is_pending_succeeds_later()
    {
        var request = ProviderBench.Request(100_07, null, saves: true);
        var pending = await bench.Sandbox.Pay(request, Cancel);
        Assert.Equal((PaymentStatus.Pending, Money.Zero), (pending.Status, pending.Amount));
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var settled = await bench.Sandbox.Find(request.Key, pending.ProviderId, Cancel);
        Assert.Equal((PaymentStatus.Succeeded, request.Amount), (settled.Status, settled.Amount));
        Assert.NotNull(settled.Bound);
    }

    [Fact]
    public async Task A_chargeback_comes_a_minute_later_over_what_was_not_given_back_in_the_list_and_as_a_webhook()
    {
        var request = ProviderBench.Request(100_06, null);
        var paid = await bench.Sandbox.Pay(request, Cancel);
        await bench.Sandbox.Refund(ProviderBench.Refund(paid.ProviderId!, 40_00), Cancel);
        Assert.DoesNotContain(await bench.ListAsync(), row => row.Kind == ProviderPaymentKind.Chargeback);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var row = Assert.Single(await bench.ListAsync(), row => row.Kind == ProviderPaymentKind.Chargeback);
        Assert.Equal((request.Key, paid.ProviderId, new Money(60_06)), (row.Key, row.PaymentId, row.Amount));
        var reading = await bench.Sandbox.ReadWebhook(await bench.Webhook(row.ProviderId), Cancel);
        Assert.Equal((WebhookVerdict.Genuine, ProviderPaymentKind.Chargeback, request.Key, row.ProviderId, row.Amount), (reading.Verdict, reading.Kind, reading.Key, reading.ProviderId, reading.Answer!.Amount));
        Assert.Equal(PaymentStatus.Declined, (await bench.Sandbox.Refund(ProviderBench.Refund(paid.ProviderId!, 1), Cancel)).Status);
    }

    [Fact]
    public async Task Refunds_have_digits_of_their_own()
    {
        var paid = await bench.Sandbox.Pay(bench.Good(1000), Cancel);
        Assert.Equal(PaymentStatus.Declined, (await bench.Sandbox.Refund(ProviderBench.Refund(paid.ProviderId!, 1_91), Cancel)).Status);
        var lost = ProviderBench.Refund(paid.ProviderId!, 1_95);
        Assert.Equal(PaymentStatus.Unknown, (await bench.Sandbox.Refund(lost, Cancel)).Status);
        Assert.Equal(PaymentStatus.NotFound, (await bench.Sandbox.FindRefund(lost.Key, paid.ProviderId!, Cancel)).Status);
        var later = ProviderBench.Refund(paid.ProviderId!, 1_97);
        Assert.Equal(PaymentStatus.Pending, (await bench.Sandbox.Refund(later, Cancel)).Status);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Sandbox.FindRefund(later.Key, paid.ProviderId!, Cancel)).Status);
    }

    [Fact]
    public async Task A_restart_loses_nothing()
    {
        var request = bench.Good(saves: true);
        var paid = await bench.Sandbox.Pay(request, Cancel);
        var pending = ProviderBench.Request(100_07, null);
        await bench.Sandbox.Pay(pending, Cancel);
        bench.Restart();
        Assert.Equal(paid, await bench.Sandbox.Pay(request, Cancel));
        Assert.Equal(paid, await bench.Sandbox.Find(request.Key, null, Cancel));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Sandbox.Find(pending.Key, null, Cancel)).Status);
        Assert.Equal(PaymentStatus.Succeeded, (await bench.Sandbox.Charge(bench.Good(50) with { Method = paid.Bound!.Id }, Cancel)).Status);
        Assert.Equal(WebhookVerdict.Genuine, (await bench.Sandbox.ReadWebhook(await bench.Webhook(paid.ProviderId!), Cancel)).Verdict);
    }

    [Fact]
    public async Task Without_a_secret_of_the_configuration_the_file_keeps_one()
    {
        using var folder = new TemporaryFolder();
        var options = bench.Options with { Folder = folder.Path, WebhookSecret = null };
        ReceivedWebhook? webhook = null;
        using (var first = new SandboxProvider(options))
        {
            await first.Pay(bench.Good(), Cancel);
            await first.Deliver((sent, _) => Take(webhook = new(new Dictionary<string, string> { [SandboxWebhooks.SignatureHeader] = sent.Signature }, sent.Body, null, bench.Now)), Cancel);
        }

        using var second = new SandboxProvider(options);
        Assert.Equal(WebhookVerdict.Genuine, (await second.ReadWebhook(webhook!, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_webhook_is_sent_until_it_is_taken_and_ten_times_at_most()
    {
        await bench.Sandbox.Pay(bench.Good(), Cancel);
        Assert.Equal(0, await bench.Sandbox.Deliver((_, _) => Task.FromResult(false), Cancel));
        Assert.Equal(0, await bench.Sandbox.Deliver((_, _) => throw new InvalidOperationException("not due yet"), Cancel));
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await bench.Sandbox.Deliver((_, _) => Task.FromResult(true), Cancel));
        bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await bench.Sandbox.Deliver((_, _) => throw new InvalidOperationException("taken"), Cancel));

        await bench.Sandbox.Pay(bench.Good(), Cancel);
        var attempts = 0;
        for (var day = 0; day < 20; day++)
        {
            await bench.Sandbox.Deliver((_, _) => Task.FromResult(++attempts < 0), Cancel);
            bench.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(10, attempts);
    }

    [Fact]
    public async Task A_method_that_nobody_bound_pays_nothing() =>
        Assert.Equal(PaymentStatus.Declined, (await bench.Sandbox.Charge(bench.Good() with { Method = "met_nobody" }, Cancel)).Status);

    [Fact]
    public void A_file_of_another_version_or_a_folder_that_is_none_is_refused_in_words()
    {
        using var folder = new TemporaryFolder();
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, "sandbox.db")};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9";
            command.ExecuteNonQuery();
        }

        Assert.Contains("another version", Assert.Throws<SandboxException>(() => new SandboxProvider(bench.Options with { Folder = folder.Path })).Message, StringComparison.Ordinal);
        Assert.Contains("could not be used", Assert.Throws<SandboxException>(() => new SandboxProvider(bench.Options with { Folder = Path.Combine(folder.Path, "nowhere") })).Message, StringComparison.Ordinal);
    }

    private static Task<bool> Take(ReceivedWebhook? taken) => Task.FromResult(taken is not null);
}
