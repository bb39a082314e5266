using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Show;

/// <summary>Prints a data folder's journal as JSON lines, shard by shard; a server may be running on the folder.</summary>
public static class JournalShow
{
    private const int BufferBytes = 64 << 10;

    /// <summary>Gives the number of entries written. Damage throws <see cref="JournalException"/> after what stands before it is written.</summary>
    public static long Run(string folder, JournalFilter filter, Stream to, CancellationToken ended = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(to);
        var codec = new EventCodec();
        var written = 0L;
        var buffered = new BufferedStream(to, BufferBytes);
        try
        {
            foreach (var entry in Entries(folder, filter, codec, ended))
            {
                EventJson.Write(buffered, entry);
                buffered.WriteByte((byte)'\n');
                written++;
            }
        }
        finally
        {
            buffered.Flush();
        }

        return written;
    }

    /// <summary>The entries that pass the filter, in the order of their shards and sequences, from archives and journal.</summary>
    public static IEnumerable<JournalEntry> Entries(string folder, JournalFilter filter, IEventCodec codec, CancellationToken ended = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(codec);
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        var chain = new StoredChain(database);
        foreach (var shard in ShardsOf(filter, chain.Meta.ShardCount))
        {
            foreach (var batch in chain.Batches(shard))
            {
                ended.ThrowIfCancellationRequested();
                if (batch.Sequence > filter.LastSequence)
                {
                    break;
                }

                if (!MayHold(batch, filter))
                {
                    continue;
                }

                if (BatchSeal.FaultOf(batch.Blob.Span, batch.Count) is { } fault)
                {
                    throw StoredBatch.Damaged(shard, batch.Sequence, fault);
                }

                foreach (var entry in batch.Decode(codec).Where(entry => Passes(entry, filter)))
                {
                    yield return entry;
                }
            }
        }
    }

    private static IEnumerable<int> ShardsOf(JournalFilter filter, int shardCount) =>
        filter.Shard is { } shard
            ? shard >= 0 && shard < shardCount ? [shard] : throw new JournalException($"There is no shard {shard}: this journal has 0 to {shardCount - 1}.", outcomeUnknown: false)
        : filter.Line is { } line ? [line.Shard(shardCount)]
        : Enumerable.Range(0, shardCount);

    /// <summary>The latest moment of a row counts all before it too, so it can only rule out what is older.</summary>
    private static bool MayHold(in StoredBatch batch, JournalFilter filter) =>
        !(batch.LastSequence < filter.FirstSequence) && !(batch.Latest < (filter.Since ?? Moment.Beginning)) && !(batch.Earliest > (filter.Until ?? Moment.Never));

    private static bool Passes(in JournalEntry entry, JournalFilter filter) =>
        !(entry.Sequence < filter.FirstSequence) && !(entry.Sequence > filter.LastSequence)
        && (filter.Line is not { } line || entry.Account == line)
        && entry.At >= (filter.Since ?? Moment.Beginning) && entry.At <= (filter.Until ?? Moment.Never);
}
