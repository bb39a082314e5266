using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Payments;

/// <summary>The process dies at every commit on an order's way, before or after it, and another goes on: once paid, once credited, one receipt.</summary>
public sealed class DriverCrashTests
{
    /// <summary>More than any way has commits.</summary>
    private const int MostCommits = 30;

    /// <summary>Each commit has two deaths, before it and after it; every build tries some of them, <c>./test --long</c> all.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("KOPEK_LONG") == "1" ? 1 : 5;

    public static TheoryData<PaymentWay, bool> Ways => [.. Enum.GetValues<PaymentWay>().Where(way => way != PaymentWay.CounterCard).SelectMany(way => new[] { (way, false), (way, true) })];

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Wherever_the_process_dies_the_money_arrives_once_or_goes_back_whole(PaymentWay way, bool lineIsClosed) => Die(way, lineIsClosed, writers: 2, Stride, fewest: 8);

    /// <summary>Most of an order's steps are one commit then, so it is hit before, at and after it.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public Task The_same_where_its_steps_go_into_one_commit(PaymentWay way, bool lineIsClosed) => Die(way, lineIsClosed, writers: 1, stride: 1, fewest: 3);

    private static async Task Die(PaymentWay way, bool lineIsClosed, int writers, int stride, int fewest)
    {
        await using var whole = await OrderScene.Begin(writers);
        await Run(whole, way, lineIsClosed);
        var expected = Sums(whole);
        for (var death = 2 + (int)way % stride; death <= 2 * MostCommits; death += stride)
        {
            await using var scene = await OrderScene.Begin(writers);
            if (!await Dies(scene, way, lineIsClosed, death / 2, death % 2 == 0 ? JournalFault.NotCommitted : JournalFault.UnknownAndWritten))
            {
                Assert.True(death > fewest, "it hardly ever died");
                return;
            }

            await Run(scene, way, lineIsClosed);
            Assert.Equal(expected, Sums(scene));
        }
    }

    /// <summary>False where the order was over before so many commits.</summary>
    private static async Task<bool> Dies(OrderScene scene, PaymentWay way, bool lineIsClosed, int commit, JournalFault fault)
    {
        var left = commit;
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Journal.CommitFault = () =>
        {
            if (Interlocked.Decrement(ref left) > 0)
            {
                return JournalFault.None;
            }

            // From here on nothing is written any more: whatever this process still does is in nobody's memory.
            scene.Journal.Down = true;
            died.TrySetResult();
            return left == 0 ? fault : JournalFault.NotCommitted;
        };
        var run = Run(scene, way, lineIsClosed);
        var first = await Task.WhenAny(run, died.Task);
        scene.Journal.CommitFault = () => JournalFault.None;
        if (first == run && !died.Task.IsCompleted)
        {
            await run;
            return false;
        }

        await scene.Restart();
        try
        {
            await run;
        }
        catch (ShardFailedException)
        {
            // Its process is gone; or it was patient, and saw the next one end the order.
        }

        return true;
    }

    private static async Task Run(OrderScene scene, PaymentWay way, bool lineIsClosed)
    {
        if (lineIsClosed)
        {
            await scene.Engine.Shards.Place(Scene.Order("close"), OrderKey.Digest("1"), scene.Line, new LineCommand.Close());
        }

        var key = await scene.Place(way);
        var order = await scene.Over(key);
        Assert.Equal(lineIsClosed ? TopUpStatus.Refunded : TopUpStatus.Receipted, order.Status);
    }

    private static string Sums(OrderScene scene)
    {
        var ledger = Enum.GetValues<LedgerAccount>().Select(account => $"{account} {scene.Ledger(account)}");
        var receipts = scene.Entries().OfType<AccountEntry>().Select(entry => entry.Event).OfType<Core.Receipts.ReceiptSeriesEvent.Numbered>().Select(e => $"{e.Wish.Kind} {e.Number}");
        return string.Join(", ", ledger.Concat(receipts).Append($"provider {scene.Provider.Taken} {scene.Provider.GivenBack}"));
    }
}
