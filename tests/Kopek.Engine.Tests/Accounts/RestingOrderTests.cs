using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Tests.Payments;

namespace Kopek.Engine.Tests.Accounts;

/// <summary>An order that is over is octets, and for everybody who asks the same as before: for a repeat of its key, a refund, a restart.</summary>
public sealed class RestingOrderTests
{
    private readonly Scene scene = new();
    private readonly PartnerSales sales;

    public RestingOrderTests() => sales = new PartnerSales(scene);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_no_object_and_reads_as_it_was_told_also_after_a_restart(bool checkpoint)
    {
        var told = Sell(out _, out var order);
        Assert.Equal(LiveForEver, Live);
        Assert.Equal(told, sales.Read(order));
        Restart(checkpoint);
        Assert.Equal(told, sales.Read(order));
        Assert.Equal(LiveForEver, Live);
        Assert.True(scene.Engine.Views.Sum(view => view.RestingAccountSize) > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_key_is_known_and_another_wish_with_it_is_a_conflict(bool restart)
    {
        var told = Sell(out var line, out var order);
        if (restart)
        {
            Restart(checkpoint: true);
        }

        var events = scene.EventCount;
        var again = sales.Say(order, new TopUpOrderCommand.Place(told.Request));
        var other = sales.Say(order, new TopUpOrderCommand.Place(told.Request with { DigestLow = 99 }));
        scene.Settle();
        Assert.True(Scene.Result(again.Task).IsDone);
        Assert.Equal(told, Scene.Result(again.Task).State);
        Assert.Equal(AccountRefusal.Conflict, Scene.Result(other.Task).Refused);
        Assert.Equal(events, scene.EventCount);
        Assert.Equal(Money.FromRubles(150), scene.Balance(line));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_refunded_and_rests_again(bool restart)
    {
        Sell(out var line, out var order);
        if (restart)
        {
            Restart(checkpoint: true);
        }

        var refund = sales.Say(order, new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Operator, Money.Zero, default));
        scene.Settle();
        var refunded = Assert.IsType<TopUpOrder>(Scene.Result(refund.Task).State);
        Assert.Equal((TopUpStatus.Refunded, Money.FromRubles(150), 2), (refunded.Status, refunded.Refunded, refunded.RefundReceipt));
        Assert.Equal((Money.Zero, Money.FromRubles(1_000), LiveForEver), (scene.Balance(line), sales.FloatNow(), Live));
        // Between the checkpoint and the end stands what happened to it since.
        Restart(checkpoint: false);
        Assert.Equal(refunded, sales.Read(order));
        Restart(checkpoint: true);
        Assert.Equal(refunded, sales.Read(order));
    }

    [Fact]
    public void All_of_them_are_found_by_whoever_looks_through_a_shard_and_once_each()
    {
        var line = sales.Begin(out _, rubles: 1_000_000);
        const int many = 300;
        for (var number = 0; number < many; number++)
        {
            sales.Place(PartnerSales.Order($"sale {number}"), line);
        }

        scene.Settle();
        Assert.Equal(LiveForEver, Live);
        var shard = PartnerSales.Order("sale 0").Shard(Scene.ShardCount);
        var found = scene.Engine.Views[shard].Accounts.OfType<TopUpOrder>().ToArray();
        Assert.Equal(Enumerable.Range(0, many).Select(number => PartnerSales.Order($"sale {number}")), found.Select(order => order.Key));
        Assert.All(found, order => Assert.Equal(TopUpStatus.Receipted, order.Status));
        Restart(checkpoint: true);
        Assert.Equal(found, scene.Engine.Views[shard].Accounts.OfType<TopUpOrder>());
    }

    /// <summary>The float and the series of receipts.</summary>
    private const int LiveForEver = 2;

    private int Live => scene.Engine.Views.Sum(view => view.LiveAccounts);

    private TopUpOrder Sell(out LineId line, out AccountKey order)
    {
        line = sales.Begin(out order);
        var sale = sales.Place(order, line);
        scene.Settle();
        return Assert.IsType<TopUpOrder>(Scene.Result(sale.Task).State);
    }

    private void Restart(bool checkpoint)
    {
        while (checkpoint && scene.Engine.Checkpoint(force: true))
        {
        }

        scene.Crash();
    }
}
