using Kopek.Books.Vouchers;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Orders;

namespace Kopek.Web.Tests.Api.Vouchers;

/// <summary>One key prints one batch, whoever asks at the same moment and whatever breaks in between.</summary>
public sealed class VoucherBatchKeyTests : IAsyncLifetime
{
    private const string Batches = "/api/v1/voucher-batches";
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Requests_of_one_moment_with_one_key_print_one_batch()
    {
        using var clock = new MeetingClock(2);
        api.Clock = clock;
        await api.Restart();
        for (var key = 0; key < 10; key++)
        {
            var name = $"moment-{key}";
            clock.IsMeeting = true;
            var answers = await Task.WhenAll(api.Post(Batches, Body(3), name), api.Post(Batches, Body(3), name));
            clock.IsMeeting = false;

            Assert.Equal(3, (await api.Get($"{Batches}/{NameOf(name)}")).Json["active"]!.GetValue<int>());
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.Single(answers, answer => (answer.Status, answer.Code) == (409, "vouchers_printed"));
        }
    }

    [Theory]
    [InlineData(4, 50000, "2099-01-01T00:00:00Z")]
    [InlineData(3, 60000, "2099-01-01T00:00:00Z")]
    [InlineData(3, 50000, "2099-01-02T00:00:00Z")]
    [InlineData(3, 50000, "2099-01-01T00:00:00Z", "LED")]
    public async Task A_key_with_another_content_is_told_so_and_prints_nothing(int count, long kopeks, string expires, string operatorCode = "KDR")
    {
        var batch = (await api.Post(Batches, Body(3), "b1")).Json["batch"];

        var other = await api.Post(Batches, Body(count, kopeks, expires, operatorCode), "b1");

        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal(3, (await api.Get($"{Batches}/{batch}")).Json["active"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_batch_that_broke_off_is_not_gone_on_with_after_a_restart_and_can_be_made_void(int printed)
    {
        var batch = NameOf("b1");
        await api.Driver.Tell(VoucherBatch.KeyOf(batch), new VoucherBatchCommand.Begin(new OrderId(1, 1), batch, "KDR", 3, new Money(50_000), Expires));
        await Print(batch, printed);
        await api.Restart();

        var again = await api.Post(Batches, Body(3), "b1");
        var other = await api.Post(Batches, Body(4), "b1");
        var voided = await api.Post($"{Batches}/{batch}/void", null);

        Assert.Equal((409, "vouchers_printed", batch), (again.Status, again.Code, again.Json["order"]!.GetValue<string>()));
        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal((200, "KDR", 0, printed), (voided.Status, voided.Json["operator"]!.GetValue<string>(), voided.Json["active"]!.GetValue<int>(), voided.Json["void"]!.GetValue<int>()));
        Assert.Equal(409, (await api.Post(Batches, Body(3), "b1")).Status);
    }

    [Fact]
    public async Task A_batch_from_before_makers_were_journalled_is_not_printed_again()
    {
        await Print(NameOf("b1"), 2);

        var answer = await api.Post(Batches, Body(2), "b1");

        Assert.Equal((409, "vouchers_printed"), (answer.Status, answer.Code));
        Assert.Equal(2, (await api.Get($"{Batches}/{NameOf("b1")}")).Json["active"]!.GetValue<int>());
    }

    private static Moment Expires => new(DateTimeOffset.Parse("2099-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());

    /// <summary>Stored with every voucher ever printed: it stays as it is.</summary>
    private static string NameOf(string key) => $"{OrderKey.Of("voucher-batch", key).High:x16}";

    private async Task Print(string batch, int count)
    {
        for (var serial = 1; serial <= count; serial++)
        {
            Assert.True((await api.Driver.Tell(VoucherPins.Open(api.Folder).KeyOf(VoucherPins.New())!.Value, new VoucherCommand.Issue(batch, serial, "KDR", new Money(50_000), Expires))).IsDone);
        }
    }

    private static string Body(int count, long kopeks = 50000, string expires = "2099-01-01T00:00:00Z", string operatorCode = "KDR") =>
        $$$"""{"operator":"{{{operatorCode}}}","count":{{{count}}},"value":{"value":{{{kopeks}}},"currency":"RUB"},"expiresAt":"{{{expires}}}"}""";

    /// <summary>Requests look at the clock just before they ask whether the batch was made: there each waits for the other, so that both ask.</summary>
    private sealed class MeetingClock(int requests) : TimeProvider, IDisposable
    {
        private readonly Barrier barrier = new(requests);

        /// <summary>Only what would otherwise hang for ever ends by it.</summary>
        private static readonly TimeSpan longest = TimeSpan.FromSeconds(60);

        public bool IsMeeting { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (IsMeeting)
            {
                Assert.True(barrier.SignalAndWait(longest, TestContext.Current.CancellationToken), "The other request did not come.");
            }

            return base.GetUtcNow();
        }

        public void Dispose() => barrier.Dispose();
    }
}
