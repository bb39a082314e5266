using System.Text;
using Kopek.Core.Accounts;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Tests.Payments;

/// <summary>What is at rest is not decoded by recovery; what cannot be read is found at the start all the same.</summary>
public sealed class UnreadableVoucherTests
{
    [Fact]
    public async Task A_voucher_that_cannot_be_read_refuses_the_start()
    {
        await using var scene = await OrderScene.Begin();
        await scene.Driver.DisposeAsync();
        scene.Engine.Stop();
        var (shard, stored) = Stored(scene.Journal);
        // A member that this Kopek does not know, as a newer one may write it.
        var text = Encoding.Latin1.GetString(stored.State.Span).Replace("\"batch\"", "\"botch\"", StringComparison.OrdinalIgnoreCase);
        scene.Journal.WriteCheckpoints(shard, [stored with { State = Encoding.Latin1.GetBytes(text) }], scene.Journal.CoveredThrough(shard));

        await Assert.ThrowsAsync<JournalException>(scene.Start);
    }

    private static (int Shard, Checkpoint Voucher) Stored(MemoryJournal journal) => Enumerable.Range(0, journal.ShardCount)
        .SelectMany(shard => journal.ReadCheckpoints(shard).Select(checkpoint => (Shard: shard, Checkpoint: checkpoint)))
        .Single(found => found.Checkpoint.Kind == CheckpointKind.Account && found.Checkpoint.State.Span.IndexOf("spring"u8) >= 0 && found.Checkpoint.State.Span.IndexOf("atch"u8) >= 0);
}
