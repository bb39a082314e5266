using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Archive;

/// <summary>
/// Sealed batches of one shard in a file of their own, archive/shard-NN-FIRST-LAST.kja: the rows as they were, with their hashes.
/// <code>
/// offset 0  "KOPEKJA1"
///        8  deployment 16 | shard i32 | first sequence i64 | last sequence i64 | hash before the first batch 32
///       76  Brotli stream of rows: sequence i64 | count i32 | earliest i64 | latest i64 | hash 32 | length i32 | blob
/// </code>
/// Numbers are little-endian. The chain of hashes is the file's own proof: a byte changed anywhere breaks it.
/// </summary>
internal sealed record ArchiveFile(string Path, Guid Deployment, int Shard, long FirstSequence, long LastSequence, byte[] PreviousHash)
{
    public const string Folder = "archive";
    private const int HeaderBytes = 8 + 16 + 4 + 8 + 8 + BatchSeal.HashBytes;
    private const int RowBytes = 8 + 4 + 8 + 8 + BatchSeal.HashBytes + 4;

    /// <summary>A batch is a few hundred kilobytes; a length beyond this is damage, not data.</summary>
    private const int LongestBlob = 1 << 30;

    private static ReadOnlySpan<byte> Magic => "KOPEKJA1"u8;

    /// <summary>
    /// All archives beside a journal. A file that is none is left out: verification finds the batches that are missing then. One that cannot be opened throws
    /// <see cref="JournalException"/>.
    /// </summary>
    public static IReadOnlyList<ArchiveFile> In(string dataFolder)
    {
        var folder = System.IO.Path.Combine(dataFolder, Folder);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.kja").Select(TryOpen).OfType<ArchiveFile>()] : [];
    }

    /// <summary>Writes a file whole and durable, or not at all: beside its name first, then in its place.</summary>
    public static ArchiveFile Write(string dataFolder, Guid deployment, int shard, byte[] previousHash, IReadOnlyList<StoredBatch> batches)
    {
        var folder = System.IO.Path.Combine(dataFolder, Folder);
        Directory.CreateDirectory(folder);
        var (first, last) = (batches[0].Sequence, batches[^1].LastSequence);
        var path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard:00}-{first:000000000000}-{last:000000000000}.kja"));
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            Magic.CopyTo(header);
            deployment.TryWriteBytes(header[8..], bigEndian: true, out _);
            BinaryPrimitives.WriteInt32LittleEndian(header[24..], shard);
            BinaryPrimitives.WriteInt64LittleEndian(header[28..], first);
            BinaryPrimitives.WriteInt64LittleEndian(header[36..], last);
            previousHash.CopyTo(header[44..]);
            file.Write(header);
            using (var packed = new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true))
            {
                foreach (var batch in batches)
                {
                    Write(packed, batch);
                }
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        using (var named = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            // The new name is durable with the file: without it a power cut could leave the old name, which nobody looks for.
            named.Flush(flushToDisk: true);
        }

        return new ArchiveFile(path, deployment, shard, first, last, previousHash);
    }

    /// <summary>The rows. A file that is cut or cannot be unpacked throws <see cref="JournalException"/> naming it; the chain is for the reader to check.</summary>
    public IEnumerable<StoredBatch> Batches()
    {
        using var file = Open(Path);
        file.Position = HeaderBytes;
        using var unpacked = new BrotliStream(file, CompressionMode.Decompress);
        for (var next = FirstSequence; next <= LastSequence;)
        {
            var batch = Read(unpacked, next);
            next = batch.LastSequence + 1;
            yield return batch;
        }
    }

    /// <summary>The error that names the file and the place and says what to do.</summary>
    public JournalException Damaged(long sequence, string fault, Exception? inner = null) =>
        new($"The archive {Path} is damaged at sequence {sequence}: {fault}. Restore it from a copy.", outcomeUnknown: false, inner);

    private static ArchiveFile? TryOpen(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        using var file = Open(path);
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith(Magic))
        {
            return null;
        }

        return new ArchiveFile(path, new Guid(header[8..24], bigEndian: true), BinaryPrimitives.ReadInt32LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[28..]), BinaryPrimitives.ReadInt64LittleEndian(header[36..]), header[44..].ToArray());
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The archive {path} cannot be opened: {failed.Message} Put it back there, or make it readable.", outcomeUnknown: false, failed);
        }
    }

    private static void Write(Stream to, in StoredBatch batch)
    {
        Span<byte> row = stackalloc byte[RowBytes];
        BinaryPrimitives.WriteInt64LittleEndian(row, batch.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(row[8..], batch.Count);
        BinaryPrimitives.WriteInt64LittleEndian(row[12..], batch.Earliest.UnixMilliseconds);
        BinaryPrimitives.WriteInt64LittleEndian(row[20..], batch.Latest.UnixMilliseconds);
        batch.Hash.CopyTo(row[28..]);
        BinaryPrimitives.WriteInt32LittleEndian(row[60..], batch.Blob.Length);
        to.Write(row);
        to.Write(batch.Blob.Span);
    }

    private StoredBatch Read(Stream from, long expected)
    {
        try
        {
            Span<byte> row = stackalloc byte[RowBytes];
            from.ReadExactly(row);
            var length = BinaryPrimitives.ReadInt32LittleEndian(row[60..]);
            var count = BinaryPrimitives.ReadInt32LittleEndian(row[8..]);
            if (length is < 0 or > LongestBlob || count <= 0)
            {
                throw new InvalidDataException("a length is impossible");
            }

            var blob = new byte[length];
            from.ReadExactly(blob);
            return new StoredBatch(Shard, BinaryPrimitives.ReadInt64LittleEndian(row), count, new Moment(BinaryPrimitives.ReadInt64LittleEndian(row[12..])),
                new Moment(BinaryPrimitives.ReadInt64LittleEndian(row[20..])), row[28..60].ToArray(), blob);
        }
        catch (Exception damaged) when (damaged is IOException or InvalidDataException or InvalidOperationException)
        {
            throw Damaged(expected, damaged.Message, damaged);
        }
    }
}
