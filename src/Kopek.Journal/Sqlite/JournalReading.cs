using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Reads a data folder's journal on a connection of its own, also while a server writes there. One reading at a time; between two of them, and between two
/// pages of one, it holds no lock.
/// </summary>
internal sealed class JournalReading : IDisposable
{
    private readonly IEventCodec codec;
    private readonly SqliteDatabase database;
    private readonly BatchRows rows;
    private readonly BatchPage page = new();
    private readonly Guid deployment;

    public JournalReading(string folder, IEventCodec codec)
    {
        this.codec = codec;
        database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        try
        {
            deployment = JournalSchema.Check(database).Deployment;
            rows = new BatchRows(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Entries after a sequence, the chain checked from the batch before them. Each is decoded when it is asked for.</summary>
    public IEnumerable<JournalEntry> Entries(int shard, long afterSequence)
    {
        foreach (var batch in Batches(shard, afterSequence))
        {
            var offset = 0;
            for (var place = 0; place < batch.Count; place++)
            {
                var entry = batch.Decode(codec, place, ref offset);
                if (entry.Sequence > afterSequence)
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>By bisection over the rows' latest moments, which never fall.</summary>
    public long FirstSequenceSince(int shard, Moment moment)
    {
        if (rows.FirstPlace(shard) is not { } first)
        {
            return rows.Beginning(shard, deployment).Sequence + 1;
        }

        var last = rows.PlaceAtOrBefore(shard, long.MaxValue)!.Value;
        if (last.Latest < moment)
        {
            return last.Sequence + last.Count;
        }

        // Kept: the row at low begins no later than the answer, the row at high reaches the moment.
        var (low, high) = (first.Sequence, last.Sequence);
        while (low < high)
        {
            var row = rows.PlaceAtOrBefore(shard, low + (high - low) / 2)!.Value;
            if (row.Latest >= moment)
            {
                high = row.Sequence;
            }
            else
            {
                low = row.Sequence + row.Count;
            }
        }

        return low;
    }

    public void Dispose() => database.Dispose();

    /// <summary>Rows from the one that holds the entry after a sequence; each is checked against the one before it.</summary>
    private IEnumerable<StoredBatch> Batches(int shard, long afterSequence)
    {
        var (sequence, hash, _) = rows.Beginning(shard, deployment);
        if (afterSequence < sequence)
        {
            throw new JournalException(
                $"Shard {shard} is archived through sequence {sequence}: entries after {afterSequence} are no longer in the journal, read the archive.", outcomeUnknown: false);
        }

        if (rows.PlaceAtOrBefore(shard, afterSequence) is { } holding && holding.Sequence > sequence + 1)
        {
            (sequence, hash) = rows.LinkAtOrBefore(shard, holding.Sequence - 1)
                ?? throw StoredBatch.Damaged(shard, holding.Sequence, "the batch before it is missing");
        }

        foreach (var batch in rows.From(shard, sequence + 1, page))
        {
            if (batch.FaultAfter(sequence, hash) is { } fault)
            {
                throw StoredBatch.Damaged(shard, batch.Sequence, fault);
            }

            (sequence, hash) = (batch.LastSequence, batch.Hash);
            yield return batch;
        }
    }
}
