using CsCheck;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Tests.Orders;

public sealed class OrderLogTests
{
    [Fact]
    public void The_log_knows_exactly_what_was_added_and_not_forgotten() =>
        Gen.Int[0, 4_000].Array[0, 3_000].Sample(
            keys =>
            {
                var log = new OrderLog();
                var model = new HashSet<int>();
                foreach (var key in keys)
                {
                    if (model.Remove(key))
                    {
                        log.Forget(Order(key));
                    }
                    else
                    {
                        model.Add(key);
                        log.Add(new OrderRecord { Order = Order(key), State = OrderState.Settled });
                    }
                }

                Assert.Equal(model.Count, log.Count);
                for (var key = 0; key <= 4_000; key++)
                {
                    Assert.Equal(model.Contains(key), log.TryFind(Order(key), out var place));
                    Assert.True(place < 0 || log[place].Order == Order(key));
                }
            },
            iter: 50);

    [Fact]
    public void The_oldest_is_the_first_that_is_not_forgotten()
    {
        var log = new OrderLog();
        for (var key = 0; key < 2 * OrderLog.PageSize; key++)
        {
            log.Add(new OrderRecord { Order = Order(key), State = OrderState.Settled });
        }

        for (var key = 0; key < OrderLog.PageSize; key++)
        {
            log.Forget(Order(key));
        }

        Assert.True(log.TryOldest(out var oldest));
        Assert.Equal(Order(OrderLog.PageSize), oldest.Order);
        Assert.True(log.Page(0).IsEmpty);
        Assert.Equal(OrderLog.PageSize, log.Page(1).Length);
    }

    [Fact]
    public void Pages_of_a_checkpoint_come_back_as_they_were()
    {
        var log = new OrderLog();
        for (var key = 0; key < 3 * OrderLog.PageSize - 5; key++)
        {
            log.Add(new OrderRecord { Order = Order(key), State = OrderState.Settled });
        }

        for (var key = 0; key < OrderLog.PageSize + 7; key++)
        {
            log.Forget(Order(key));
        }

        var restored = new OrderLog();
        restored.Restore(1, log.Page(1));
        restored.Restore(2, log.Page(2));
        Assert.Equal(log.Count, restored.Count);
        Assert.True(restored.TryOldest(out var oldest));
        Assert.Equal(Order(OrderLog.PageSize + 7), oldest.Order);
        Assert.Empty(restored.DirtyPages);
        restored.Add(new OrderRecord { Order = Order(-1), State = OrderState.Open });
        Assert.Equal([2], restored.DirtyPages);
        restored.Forget(oldest.Order);
        Assert.False(restored.TryFind(oldest.Order, out _));
    }

    /// <summary>Ids that only differ in their low half, as a careless maker of ids would have them.</summary>
    private static OrderId Order(int key) => new(7, unchecked((ulong)key));
}
