using CsCheck;
using Kopek.Core.Accounts;
using Kopek.Core.Receipts;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Receipts;

public sealed class ReceiptSeriesTests
{
    private static readonly AccountKey key = new(AccountKind.ReceiptSeries, NamedKey.Of("KDR"));

    [Fact]
    public void Numbers_begin_at_one_and_asking_again_gives_the_same()
    {
        var bench = new AccountBench();
        Assert.Equal(1, Number(bench, 5, ReceiptKind.Payment));
        Assert.Equal(2, Number(bench, 5, ReceiptKind.Refund));
        Assert.Equal(1, Number(bench, 5, ReceiptKind.Payment));
        Assert.Empty(bench.Last);
        Assert.Equal(3, Number(bench, 6, ReceiptKind.Payment));
    }

    [Fact]
    public void A_number_that_stands_in_its_order_is_forgotten_once()
    {
        var bench = new AccountBench();
        Number(bench, 5, ReceiptKind.Payment);
        bench.Do(key, new ReceiptSeriesCommand.Keep(new ReceiptWish(AccountBench.Order(5), ReceiptKind.Payment)));
        Assert.Empty(bench.Get<ReceiptSeries>(key).Open);
        bench.Do(key, new ReceiptSeriesCommand.Keep(new ReceiptWish(AccountBench.Order(5), ReceiptKind.Payment)));
        Assert.Empty(bench.Last);
        Assert.Equal(2, Number(bench, 6, ReceiptKind.Payment));
    }

    [Fact]
    public void However_often_is_asked_numbers_have_no_gap_and_no_double() =>
        Gen.Select(Gen.Int[1, 9], Gen.Enum<ReceiptKind>()).Array[1, 60].Sample(
            wishes =>
            {
                var bench = new AccountBench();
                var given = new Dictionary<(int, ReceiptKind), long>();
                foreach (var (order, kind) in wishes)
                {
                    var number = Number(bench, order, kind);
                    Assert.Equal(given.TryGetValue((order, kind), out var before) ? before : given.Count + 1, number);
                    given[(order, kind)] = number;
                }
            }, iter: Long.Iterations(200));

    private static long Number(AccountBench bench, int order, ReceiptKind kind)
    {
        var answer = bench.Do(key, new ReceiptSeriesCommand.Number("KDR", new ReceiptWish(AccountBench.Order(order), kind)));
        Assert.True(answer.IsDone);
        return answer.Number;
    }
}
