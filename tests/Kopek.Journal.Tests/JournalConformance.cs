using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Tests.Codec;

namespace Kopek.Journal.Tests;

/// <summary>What every journal must do, whatever it keeps its rows in.</summary>
public abstract class JournalConformance : IDisposable
{
    private static readonly Moment Start = Journals.Start;

    private readonly Lazy<IJournal> journal;

    protected JournalConformance() => journal = new Lazy<IJournal>(Open);

    protected IJournal Journal => journal.Value;

    /// <summary>An empty journal with four shards.</summary>
    protected abstract IJournal Open();

    public virtual void Dispose()
    {
        if (journal.IsValueCreated)
        {
            journal.Value.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_new_journal_holds_nothing()
    {
        Assert.Equal(4, Journal.ShardCount);
        Assert.Equal(0, Journal.LastSequence(3));
        Assert.Equal(0, Journal.CoveredThrough(3));
        Assert.Empty(Journal.Read(3, 0));
        Assert.Empty(Journal.ReadCheckpoints(3));
        Assert.Empty(Journal.ReadDirectory());
        Assert.Equal(1, Journal.FirstSequenceSince(3, Start));
    }

    [Fact]
    public void What_was_committed_reads_back_in_order_without_a_gap()
    {
        Journal.Commit([Journals.Batch(1, 1, 3)]);
        Journal.Commit([Journals.Batch(1, 4, 2)]);
        var entries = Journal.Read(1, 0).ToList();
        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => entry.Sequence));
        Assert.All(entries, entry => Assert.Equal((1, Journals.At(entry.Sequence)), (entry.Shard, entry.At)));
        Assert.Equal([101, 102, 103, 104, 105], entries.Select(entry => entry.Account.Value));
        Assert.Equal(Journals.Happened(5), entries[^1].Event);
        Assert.Equal(5, Journal.LastSequence(1));
    }

    [Fact]
    public void Reading_begins_after_any_entry_also_inside_a_batch()
    {
        Journal.Commit([Journals.Batch(1, 1, 3)]);
        Journal.Commit([Journals.Batch(1, 4, 3)]);
        for (var after = 0; after <= 6; after++)
        {
            Assert.Equal(Enumerable.Range(after + 1, 6 - after).Select(n => (long)n), Journal.Read(1, after).Select(entry => entry.Sequence));
        }
    }

    [Fact]
    public void Several_shards_commit_together()
    {
        Journal.Commit([Journals.Batch(0, 1, 2), Journals.Batch(2, 1, 1), Journals.Batch(3, 1, 4)]);
        Assert.Equal([2, 0, 1, 4], Enumerable.Range(0, 4).Select(Journal.LastSequence));
        Assert.Equal(4, Journal.Read(3, 0).Count());
    }

    [Fact]
    public void A_batch_that_leaves_a_gap_is_refused_and_nothing_of_its_commit_is_kept()
    {
        Journal.Commit([Journals.Batch(1, 1, 3)]);
        Assert.Throws<InvalidOperationException>(() => Journal.Commit([Journals.Batch(0, 1, 1), Journals.Batch(1, 5, 1)]));
        Journal.Reopen();
        Assert.Equal((0, 3), (Journal.LastSequence(0), Journal.LastSequence(1)));
        Journal.Commit([Journals.Batch(0, 1, 1), Journals.Batch(1, 4, 1)]);
        Assert.Equal((1, 4), (Journal.LastSequence(0), Journal.LastSequence(1)));
    }

    [Fact]
    public void A_batch_that_repeats_a_sequence_is_refused()
    {
        Journal.Commit([Journals.Batch(1, 1, 3)]);
        Assert.Throws<InvalidOperationException>(() => Journal.Commit([Journals.Batch(1, 3, 1)]));
    }

    [Fact]
    public void Opening_again_finds_what_was_committed_and_goes_on()
    {
        Journal.Commit([Journals.Batch(0, 1, 5), Journals.Batch(1, 1, 1)]);
        Journal.Reopen();
        Assert.Equal((5, 1), (Journal.LastSequence(0), Journal.LastSequence(1)));
        Journal.Commit([Journals.Batch(0, 6, 1)]);
        Assert.Equal(6, Journal.Read(0, 0).Count());
    }

    [Fact]
    public void Many_batches_read_back_whole()
    {
        const int batches = 300;
        for (var i = 0; i < batches; i++)
        {
            Journal.Commit([Journals.Batch(2, i * 3 + 1, 3)]);
        }

        Assert.Equal(Enumerable.Range(1, batches * 3).Select(n => (long)n), Journal.Read(2, 0).Select(entry => entry.Sequence));
        Assert.Equal(17, Journal.Read(2, batches * 3 - 17).Count());
    }

    [Fact]
    public void Readings_beside_and_after_each_other_do_not_mix()
    {
        const int batches = 200;
        for (var i = 0; i < batches; i++)
        {
            Journal.Commit([Journals.Batch(2, i * 3 + 1, 3), Journals.Batch(3, i * 2 + 1, 2)]);
        }

        for (var round = 0; round < 3; round++)
        {
            // One is left in the middle of a batch, two go on by turns, and one of those is not the first that was begun.
            Assert.Equal([5L, 6, 7, 8], Journal.Read(2, 4).Take(4).Select(entry => entry.Sequence));
            Assert.Equal(
                Enumerable.Range(11, batches * 2 - 10).Select(n => ((long)n, 3)),
                Journal.Read(2, 0).Zip(Journal.Read(3, 10), (first, second) => (second.Sequence, second.Shard)));
        }
    }

