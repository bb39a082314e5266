using System.Buffers.Binary;
using System.Text;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Commits;

/// <summary>Walks the batches of one record (<see cref="CommitRecord"/>), without garbage. What it gives out is valid as long as the bytes are.</summary>
internal ref struct CommitReader
{
    private readonly ReadOnlySpan<byte> record;
    private ReadOnlySpan<byte> batch;
    private int at;
    private int batchesLeft;
    private int rowsLeft;

    /// <param name="record">As <see cref="LengthOf"/> accepted it.</param>
    public CommitReader(ReadOnlySpan<byte> record)
    {
        this.record = record;
        at = CommitRecord.HeaderBytes;
        batchesLeft = BinaryPrimitives.ReadInt32LittleEndian(record[CommitRecord.BatchesAt..]);
    }

    public readonly int Shard => BinaryPrimitives.ReadInt32LittleEndian(Prefix[BatchSeal.HashBytes..]);

    public readonly long Sequence => BinaryPrimitives.ReadInt64LittleEndian(Prefix[(BatchSeal.HashBytes + 4)..]);

    public readonly int Count => BinaryPrimitives.ReadInt32LittleEndian(Prefix[(BatchSeal.HashBytes + 12)..]);

    public readonly long LastSequence => Sequence + Count - 1;

    public readonly Moment Earliest => new(BinaryPrimitives.ReadInt64LittleEndian(batch[8..]));

    public readonly Moment Latest => new(BinaryPrimitives.ReadInt64LittleEndian(batch[16..]));

    public readonly ReadOnlySpan<byte> Hash => batch.Slice(24, BatchSeal.HashBytes);

    public readonly ReadOnlySpan<byte> Blob => batch[(CommitRecord.BatchBytes + BatchSeal.PrefixBytes)..];

    private readonly ReadOnlySpan<byte> Prefix => batch[CommitRecord.BatchBytes..];

    public static long NumberOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[CommitRecord.NumberAt..]);

    /// <summary>The length of the whole record that begins here, without what fills its last page; 0 where none does.</summary>
    public static int LengthOf(ReadOnlySpan<byte> from)
    {
        if (from.Length < CommitRecord.HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(from) != CommitRecord.Mark)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(from[CommitRecord.LengthAt..]);
        return length >= CommitRecord.HeaderBytes && length <= from.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(from[CommitRecord.CrcAt..]) == Crc32C.Of(from[CommitRecord.NumberAt..length])
            ? length
            : 0;
    }

    /// <summary>Goes to the next batch, past the directory rows of the one before it; false at the end.</summary>
    public bool NextBatch()
    {
        while (NextRow(out _))
        {
        }

        if (batchesLeft == 0)
        {
            return false;
        }

        batchesLeft--;
        var blob = BinaryPrimitives.ReadInt32LittleEndian(record[at..]);
        rowsLeft = BinaryPrimitives.ReadInt32LittleEndian(record[(at + 4)..]);
        batch = record.Slice(at, CommitRecord.BatchBytes + BatchSeal.PrefixBytes + blob);
        at += batch.Length;
        return true;
    }

    /// <summary>The next row of the directory that belongs to this batch; false where there is no more.</summary>
    public bool NextRow(out DirectoryRow? row)
    {
        row = null;
        if (rowsLeft == 0)
        {
            return false;
        }

        rowsLeft--;
        var from = record[at..];
        row = new DirectoryRow(
            (DirectoryKind)from[0],
            Encoding.ASCII.GetString(from.Slice(CommitRecord.RowBytes, from[1])),
            new LineId(BinaryPrimitives.ReadInt64LittleEndian(from[2..])),
            new Moment(BinaryPrimitives.ReadInt64LittleEndian(from[10..])),
            new Moment(BinaryPrimitives.ReadInt64LittleEndian(from[18..])));
        at += CommitRecord.RowBytes + from[1];
        return true;
    }

    /// <summary>A copy of this batch that may be kept.</summary>
    public readonly StoredBatch ToStored() => new(Shard, Sequence, Count, Earliest, Latest, Hash.ToArray(), Blob.ToArray());
}
