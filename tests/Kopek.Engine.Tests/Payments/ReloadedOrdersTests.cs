using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Engine.Tests.Shards;

namespace Kopek.Engine.Tests.Payments;

/// <summary>After a failed commit the shards are read anew: whoever follows orders misses none, and those at rest are not all decoded for it.</summary>
public sealed class ReloadedOrdersTests
{
    private const int AtRest = 40;

    /// <summary>Looking at an order, answering its placing, and reading it in this test.</summary>
    private const int MostRead = 12;

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public async Task An_order_whose_end_was_told_to_nobody_is_seen_and_no_other_that_rests(JournalFault fault)
    {
        await using var scene = await OrderScene.Begin(writers: 1);
        await scene.Driver.Tell(OrderScene.Float, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(100_000), 250, Suspended: false));
        for (var number = 0; number < AtRest; number++)
        {
            await scene.Over(await scene.Place(PaymentWay.Partner, $"sale {number}"));
        }

        Seen(scene, order => order.Status == TopUpStatus.Receipted, AtRest);
        var read = scene.Codec.AccountsRead;
        scene.Seen.Clear();
        var commits = 0;
        scene.Journal.CommitFault = () => Interlocked.Increment(ref commits) == 1 ? fault : JournalFault.None;

        var key = await scene.Place(PaymentWay.Partner, "unknown");
        await scene.Driver.AfterReload;

        Assert.Equal(TopUpStatus.Receipted, (await scene.Over(key)).Status);
        Seen(scene, order => order.Status == TopUpStatus.Receipted, 1);
        Assert.All(scene.Seen, order => Assert.Equal(key, order.Key));
        Assert.InRange(scene.Codec.AccountsRead - read, 1, MostRead);
    }

    [Fact]
    public async Task An_order_whose_shard_stood_still_when_it_was_to_be_looked_at_is_seen_after_the_next_reload()
    {
        await using var scene = await OrderScene.Begin(writers: 1);
        await scene.Driver.Tell(OrderScene.Float, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(100_000), 250, Suspended: false));
        var shards = scene.Engine.Shards.Count;
        var shard = scene.Line.Shard(shards);
        var key = await scene.Place(PaymentWay.Partner, Enumerable.Range(0, 100).Select(number => $"untold {number}").First(name => OrderScene.Key(name).Shard(shards) == shard));
        await scene.Over(key);
        Seen(scene, order => order.Status == TopUpStatus.Receipted, 1);
        scene.Seen.Clear();
        scene.Engine.Shards.Post(new BrokenQuery { Line = scene.Line });
        Assert.True(SpinWait.SpinUntil(() => scene.Engine.StoppedShards.ContainsKey(shard), TimeSpan.FromSeconds(60)));
        scene.Driver.Reloaded([key]);
        await scene.Driver.AfterReload;
        Assert.Empty(scene.Seen);

        var commits = 0;
        scene.Journal.CommitFault = () => Interlocked.Increment(ref commits) == 1 ? JournalFault.NotCommitted : JournalFault.None;
        var before = scene.Driver.AfterReload;
        var elsewhere = Enumerable.Range(0, 100).Select(number => new AccountKey(AccountKind.PartnerFloat, NamedKey.Of($"partner:{number}"))).First(other => other.Shard(shards) != shard);
        await scene.Driver.Tell(elsewhere, new PartnerFloatCommand.SetTerms("south", Money.FromRubles(1), 0, Suspended: false));
        Assert.True(SpinWait.SpinUntil(() => !ReferenceEquals(before, scene.Driver.AfterReload), TimeSpan.FromSeconds(60)));
        await scene.Driver.AfterReload;
        Seen(scene, order => order.Key == key, 1);
    }

    /// <summary>The driver is told of a change a moment after whoever asked for it.</summary>
    private static void Seen(OrderScene scene, Func<TopUpOrder, bool> wished, int many) =>
        Assert.True(SpinWait.SpinUntil(() => scene.Seen.Where(wished).DistinctBy(order => order.Key).Count() == many, TimeSpan.FromSeconds(60)));
}
