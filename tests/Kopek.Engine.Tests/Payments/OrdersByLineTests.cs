using CsCheck;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Engine.Tests.Payments;

/// <summary>The index against a list that is searched.</summary>
public sealed class OrdersByLineTests
{
    private static readonly Moment now = new(1_790_000_000_000);

    [Fact]
    public void It_tells_what_a_search_through_all_orders_would() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 3]).Array[0, 200].Sample(
            steps =>
            {
                var index = new OrdersByLine();
                var model = new Dictionary<AccountKey, TopUpOrder>();
                foreach (var (number, line, payer, paid) in steps)
                {
                    var order = model.TryGetValue(Key(number), out var known) ? known : Order(number, line, $"payer {payer}");
                    order = order with { Paid = paid == 3 ? new Money(100) : order.Paid, NeedsPerson = paid == 2 ? "look" : null };
                    model[order.Key] = order;
                    index.Take(order);
                }

                for (var line = 0; line <= 6; line++)
                {
                    var newest = model.Values.Where(order => order.Request.Line == new LineId(line)).OrderByDescending(order => order.PlacedAt)
                        .ThenByDescending(order => order.PaymentKey, StringComparer.Ordinal).ToArray();
                    Assert.Equal(newest.Select(order => order.Key), index.Of(new LineId(line), 1_000));
                    Assert.Equal(newest.Take(2).Select(order => order.Key), index.Of(new LineId(line), 2));
                    for (var place = 0; place < newest.Length; place++)
                    {
                        Assert.Equal(newest.Skip(place + 1).Take(3).Select(order => order.Key), index.Of(new LineId(line), 3, newest[place].Id));
                    }

                    Assert.All(model.Values, order => Assert.Equal(newest.Contains(order), index.Has(new LineId(line), order.Id)));
                    for (var payer = 0; payer <= 3; payer++)
                    {
                        var paid = newest.Where(order => !order.Paid.IsZero && order.Request.OrderedBy == $"payer {payer}").ToArray();
                        Assert.Equal(paid.Length > 0, index.HasPaid($"payer {payer}", new LineId(line)));
                        // Of two that were placed in the same moment either is the last.
                        Assert.Equal(paid.FirstOrDefault()?.PlacedAt, index.LastPaid($"payer {payer}", new LineId(line)) is { } last ? model[last].PlacedAt : null);
                    }
                }

                var oldest = model.Values.OrderBy(order => order.PlacedAt).ThenBy(order => order.PaymentKey, StringComparer.Ordinal).ToArray();
                var waiting = oldest.Where(order => order.NeedsPerson is not null).ToArray();
                Assert.Equal(waiting.Length, index.WaitingCount);
                Assert.Equal(waiting.Select(order => order.Key), index.Waiting(1_000));
                // Also after one that goes on by now.
                for (var place = 0; place < oldest.Length; place++)
                {
                    Assert.Equal(oldest.Skip(place + 1).Where(order => order.NeedsPerson is not null).Take(3).Select(order => order.Key), index.Waiting(3, oldest[place].Id));
                    Assert.True(index.Knows(oldest[place].Id));
                }

                Assert.False(index.Knows(Key(61).Id));
            },
            iter: 200);

    [Fact]
    public void Many_orders_of_many_lines_are_all_found()
    {
        var index = new OrdersByLine();
        const int many = 20_000;
        for (var number = 0; number < many; number++)
        {
            index.Take(Order(number, number % 5_000, "payer") with { Paid = new Money(1) });
        }

        for (var line = 0; line < 5_000; line++)
        {
            Assert.Equal([Key(line + 15_000), Key(line + 10_000), Key(line + 5_000), Key(line)], index.Of(new LineId(line), 9));
            Assert.Equal(Key(line + 15_000), index.LastPaid("payer", new LineId(line)));
        }
    }

    [Fact]
    public void As_many_chains_as_shards_were_read_side_by_side_and_one_from_then_on()
    {
        const int shards = 4;
        const int many = 4_000;
        var (line, index) = (new LineId(3), new OrdersByLine());
        var turns = Enumerable.Range(0, shards).SelectMany(shard => Enumerable.Repeat(shard, many / shards)).ToArray();
        new Random(1).Shuffle(turns);
        var next = Enumerable.Range(0, shards).ToArray();
        foreach (var shard in turns)
        {
            index.Take(Order(next[shard], 3, "payer"));
            next[shard] += shards;
        }

        Assert.InRange(index.ChainsOf(line), 2, shards);
        Assert.Equal(Enumerable.Range(0, many).Select(number => Order(number, 3, "")).OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.PaymentKey, StringComparer.Ordinal).Select(order => order.Key),
            index.Of(line, many));
        var chains = index.ChainsOf(line);
        for (var number = many; number < many + 100; number++)
        {
            index.Take(Order(3 * number, 3, "payer"));
        }

        Assert.Equal(chains, index.ChainsOf(line));
        for (var number = 0; number < 100; number++)
        {
            index.Take(Order(100_000 + 3 * number, 5, "payer"));
        }

        Assert.Equal(1, index.ChainsOf(new LineId(5)));
    }

    private static AccountKey Key(int number) => new(AccountKind.TopUpOrder, (ulong)(number % 7), (ulong)number);

    private static TopUpOrder Order(int number, int line, string payer) =>
        new(Key(number), PartnerSales.Request(new LineId(line), now) with { OrderedBy = payer }, TopUpStatus.Paying, now + TimeSpan.FromSeconds(number / 3));
}
