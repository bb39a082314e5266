using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Shards;

public sealed class StoppedShardTests
{
    private readonly Scene scene = new();

    [Fact]
    public void A_broken_rule_stops_its_shard_and_no_other()
    {
        var broken = scene.Open("79000000001", shard: 0);
        var sound = scene.Open("79000000002", shard: 1, rubles: 100);
        scene.Engine.Post(new BrokenQuery { Line = broken });
        scene.Settle();
        Assert.Contains("as the test wanted", Assert.Single(scene.Engine.StoppedShards).Value, StringComparison.Ordinal);
        Assert.Equal(ShardFailure.ShardStopped, Failure(scene.Engine.Ask(broken, (line, _) => line.Balance)));
        Assert.Equal(Money.FromRubles(100), scene.Balance(sound));
    }

    [Fact]
    public void What_a_stopped_shard_did_since_its_last_commit_is_dropped_and_nobody_was_told()
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.TopUp(Scene.OrderAt(0, "pay"), line, 50);
        scene.Engine.Post(order);
        scene.Engine.Post(new BrokenQuery { Line = line });
        scene.Settle();
        Assert.Equal(ShardFailure.ShardStopped, Failure(order.Task));
        scene.Crash();
        Assert.Equal(Money.FromRubles(100), scene.Balance(line));
        Assert.False(scene.PlaceTopUp(order.Order, line, 50).Replayed);
    }

    [Fact]
    public void An_order_for_a_stopped_shard_stays_open_and_is_done_after_the_restart()
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.TopUp(Scene.OrderAt(1, "pay"), line, 50);
        scene.Engine.Post(new BrokenQuery { Line = line });
        scene.Engine.Post(order);
        scene.Settle();
        Assert.Equal(ShardFailure.ShardStopped, Failure(order.Task));
        scene.Crash();
        scene.Settle();
        var answer = scene.PlaceTopUp(order.Order, line, 50);
        Assert.Equal((OrderStatus.Done, true), (answer.Status, answer.Replayed));
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    [Fact]
    public void A_function_that_only_looks_may_fail_without_harm()
    {
        var line = scene.Open("79000000001", rubles: 100);
        var read = scene.Engine.Ask<int>(line, (_, _) => throw new InvalidOperationException("as the test wanted"));
        scene.Settle();
        Assert.IsType<InvalidOperationException>(read.Exception!.InnerException);
        Assert.Empty(scene.Engine.StoppedShards);
        Assert.Equal(Money.FromRubles(100), scene.Balance(line));
    }

    private ShardFailure Failure(Task task)
    {
        scene.Settle();
        return Assert.IsType<ShardFailedException>(task.Exception!.InnerException).Reason;
    }
}
