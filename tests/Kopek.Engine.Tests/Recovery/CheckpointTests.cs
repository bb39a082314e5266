using CsCheck;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Tests.Sessions;

namespace Kopek.Engine.Tests.Recovery;

public sealed class CheckpointTests
{
    [Fact]
    public void Checkpoints_and_what_follows_give_the_live_state() =>
        Gen.Int[0, 9].Array[1, 60].Sample(
            steps =>
            {
                var scene = new Scene();
                var lines = Enumerable.Range(0, 6).Select(number => scene.Open($"7900000000{number}", number % 3, number < 3 ? SampleCatalogue.Daily : SampleCatalogue.Volume)).ToArray();
                uint numbers = 0;
                for (var index = 0; index < steps.Length; index++)
                {
                    Take(scene, lines, steps[index], index, ref numbers);
                }

                scene.Settle();
                var live = scene.States();
                var orders = scene.Engine.Views.Select(view => view.KnownOrders).ToArray();
                scene.Crash();
                Assert.Equal(live, scene.States());
                Assert.Equal(orders, scene.Engine.Views.Select(view => view.KnownOrders));
            },
            iter: 200);

    [Fact]
    public void A_full_checkpoint_leaves_nothing_to_replay()
    {
        var scene = new Scene();
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.OrderAt(1, "pay");
        scene.PlaceTopUp(order, line, 50);
        while (scene.Engine.Checkpoint(force: true))
        {
        }

        for (var shard = 0; shard < Scene.ShardCount; shard++)
        {
            Assert.Equal(scene.Journal.LastSequence(shard), scene.Journal.CoveredThrough(shard));
        }

        scene.Crash();
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
        Assert.True(scene.PlaceTopUp(order, line, 50).Replayed);
        Assert.Equal(OrderStatus.Conflict, scene.PlaceTopUp(order, line, 51).Status);
        Assert.True(scene.PlaceTopUp(Scene.OrderAt(1, "next"), line, 1).Outcome!.IsDone);
        Assert.Equal(Money.FromRubles(151), scene.Balance(line));
    }

    [Fact]
    public void What_is_not_committed_is_in_no_checkpoint()
    {
        var scene = new Scene();
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        scene.Engine.Post(Scene.TopUp(Scene.OrderAt(0, "pay"), line, 50));
        scene.Engine.Decide(scene.Now);
        while (scene.Engine.Checkpoint(force: true))
        {
        }

        scene.Crash();
        Assert.Equal(Money.FromRubles(100), scene.Balance(line));
    }

    [Fact]
    public void An_open_order_holds_the_covered_part_back()
    {
        var scene = new Scene(joinsSteps: false);
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var request = Scene.TopUp(Scene.OrderAt(1, "pay"), line, 50);
        scene.Engine.Post(request);
        scene.Engine.Decide(scene.Now);
        scene.Engine.Commit();
        scene.Engine.Complete();
        while (scene.Engine.Checkpoint(force: true))
        {
        }

        Assert.Equal(0, scene.Journal.CoveredThrough(1));
        scene.Crash();
        scene.Settle();
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    private static void Take(Scene scene, LineId[] lines, int step, int index, ref uint numbers)
    {
        var line = lines[index % lines.Length];
        switch (step)
        {
            case 0 or 1:
                scene.Engine.Post(Scene.TopUp(Scene.OrderAt(index % Scene.ShardCount, $"pay {index}"), line, 10));
                break;
            case 2 or 3:
                scene.Engine.Post(Ccr.Of(line, (ulong)(index + 1), CcRequestType.Initial, 0));
                break;
            case 4:
                scene.Engine.Post(Ccr.Of(line, (ulong)index, CcRequestType.Update, ++numbers));
                break;
            case 5:
                scene.Now += TimeSpan.FromHours(7);
                scene.Engine.Sweep(scene.Now);
                break;
            case 6:
                scene.Engine.Decide(scene.Now, 1);
                break;
            case 7:
                scene.Engine.Checkpoint(most: 1, force: true);
                break;
            case 8:
                scene.Engine.Complete();
                scene.Engine.Commit();
                break;
            default:
                scene.Settle();
                break;
        }
    }
}
