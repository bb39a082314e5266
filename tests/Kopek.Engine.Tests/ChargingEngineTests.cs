using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Engine.Tests.Sessions;
using Kopek.Journal.Codec;

namespace Kopek.Engine.Tests;

public sealed class ChargingEngineTests : IDisposable
{
    private const int Lines = 64;

    private readonly EventCodec codec = new();
    private readonly MemoryJournal journal;
    private ChargingEngine engine;

    public ChargingEngineTests()
    {
        journal = new MemoryJournal(Scene.ShardCount, codec);
        engine = Start();
    }

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public async Task Orders_from_many_threads_happen_once_while_commits_fail(JournalFault fault)
    {
        var lines = await OpenLines();
        var commits = 0;
        journal.CommitFault = () => Interlocked.Increment(ref commits) % 7 == 0 ? fault : JournalFault.None;
        await Parallel.ForAsync(0, 2_000, async (number, _) =>
        {
            var line = lines[number % Lines];
            var answer = await engine.Shards.Place(Scene.Order($"pay {number}"), OrderKey.Digest("1"), line, new LineCommand.TopUp(Money.FromRubles(1), LedgerAccount.Receipts));
            Assert.Equal((OrderStatus.Done, true), (answer.Status, answer.Outcome!.IsDone));
        });
        journal.CommitFault = () => JournalFault.None;
        Assert.Equal(Money.FromRubles(2_000), await Total(lines));
        Restart();
        Assert.Equal(Money.FromRubles(2_000), await Total(lines));
        Assert.Equal(EngineState.Ready, engine.State);
    }

    [Fact]
    public async Task A_journal_that_stays_down_fails_requests_until_it_is_back()
    {
        var line = (await OpenLines())[0];
        journal.Down = true;
        var failed = await Assert.ThrowsAsync<ShardFailedException>(() => TopUp(line, "a"));
        Assert.Equal(ShardFailure.Unavailable, failed.Reason);
        Assert.Equal(EngineState.Unavailable, engine.State);
        Assert.NotNull(engine.Reason);
        journal.Down = false;
        Assert.True(SpinWait.SpinUntil(() => engine.State == EngineState.Ready, TimeSpan.FromSeconds(30)));
        Assert.Equal(OrderStatus.Done, (await TopUp(line, "a")).Status);
        Assert.Equal(Money.FromRubles(1), await Total([line]));
    }

    [Fact]
    public async Task A_stopped_engine_answers_what_it_had_and_fails_what_comes()
    {
        var lines = await OpenLines();
        var orders = lines.Select((line, number) => TopUp(line, $"last {number}")).ToArray();
        engine.Stop();
        foreach (var order in orders)
        {
            Assert.True(order.IsCompleted);
        }

        Assert.Equal(ShardFailure.Stopping, (await Assert.ThrowsAsync<ShardFailedException>(() => TopUp(lines[0], "late"))).Reason);
        for (var shard = 0; shard < Scene.ShardCount; shard++)
        {
            Assert.Equal(journal.LastSequence(shard), journal.CoveredThrough(shard));
        }

        engine = Start();
        Assert.Equal(Money.FromRubles(orders.Count(order => order.IsCompletedSuccessfully)), await Total(lines));
    }

    [Fact]
    public async Task Watchers_see_committed_changes_of_their_line_only()
    {
        var lines = await OpenLines();
        using var watch = engine.Changes.Subscribe(lines[0]);
        await TopUp(lines[1], "other");
        await TopUp(lines[0], "watched");
        var change = await watch.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(lines[0], change.Line);
        Assert.Equal(Money.FromRubles(1), Assert.IsType<LineEvent.MoneyAdded>(change.Event).Amount);
        Assert.False(watch.Reader.TryRead(out _));
    }

    private Task<OrderAnswer> TopUp(LineId line, string key) =>
        engine.Shards.Place(Scene.Order(key), OrderKey.Digest("1"), line, new LineCommand.TopUp(Money.FromRubles(1), LedgerAccount.Receipts));

    private async Task<LineId[]> OpenLines()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Lines).Select(number => engine.Shards.Open(
            Scene.Order($"open {number}"), OrderKey.Digest("open"), new LineNumbers($"7900000{number:0000}"), new LineCommand.Open(SampleCatalogue.Volume, SampleCatalogue.Zone, Money.Zero, Sold: true))));
        return [.. answers.Select(answer => answer.Line)];
    }

    private async Task<Money> Total(LineId[] lines)
    {
        var balances = await Task.WhenAll(lines.Select(line => engine.Shards.Ask(line, (found, _) => found.Balance)));
        return balances.Aggregate(Money.Zero, (sum, read) => sum + read.Value);
    }

    private void Restart()
    {
        engine.Stop();
        engine = Start();
    }

    private ChargingEngine Start()
    {
        var started = new ChargingEngine(journal, codec, SampleCatalogue.Build(), new EngineOptions { Writers = 2, CheckpointEvents = 100 });
        started.Start();
        return started;
    }
}
