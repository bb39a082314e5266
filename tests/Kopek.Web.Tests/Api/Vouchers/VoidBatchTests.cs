using Kopek.Books.Vouchers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Web.Tests.Api.Vouchers;

/// <summary>A batch that is void has no voucher on sale, whenever it was made void and whatever broke off.</summary>
public sealed class VoidBatchTests : IAsyncLifetime
{
    private const string Batches = "/api/v1/voucher-batches";

    /// <summary>They are issued 500 at a time.</summary>
    private const int Chunk = 500;
    private LiveApi api = null!;
    private PrintingDoor? door;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(Chunk + 1, Chunk + 1, Chunk)]
    [InlineData((2 * Chunk) + 1, Chunk + 1, Chunk)]
    public async Task A_batch_made_void_while_it_is_printed_is_void_as_a_whole_and_shows_no_PIN(int count, int keptFrom, int before)
    {
        await KeepFrom(keptFrom);
        var making = api.Post(Batches, Body(count), "b1");
        await door!.Reached;

        var voided = await api.Post($"{Batches}/{NameOf("b1")}/void", null);
        door.Open();
        var made = await making;
        var after = await api.Get($"{Batches}/{NameOf("b1")}");

        Assert.Equal((200, 0, before), (voided.Status, Number(voided, "active"), Number(voided, "void")));
        Assert.Equal((409, "voucher_batch_void", NameOf("b1")), (made.Status, made.Code, (string?)made.Json["order"]));
        Assert.DoesNotContain("pin", made.Body, StringComparison.Ordinal);
        Assert.Equal((0, Math.Min(count, before + Chunk)), (Number(after, "active"), Number(after, "void")));
        Assert.Equal((409, "voucher_batch_void"), await Again(count));
    }

    [Fact]
    public async Task A_void_that_comes_again_changes_nothing()
    {
        Assert.Equal(201, (await api.Post(Batches, Body(3), "b1")).Status);
        var first = await api.Post($"{Batches}/{NameOf("b1")}/void", null);
        var journalled = Journalled();

        var second = await api.Post($"{Batches}/{NameOf("b1")}/void", null);

        Assert.Equal((200, first.Body), (second.Status, second.Body));
        Assert.Equal(journalled, Journalled());
        Assert.Equal((409, "voucher_batch_void"), await Again(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_void_that_broke_off_before_the_vouchers_is_finished_by_the_next_also_where_the_maker_broke_off_too(int printed)
    {
        var batch = NameOf("b1");
        await api.Driver.Tell(VoucherBatch.KeyOf(batch), new VoucherBatchCommand.Begin(new OrderId(1, 1), batch, "KDR", 3, new Money(50_000), new Moment(4_000_000_000_000)));
        for (var serial = 1; serial <= printed; serial++)
        {
            await api.Driver.Tell(new AccountKey(AccountKind.Voucher, 1, (ulong)serial), new VoucherCommand.Issue(batch, serial, "KDR", new Money(50_000), new Moment(4_000_000_000_000)));
        }

        await api.Driver.Tell(VoucherBatch.KeyOf(batch), new VoucherBatchCommand.MakeVoid());
        await api.Restart();

        var brokenOff = await api.Get($"{Batches}/{batch}");
        var voided = await api.Post($"{Batches}/{batch}/void", null);

        Assert.Equal((true, 3, printed), (brokenOff.Json["isVoid"]!.GetValue<bool>(), Number(brokenOff, "count"), Number(brokenOff, "active")));
        Assert.Equal((200, 0, printed), (voided.Status, Number(voided, "active"), Number(voided, "void")));
    }

    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(true, 0, 2)]
    public async Task A_voucher_that_an_order_has_when_its_batch_is_made_void_stays_used_or_comes_back_void(bool comesBack, int redeemed, int voids)
    {
        var made = await api.Post(Batches, Body(2), "b1");
        var key = VoucherPins.Open(api.Folder).KeyOf(made.Json["vouchers"]![0]!["pin"]!.GetValue<string>())!.Value;
        var order = new OrderId(7, 7);
        Assert.True((await api.Driver.Tell(key, new VoucherCommand.Take(order, "KDR"))).IsDone);

        var voided = await api.Post($"{Batches}/{NameOf("b1")}/void", null);
        if (comesBack)
        {
            await api.Driver.Tell(key, new VoucherCommand.GiveBack(order));
        }

        var after = await api.Get($"{Batches}/{NameOf("b1")}");
        Assert.Equal((0, 1, 1), (Number(voided, "active"), Number(voided, "redeemed"), Number(voided, "void")));
        Assert.Equal((0, redeemed, voids), (Number(after, "active"), Number(after, "redeemed"), Number(after, "void")));
    }

    [Fact]
    public async Task A_batch_says_how_many_were_asked_for_and_is_not_void_by_itself()
    {
        await api.Post(Batches, Body(3), "b1");
        var batch = await api.Get($"{Batches}/{NameOf("b1")}");
        Assert.Equal((3, 3, false), (Number(batch, "count"), Number(batch, "active"), batch.Json["isVoid"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_batch_that_nobody_made_is_unknown_and_making_it_void_keeps_nobody_from_making_it()
    {
        Assert.Equal(404, (await api.Post($"{Batches}/{NameOf("b1")}/void", null)).Status);
        Assert.Equal(201, (await api.Post(Batches, Body(3), "b1")).Status);
    }

    [Fact]
    public async Task A_shard_that_stands_still_does_not_use_up_the_key()
    {
        var home = VoucherBatch.KeyOf(NameOf("b1")).Shard(LiveApi.ShardCount);
        var other = (ulong)((home + 1) % LiveApi.ShardCount);
        // A command that no till knows is a bug of its sender: the shard stops.
        await Assert.ThrowsAsync<ShardFailedException>(() => api.Driver.Tell(new AccountKey(AccountKind.Till, 1, other), new VoucherCommand.MakeVoid()));

        var refused = await api.Post(Batches, Body(3), "b1");
        await api.Restart();
        var made = await api.Post(Batches, Body(3), "b1");

        Assert.Equal((503, "shard_stopped"), (refused.Status, refused.Code));
        Assert.Equal(201, made.Status);
    }

    private static int Number(Answer answer, string member) => answer.Json[member]!.GetValue<int>();

    private static string NameOf(string key) => $"{OrderKey.Of("voucher-batch", key).High:x16}";

    private static string Body(int count) =>
        $$$"""{"operator":"KDR","count":{{{count}}},"value":{"value":50000,"currency":"RUB"},"expiresAt":"2099-01-01T00:00:00Z"}""";

    private async Task KeepFrom(int serial)
    {
        api.Door = shards => door = new PrintingDoor(shards, serial);
        await api.Restart();
    }

    private async Task<(int Status, string? Code)> Again(int count)
    {
        var again = await api.Post(Batches, Body(count), "b1");
        return (again.Status, again.Code);
    }

    private int Journalled() => Enumerable.Range(0, LiveApi.ShardCount).Sum(shard => (int)api.Journal.LastSequence(shard));
}
