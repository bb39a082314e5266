using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Orders;

public sealed class OrderTests
{
    private readonly Scene scene = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_order_is_carried_out_once_wherever_its_line_lives(int home)
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.OrderAt(home, "pay");
        var first = scene.PlaceTopUp(order, line, 50);
        Assert.Equal((OrderStatus.Done, RefusalCode.None, false), (first.Status, first.Outcome!.Refused, first.Replayed));
        var events = scene.EventCount;
        var again = scene.PlaceTopUp(order, line, 50);
        Assert.Equal(first with { Replayed = true }, again);
        scene.Crash();
        Assert.Equal(again, scene.PlaceTopUp(order, line, 50));
        Assert.Equal(events, scene.EventCount);
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_same_key_for_something_else_is_a_conflict_also_after_a_restart(int home)
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.OrderAt(home, "pay");
        scene.PlaceTopUp(order, line, 50);
        Assert.Equal(OrderStatus.Conflict, scene.PlaceTopUp(order, line, 51).Status);
        scene.Crash();
        Assert.Equal(OrderStatus.Conflict, scene.PlaceTopUp(order, line, 51).Status);
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    [Fact]
    public void An_order_that_is_on_its_way_is_told_to_be_in_flight()
    {
        var slow = new Scene(joinsSteps: false);
        var line = slow.Open("79000000001", shard: 0);
        var first = Scene.TopUp(Scene.OrderAt(1, "pay"), line, 50);
        var second = Scene.TopUp(first.Order, line, 50);
        slow.Engine.Post(first);
        slow.Engine.Decide(slow.Now);
        slow.Engine.Post(second);
        slow.Settle();
        Assert.Equal(OrderStatus.Done, Scene.Result(first.Task).Status);
        Assert.Equal(OrderStatus.InFlight, Scene.Result(second.Task).Status);
    }

    [Fact]
    public void A_refusal_is_an_outcome_and_is_repeated_as_one()
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.OrderAt(1, "too much");
        var refused = scene.PlaceTopUp(order, line, 20_000);
        Assert.Equal(RefusalCode.AmountAboveMaximum, refused.Outcome!.Refused);
        scene.Crash();
        Assert.Equal(refused with { Replayed = true }, scene.PlaceTopUp(order, line, 20_000));
    }

    [Fact]
    public void An_order_for_no_such_line_is_refused() =>
        Assert.Equal(RefusalCode.UnknownLine, scene.PlaceTopUp(Scene.OrderAt(1, "nobody"), new LineId(400), 50).Outcome!.Refused);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_crash_after_any_step_leaves_an_order_done_once(int writers, bool joinsSteps)
    {
        var finished = false;
        for (var steps = 0; !finished; steps++)
        {
            var world = new Scene(writers, joinsSteps);
            var line = world.Open("79000000001", shard: 0, rubles: 100);
            var order = Scene.OrderAt(1, "pay");
            var request = Scene.TopUp(order, line, 50);
            world.Engine.Post(request);
            finished = !TakeSteps(world, steps);
            world.Crash();
            world.Settle();
            Assert.Equal(OrderStatus.Done, world.PlaceTopUp(order, line, 50).Status);
            Assert.Equal(Money.FromRubles(150), world.Balance(line));
            Assert.Equal(OrderStatus.Done, world.PlaceTopUp(Scene.OrderAt(1, "more"), line, 1).Status);
            Assert.Equal(Money.FromRubles(151), world.Balance(line));
        }
    }

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public void A_commit_that_fails_at_any_step_of_an_order_is_overcome_and_its_caller_answered(JournalFault fault)
    {
        for (var failing = 1; failing <= 3; failing++)
        {
            var world = new Scene(joinsSteps: false);
            var line = world.Open("79000000001", shard: 0, rubles: 100);
            var request = Scene.TopUp(Scene.OrderAt(1, "pay"), line, 50);
            var commits = 0;
            var failingNow = failing;
            world.Journal.CommitFault = () => ++commits == failingNow ? fault : JournalFault.None;
            world.Engine.Post(request);
            Assert.Throws<JournalException>(world.Settle);
            world.Engine.Reload();
            world.Settle();
            Assert.Equal((OrderStatus.Done, false), (Scene.Result(request.Task).Status, Scene.Result(request.Task).Replayed));
            Assert.Equal(Money.FromRubles(150), world.Balance(line));
        }
    }

    [Fact]
    public void A_key_is_forgotten_after_its_keeping_time()
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var order = Scene.OrderAt(1, "pay");
        scene.PlaceTopUp(order, line, 50);
        scene.Now += scene.Options.KeyKeeping - TimeSpan.FromMilliseconds(1);
        scene.Engine.Sweep(scene.Now);
        scene.Settle();
        Assert.True(scene.PlaceTopUp(order, line, 50).Replayed);
        scene.Now += TimeSpan.FromMilliseconds(1);
        scene.Engine.Sweep(scene.Now);
        scene.Settle();
        scene.Crash();
        Assert.False(scene.PlaceTopUp(order, line, 50).Replayed);
        Assert.Equal(Money.FromRubles(200), scene.Balance(line));
    }

    [Fact]
    public void A_number_leads_to_one_line_and_the_refusal_names_which_is_taken()
    {
        var first = scene.OpenAnswer(Scene.OrderAt(0, "a"), new LineNumbers("79000000001", "250010000000001", "8970101000000000001"));
        Assert.True(first.Outcome!.IsDone);
        Assert.Equal(RefusalCode.MsisdnTaken, scene.OpenAnswer(Scene.OrderAt(1, "b"), new LineNumbers("79000000001")).Outcome!.Refused);
        Assert.Equal(RefusalCode.ImsiTaken, scene.OpenAnswer(Scene.OrderAt(2, "c"), new LineNumbers("79000000002", "250010000000001")).Outcome!.Refused);
        scene.Crash();
        var refused = scene.OpenAnswer(Scene.OrderAt(3, "d"), new LineNumbers("79000000003", null, "8970101000000000001"));
        Assert.Equal((RefusalCode.IccidTaken, default), (refused.Outcome!.Refused, refused.Line));
        Assert.Equal(first with { Replayed = true }, scene.OpenAnswer(Scene.OrderAt(0, "a"), new LineNumbers("79000000001", "250010000000001", "8970101000000000001")));
        Assert.False(scene.Engine.Directory.TryFind(DirectoryKind.Msisdn, "79000000003", out _));
        Assert.Equal(new LineNumbers("79000000001", "250010000000001", "8970101000000000001"), scene.Engine.Directory.NumbersOf(first.Line));
    }

    [Fact]
    public void Lines_get_ids_of_their_shard_and_never_one_twice()
    {
        var before = Enumerable.Range(0, 8).Select(number => scene.Open($"7900000010{number}", shard: number % Scene.ShardCount)).ToArray();
        scene.Crash();
        var after = Enumerable.Range(0, 8).Select(number => scene.Open($"7900000020{number}", shard: number % Scene.ShardCount)).ToArray();
        Assert.Equal(16, before.Concat(after).Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), number => Assert.Equal(number % Scene.ShardCount, after[number].Shard(Scene.ShardCount)));
    }

    private static bool TakeSteps(Scene world, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var worked = (step % 3) switch
            {
                0 => world.Engine.Decide(world.Now) > 0,
                1 => world.Engine.Commit(),
                _ => world.Engine.Complete(),
            };
            if (!worked)
            {
                return false;
            }
        }

        return true;
    }
}
