using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Payments;

/// <summary>Orders whose steps lie on shards of one writer: all of it in one commit, or none of it.</summary>
public sealed class OrderCourseTests
{
    private readonly Scene scene = new();
    private readonly PartnerSales sales;

    public OrderCourseTests() => sales = new PartnerSales(scene);

    [Fact]
    public void A_sale_of_a_partner_is_one_commit_from_the_wish_to_the_receipt()
    {
        var line = sales.Begin(out var order);
        var before = scene.Journal.Commits;
        var sale = sales.Place(order, line);
        scene.Settle();
        var done = Assert.IsType<TopUpOrder>(Scene.Result(sale.Task).State);
        Assert.Equal((TopUpStatus.Receipted, 1), (done.Status, done.PaymentReceipt));
        Assert.Equal(1, scene.Journal.Commits - before);
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
        Assert.Equal(Money.FromRubles(850), sales.FloatNow());
        scene.Crash();
        Assert.Equal((Money.FromRubles(150), Money.FromRubles(850)), (scene.Balance(line), sales.FloatNow()));
    }

    [Fact]
    public void What_others_kept_for_it_is_forgotten_in_the_same_commit()
    {
        var line = sales.Begin(out var order);
        sales.Place(order, line);
        scene.Settle();
        Assert.Empty(Assert.IsType<PartnerFloat>(sales.Read(PartnerSales.North)).Held);
        Assert.Empty(Assert.IsType<ReceiptSeries>(sales.Read(TopUpSteps.SeriesOf("KDR"))).Open);
    }

    [Fact]
    public void Nobody_sees_it_before_it_is_committed()
    {
        var line = sales.Begin(out var order);
        var sale = sales.Place(order, line);
        scene.Engine.Decide(scene.Now);
        var read = scene.Engine.Ask(line, (found, _) => found.Balance);
        scene.Engine.Decide(scene.Now);
        Assert.False(sale.Task.IsCompleted || read.IsCompleted);
        scene.Crash();
        Assert.Equal((Money.Zero, Money.FromRubles(1_000)), (scene.Balance(line), sales.FloatNow()));
    }

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public void A_commit_that_fails_takes_all_of_it_or_nothing_and_its_caller_is_answered(JournalFault fault)
    {
        var line = sales.Begin(out var order);
        var commits = 0;
        scene.Journal.CommitFault = () => ++commits == 1 ? fault : JournalFault.None;
        var sale = sales.Place(order, line);
        Assert.Throws<JournalException>(scene.Settle);
        scene.Engine.Reload();
        scene.Settle();
        Assert.Equal(TopUpStatus.Receipted, ((TopUpOrder)Scene.Result(sale.Task).State!).Status);
        Assert.Equal((Money.FromRubles(150), Money.FromRubles(850)), (scene.Balance(line), sales.FloatNow()));
    }

    [Fact]
    public void Where_a_rule_breaks_before_the_commit_all_shards_of_the_sale_fall_with_it()
    {
        var line = sales.Begin(out var order);
        var sale = sales.Place(order, line);
        scene.Engine.Post(new BrokenLook { Line = line });
        scene.Settle();
        Assert.IsType<ShardFailedException>(sale.Task.Exception!.InnerException);
        Assert.Contains(line.Shard(Scene.ShardCount), scene.Engine.StoppedShards.Keys);
        Assert.Contains(order.Shard(Scene.ShardCount), scene.Engine.StoppedShards.Keys);
        Assert.Contains(PartnerSales.North.Shard(Scene.ShardCount), scene.Engine.StoppedShards.Keys);
        scene.Crash();
        Assert.Equal((Money.Zero, Money.FromRubles(1_000)), (scene.Balance(line), sales.FloatNow()));
    }

    [Fact]
    public void Shards_that_took_no_part_go_on()
    {
        var line = scene.Open("79000000001", shard: 0, rubles: 100);
        var other = scene.Open("79000000002", shard: 2, rubles: 100);
        scene.Engine.Post(Scene.TopUp(Scene.OrderAt(1, "pay"), line, 50));
        scene.Engine.Post(new BrokenLook { Line = line });
        scene.Settle();
        Assert.Equal([0, 1], scene.Engine.StoppedShards.Keys.Order());
        Assert.Equal(Money.FromRubles(100), scene.Balance(other));
        scene.Crash();
        Assert.Equal(Money.FromRubles(100), scene.Balance(line));
        Assert.Equal(OrderStatus.Done, scene.PlaceTopUp(Scene.OrderAt(1, "pay"), line, 50).Status);
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    [Fact]
    public void Only_the_last_state_is_told_to_who_drives_orders()
    {
        var told = new Told();
        scene.Options = scene.Options with { AccountReactions = told };
        var line = sales.Begin(out var order);
        sales.Place(order, line);
        scene.Settle();
        Assert.Equal(TopUpStatus.Receipted, Assert.Single(told.Orders).Status);
    }

    private sealed class Told : IAccountReactions
    {
        public List<TopUpOrder> Orders { get; } = [];

        public void Changed(Account state)
        {
            if (state is TopUpOrder order)
            {
                Orders.Add(order);
            }
        }
    }

    private sealed class BrokenLook : LineQuery<int>
    {
        protected override int Read(Line line, Moment now) => throw new InvalidOperationException("as the test wanted");

        public override void Complete(Completions batch) => Assert.Fail("It was answered.");

        public override void Fail(ShardFailure reason)
        {
        }
    }
}
