using Kopek.Core.Accounts;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Tests.Vouchers;

public sealed class VoucherBatchTests
{
    private static readonly AccountKey key = VoucherBatch.KeyOf("spring");
    private readonly AccountBench bench = new();

    [Fact]
    public void The_maker_that_came_first_may_ask_again_and_no_other_begins_it()
    {
        Assert.True(Begin(1).IsDone);
        Assert.Single(bench.Last);
        Assert.True(Begin(1).IsDone);
        Assert.Empty(bench.Last);

        Assert.Equal(AccountRefusal.AlreadyUsed, Begin(2).Refused);

        Assert.Empty(bench.Last);
        Assert.Equal(AccountBench.Order(1), bench.Get<VoucherBatch>(key).Maker);
    }

    [Theory]
    [InlineData("LED", 3, 50_000, 1)]
    [InlineData("KDR", 4, 50_000, 1)]
    [InlineData("KDR", 3, 50_001, 1)]
    [InlineData("KDR", 3, 50_000, 2)]
    public void Another_content_is_a_conflict_for_whoever_asks(string operatorCode, int count, long kopeks, int expires)
    {
        Begin(1);

        foreach (var maker in new[] { 1, 2 })
        {
            Assert.Equal(AccountRefusal.Conflict, bench.Do(key, Wish(maker, operatorCode, count, kopeks, expires)).Refused);
            Assert.Empty(bench.Last);
        }
    }

    [Fact]
    public void It_is_made_void_once_and_stays_so_whoever_asks_to_begin_it()
    {
        Begin(1);
        Assert.False(bench.Get<VoucherBatch>(key).IsVoid);

        Assert.True(MakeVoid().IsDone);
        Assert.Equal([new VoucherBatchEvent.MadeVoid { OwnedBy = "KDR" }], bench.Last);
        Assert.True(MakeVoid().IsDone);
        Assert.Empty(bench.Last);

        Begin(1);
        Assert.Equal(AccountRefusal.AlreadyUsed, Begin(2).Refused);
        Assert.True(bench.Get<VoucherBatch>(key).IsVoid);
        Assert.Equal(AccountBench.Order(1), bench.Get<VoucherBatch>(key).Maker);
    }

    [Fact]
    public void What_nobody_began_cannot_be_made_void()
    {
        Assert.Equal(AccountRefusal.Unknown, MakeVoid().Refused);
        Assert.Empty(bench.Last);
        Assert.True(Begin(1).IsDone);
    }

    private AccountAnswer MakeVoid() => bench.Do(key, new VoucherBatchCommand.MakeVoid());

    private static VoucherBatchCommand.Begin Wish(int maker, string operatorCode, int count, long kopeks, int expires) =>
        new(AccountBench.Order(maker), "spring", operatorCode, count, new Money(kopeks), new Moment(expires));

    private AccountAnswer Begin(int maker) => bench.Do(key, Wish(maker, "KDR", 3, 50_000, 1));
}
