using System.Buffers.Binary;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Commits;

/// <summary>
/// One commit as it stands in the commit log: the batches of all its shards, sealed as journal.db will hold them, and their rows of the directory.
/// <code>
/// record  offset 0  mark u32       "KCL1"
///                4  crc u32        CRC-32C of everything after it, through the length
///                8  number i64     one more than that of the record before it
///               16  length i32     of all this, without what fills the last page
///               20  batches i32
///               24  batch, one after the other
/// batch   offset 0  blob length i32
///                4  directory rows i32
///                8  earliest i64 | latest i64, of the shard so far
///               24  hash           32 bytes, see BatchSeal
///               56  hash of the batch before it (32) | shard i32 | first sequence i64 | count i32
///              104  blob           see BatchSeal
///                   directory row, one after the other:
///                   kind u8 | key length u8 | line i64 | from i64 | until i64 | key in ASCII
/// </code>
/// Numbers are little-endian. A record begins on a page and its last page is filled with zeros: a page that was durable is never written again.
/// </summary>
internal sealed class CommitRecord
{
    public const int PageBytes = 4096;
    public const int HeaderBytes = 24;
    public const int BatchBytes = 56;
    public const int RowBytes = 26;

    /// <summary>"KCL1", read as a little-endian number.</summary>
    public const uint Mark = 0x314C434B;

    public const int CrcAt = 4;
    public const int NumberAt = 8;
    public const int LengthAt = 16;
    public const int BatchesAt = 20;

    /// <summary>Memory that is kept for the next commit; a larger one is an exception that leaves.</summary>
    private const int MostKept = 256 << 10;

    private byte[] bytes = new byte[PageBytes];
    private int length;
    private int batches;

    public long Number { get; private set; }

    /// <summary>Whole pages.</summary>
    public ReadOnlySpan<byte> Pages => bytes.AsSpan(0, Padded(length));

    public int PagesLength => Padded(length);

    public ReadOnlySpan<byte> Content => bytes.AsSpan(0, length);

    public bool IsKept => bytes.Length <= MostKept;

    public static int Padded(int length) => checked((length + PageBytes - 1) / PageBytes * PageBytes);

    public void Begin()
    {
        length = HeaderBytes;
        batches = 0;
    }

    /// <summary>Seals a batch behind those that are here and moves its shard's head. One that does not follow throws: nothing is written yet.</summary>
    public void Add(PendingBatch batch, ShardHeads heads)
    {
        var (shard, sequence) = (batch.Shard, batch.FirstSequence);
        if (sequence != heads.Sequence(shard) + 1)
        {
            throw new InvalidOperationException($"Shard {shard}: a batch begins at sequence {sequence}, but {heads.Sequence(shard) + 1} is next; nothing was committed.");
        }

        var blob = BatchSeal.HeaderBytes + batch.Bytes.Length;
        var to = Take(BatchBytes + BatchSeal.PrefixBytes + blob);
        var latest = Moment.Max(heads.Latest(shard), batch.Latest);
        BinaryPrimitives.WriteInt32LittleEndian(to, blob);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], batch.Directory.Count);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], batch.Earliest.UnixMilliseconds);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], latest.UnixMilliseconds);
        var hash = to.Slice(24, BatchSeal.HashBytes);
        BatchSeal.Seal(to[BatchBytes..], heads.Hash(shard), shard, sequence, batch.Count, batch.Bytes.Span, hash);
        heads.Set(shard, sequence + batch.Count - 1, hash, latest);
        batches++;
        foreach (var row in batch.Directory)
        {
            Add(row);
        }
    }

    /// <summary>Finishes it under its number in the log.</summary>
    public void End(long number)
    {
        Number = number;
        var fill = Padded(length) - length;
        Take(fill).Clear();
        length -= fill;
        var header = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Mark);
        BinaryPrimitives.WriteInt64LittleEndian(header[NumberAt..], number);
        BinaryPrimitives.WriteInt32LittleEndian(header[LengthAt..], length);
        BinaryPrimitives.WriteInt32LittleEndian(header[BatchesAt..], batches);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[NumberAt..length]));
    }

    private void Add(DirectoryRow row)
    {
        var to = Take(RowBytes + row.Key.Length);
        to[0] = (byte)row.Kind;
        to[1] = checked((byte)row.Key.Length);
        BinaryPrimitives.WriteInt64LittleEndian(to[2..], row.Line.Value);
        BinaryPrimitives.WriteInt64LittleEndian(to[10..], row.From.UnixMilliseconds);
        BinaryPrimitives.WriteInt64LittleEndian(to[18..], row.Until.UnixMilliseconds);
        for (var i = 0; i < row.Key.Length; i++)
        {
            to[RowBytes + i] = char.IsAscii(row.Key[i]) ? (byte)row.Key[i] : throw new InvalidOperationException("A key of the directory has digits only.");
        }
    }

    private Span<byte> Take(int count)
    {
        if (bytes.Length < length + count)
        {
            Array.Resize(ref bytes, checked(Math.Max(2 * bytes.Length, Padded(length + count))));
        }

        var taken = bytes.AsSpan(length, count);
        length += count;
        return taken;
    }
}