    [Fact]
    public void Orders_and_lines_stand_in_one_batch()
    {
        var batch = new PendingBatch(1);
        batch.Begin(1);
        foreach (var happened in StoredExamples.OrderEvents)
        {
            Journals.Codec.Write(batch.Writer, Start, happened);
            batch.CountEntry(Start);
        }

        Journal.Commit([batch]);
        Assert.Equal(StoredExamples.OrderEvents, Journal.Read(1, 0).Select(entry => entry.Event));
    }

    [Fact]
    public void The_newest_checkpoint_of_each_account_is_kept()
    {
        Journal.WriteCheckpoints(1, [new(CheckpointKind.Line, 7, 3, Bytes(1)), new(CheckpointKind.Shard, 7, 3, Bytes(2)), new(CheckpointKind.Line, -5, 2, Bytes(3))], 3);
        Journal.WriteCheckpoints(1, [new(CheckpointKind.Line, 7, 9, Bytes(4))], 8);
        Journal.WriteCheckpoints(2, [new(CheckpointKind.Line, 7, 1, Bytes(5))], 1);
        Journal.Reopen();
        var shown = Journal.ReadCheckpoints(1).Select(kept => (kept.Kind, kept.Id, kept.Sequence, kept.State.Span[0])).Order();
        Assert.Equal([(CheckpointKind.Line, -5, 2, (byte)3), (CheckpointKind.Line, 7, 9, (byte)4), (CheckpointKind.Shard, 7, 3, (byte)2)], shown);
        Assert.Equal((8, 1, 0), (Journal.CoveredThrough(1), Journal.CoveredThrough(2), Journal.CoveredThrough(3)));
    }

    [Fact]
    public void Thousands_of_checkpoints_go_between_commits()
    {
        var states = Enumerable.Range(0, 3_000).Select(id => new Checkpoint(CheckpointKind.Line, id, 1, new byte[200])).ToList();
        Journal.Commit([Journals.Batch(0, 1, 1)]);
        Journal.WriteCheckpoints(0, states, 1);
        Journal.Commit([Journals.Batch(0, 2, 1)]);
        Assert.Equal(states.Select(state => state.Id), Journal.ReadCheckpoints(0).Select(state => state.Id).Order());
        Assert.All(Journal.ReadCheckpoints(0), state => Assert.Equal(200, state.State.Length));
    }

    [Fact]
    public void A_number_that_moves_on_shows_each_holder_with_its_time()
    {
        var first = new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(1), Start, Moment.Never);
        var sim = new DirectoryRow(DirectoryKind.Iccid, "89701010000000000001", new LineId(1), Start, Moment.Never);
        var ended = first with { Until = Start + TimeSpan.FromDays(9) };
        var second = first with { Line = new LineId(2), From = Start + TimeSpan.FromDays(200) };
        Journal.Commit([Journals.Batch(0, 1, 1, first, sim)]);
        Journal.Commit([Journals.Batch(0, 2, 1, ended)]);
        Journal.Commit([Journals.Batch(1, 1, 1, second)]);
        Journal.Reopen();
        Assert.Equal(
            new HashSet<DirectoryRow> { ended, sim, second },
            Journal.ReadDirectory().GroupBy(row => (row.Kind, row.Key, row.From, row.Line)).Select(same => same.Last()).ToHashSet());
    }

    [Fact]
    public void A_moment_is_found_though_entries_are_not_in_order_of_time()
    {
        // Minutes of the entries: what was due on a line long idle is journalled late, with its own old moment.
        int[][] minutes = [[0, 5], [3, 1], [-5000], [9, 8], [2], [20, 12]];
        var sequence = 1L;
        foreach (var batch in minutes)
        {
            Journal.Commit([Timed(1, sequence, batch)]);
            sequence += batch.Length;
        }

        Assert.Equal(1, Journal.FirstSequenceSince(1, Start + TimeSpan.FromDays(-30)));
        Assert.Equal(1, Journal.FirstSequenceSince(1, Start + TimeSpan.FromMinutes(5)));
        // Any sequence from which nothing at or after the moment is missed and that begins a batch, or the entry itself.
        Assert.Equal(6, Journal.FirstSequenceSince(1, Start + TimeSpan.FromMinutes(6)));
        Assert.Equal(9, Journal.FirstSequenceSince(1, Start + TimeSpan.FromMinutes(20)));
        Assert.Equal(11, Journal.FirstSequenceSince(1, Start + TimeSpan.FromMinutes(21)));
    }

    [Fact]
    public void A_commit_of_nothing_changes_nothing()
    {
        Journal.Commit([]);
        Assert.Equal(0, Journal.LastSequence(0));
    }

    private static PendingBatch Timed(int shard, long first, int[] minutes)
    {
        var batch = new PendingBatch(shard);
        batch.Begin(first);
        foreach (var minute in minutes)
        {
            var at = Start + TimeSpan.FromMinutes(minute);
            Journals.Codec.Write(batch.Writer, new LineId(1), at, new LineEvent.Activated());
            batch.CountEntry(at);
        }

        return batch;
    }

    private static byte[] Bytes(byte value) => [value];
}
