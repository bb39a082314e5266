using System.Net;
using System.Text;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Gateways.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Gateways.Tests.Webhooks;

/// <summary>From the outbox to the receiver: again until it is taken, then never more, and where nothing may go.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-hooks-").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));
    private PartnerStore store = null!;
    private WebhookSender sender = null!;
    private WebhookDispatcher dispatcher = null!;

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    public async ValueTask InitializeAsync()
    {
        Open(new WebhookAddress(AllowsLoopback: true));
        await store.Put(new PartnerProfile("ACME", "Acme", PartnerStatus.Authorised, [], "RUB", null, 0, Money.Zero, 1, 1, [], null));
    }

    public async ValueTask DisposeAsync()
    {
        await dispatcher.DisposeAsync();
        sender.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_not_taken_comes_again_under_the_same_id_and_once_taken_never_more()
    {
        await using var receiver = await HookReceiver.StartAsync(500, 302, 429);
        await Refused("a", receiver.Url);
        var pauses = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.True(await dispatcher.StepAsync());
            Assert.False(await dispatcher.StepAsync());
            var waiting = Told();
            Assert.Equal((CallbackState.Waiting, attempt), (waiting.State, waiting.Attempts));
            pauses.Add(waiting.NotBefore - Now);
            time.Advance(waiting.NotBefore - Now);
        }

        Assert.True(await dispatcher.StepAsync());
        Assert.Equal((CallbackState.Delivered, 4, "http_204"), (Told().State, Told().Attempts, Told().Answer));
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)], pauses);
        time.Advance(TimeSpan.FromDays(9));
        Assert.False(await dispatcher.StepAsync());
        Assert.Equal(4, receiver.Got.Count);
        Assert.Single(receiver.Got.Select(got => got.Id).Distinct());
    }

    [Fact]
    public async Task After_ten_attempts_it_is_given_up_and_shown()
    {
        await using var receiver = await HookReceiver.StartAsync(Enumerable.Repeat(503, 99));
        await Refused("a", receiver.Url);
        while (Told().State == CallbackState.Waiting)
        {
            await dispatcher.StepAsync();
            time.Advance(TimeSpan.FromDays(2));
        }

        Assert.Equal((CallbackState.GivenUp, WebhookSchedule.MostAttempts, "http_503"), (Told().State, Told().Attempts, Told().Answer));
        Assert.Equal(WebhookSchedule.MostAttempts, receiver.Got.Count);
    }

    [Fact]
    public async Task Who_says_that_it_is_gone_is_asked_no_more()
    {
        await using var receiver = await HookReceiver.StartAsync(410);
        await Refused("a", receiver.Url);
        await dispatcher.StepAsync();
        Assert.Equal((CallbackState.GivenUp, 1), (Told().State, Told().Attempts));
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        var receiver = await HookReceiver.StartAsync();
        await Refused("a", receiver.Url);
        await receiver.DisposeAsync();
        await dispatcher.StepAsync();
        Assert.Equal((CallbackState.Waiting, "no_connection"), (Told().State, Told().Answer));
    }

    [Fact]
    public async Task What_was_under_way_in_a_crash_is_sent_again_under_its_id()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await Refused("a", receiver.Url);
        Assert.Single(await store.TakeCallbacks(10));
        Reopen(new WebhookAddress(AllowsLoopback: true));
        Assert.Equal(CallbackState.Sending, Told().State);
        await store.SendInterruptedAgain();
        await dispatcher.StepAsync();
        Assert.Equal((CallbackState.Delivered, 2), (Told().State, Told().Attempts));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("::ffff:192.168.0.1")]
    public async Task A_name_that_leads_into_the_house_is_not_connected_to(string leadsTo)
    {
        await using var receiver = await HookReceiver.StartAsync();
        // As written it is a name like every other: what it leads to is seen only when it is connected to.
        using var guarded = new WebhookSender(new WebhookAddress(AllowsLoopback: false), time, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(leadsTo)]));
        var url = receiver.Url.Replace("http://127.0.0.1", "https://hooks.example", StringComparison.Ordinal);
        var answer = await guarded.SendAsync(url, "id", Encoding.UTF8.GetBytes("{}"), [], TestContext.Current.CancellationToken);
        Assert.Equal((false, "not_public"), (answer.IsTaken, answer.Words));
        Assert.Empty(receiver.Got);
    }

    [Theory]
    [InlineData("https://example.com/hook", true)]
    [InlineData("https://8.8.8.8:8443/hook", true)]
    [InlineData("https://[2600::1]/hook", true)]
    [InlineData("http://example.com/hook", false)]
    [InlineData("https://localhost/hook", false)]
    [InlineData("https://127.0.0.1/hook", false)]
    [InlineData("https://2130706433/hook", false)]
    [InlineData("https://10.1.2.3/hook", false)]
    [InlineData("https://172.31.255.255/hook", false)]
    [InlineData("https://192.168.0.1/hook", false)]
    [InlineData("https://169.254.169.254/hook", false)]
    [InlineData("https://100.64.0.1/hook", false)]
    [InlineData("https://[::1]/hook", false)]
    [InlineData("https://[::ffff:10.0.0.1]/hook", false)]
    [InlineData("https://[64:ff9b::a00:1]/hook", false)]
    [InlineData("https://[fe80::1]/hook", false)]
    [InlineData("https://name:secret@example.com/hook", false)]
    [InlineData("ftp://example.com/hook", false)]
    [InlineData("/hook", false)]
    public void Only_public_addresses_with_TLS_are_taken(string url, bool isTaken) => Assert.Equal(isTaken, new WebhookAddress(AllowsLoopback: false).Fault(url) is null);

    private void Open(WebhookAddress addresses)
    {
        store = new PartnerStore(folder, time);
        sender = new WebhookSender(addresses, time);
        dispatcher = new WebhookDispatcher(store, sender, callback => Encoding.UTF8.GetBytes($$"""{"tx":{{callback.Transaction}}}"""), time, NullLogger.Instance);
    }

    private void Reopen(WebhookAddress addresses)
    {
        sender.Dispose();
        store.Dispose();
        Open(addresses);
    }

    private Callback Told() => Assert.Single(store.Read(reader => reader.Callbacks("ACME", 10)));

    /// <summary>A transaction that is refused at once, so that there is something to tell.</summary>
    private Task<AddedTransaction> Refused(string externalId, string url) => store.Add(new PartnerTransaction(0, "ACME", TransactionShape.Dvs, externalId, new OrderId(1, (ulong)externalId[0]), new(1, 2), "KDR:top-up",
        null, "KDR", "79000000001", new LineId(1), "RUB", new Money(50_000), Money.Zero, url, false, Now, Now) { Outcome = TransactionStatus.RejectedBarredCreditParty });
}
