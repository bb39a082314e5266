using Kopek.Core;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Some rows of the journal that follow each other, their events in memory that serves the next page again: whoever follows the journal for ever leaves no
/// garbage of the size of what it reads. What a page gave out is valid until it is filled anew.
/// </summary>
internal sealed class BatchPage
{
    /// <summary>Enough to make a query worth it.</summary>
    private const int MostRows = 64;

    /// <summary>No further row is taken after so many bytes: rows of a busy server have some 10 KB, and all of a page is held at once.</summary>
    private const int EnoughBytes = 256 << 10;

    private readonly List<StoredBatch> rows = new(MostRows);
    private byte[] memory = [];
    private int used;
    private int bytes;

    public IReadOnlyList<StoredBatch> Rows => rows;

    public bool IsFull => rows.Count >= MostRows || bytes >= EnoughBytes;

    public void Clear()
    {
        rows.Clear();
        (used, bytes) = (0, 0);
    }

    /// <summary>Takes the row on which a statement stands, its columns in the order of <see cref="BatchRows"/>.</summary>
    public void Add(int shard, SqliteStatement row) =>
        rows.Add(new StoredBatch(shard, row.Long(0), row.Int(1), new Moment(row.Long(2)), new Moment(row.Long(3)), row.Blob(4).ToArray(), Keep(row.Blob(5))));

    private Memory<byte> Keep(ReadOnlySpan<byte> blob)
    {
        if (blob.Length > memory.Length - used)
        {
            // The rows before it keep the memory that they are in.
            memory = new byte[Math.Max(blob.Length, Math.Min(2 * memory.Length, 2 * EnoughBytes))];
            used = 0;
        }

        var kept = memory.AsMemory(used, blob.Length);
        blob.CopyTo(kept.Span);
        (used, bytes) = (used + blob.Length, bytes + blob.Length);
        return kept;
    }
}
