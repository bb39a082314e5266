using Microsoft.Win32.SafeHandles;

namespace Kopek.Journal.Commits;

/// <summary>One of the two files of a <see cref="CommitLog"/>: records one after the other, over those of an earlier time.</summary>
internal sealed class CommitLogFile : IDisposable
{
    /// <summary>The file grows by this much at a time: a write into what is there need not wait for the file's new length as well.</summary>
    private const int GrowthBytes = 256 << 10;

    private static readonly byte[] Zeros = new byte[GrowthBytes];

    private readonly string path;
    private readonly SafeFileHandle file;
    private long length;

    /// <summary>Made anew: what it held must be durable in journal.db. It is found there after a power cut, before anything is written into it.</summary>
    public CommitLogFile(string path)
    {
        this.path = path;
        try
        {
            file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            DataSync.OfFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw CommitLogFault.Of(path, failed, outcomeUnknown: false);
        }
    }

    /// <summary>Makes room before anybody is answered: on a full disk it throws.</summary>
    public void Prepare()
    {
        try
        {
            RandomAccess.Write(file, Zeros, 0);
            DataSync.Of(file);
            length = GrowthBytes;
        }
        catch (IOException failed)
        {
            throw CommitLogFault.Of(path, failed, outcomeUnknown: false);
        }
    }

    /// <summary>Bytes of this round: where the next record goes.</summary>
    public long End { get; private set; }

    /// <summary>The number of its last record; 0 where it has none.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Begins again at its start.</summary>
    public void Begin() => End = 0;

    /// <summary>Durable when it returns. A failure leaves the outcome unknown.</summary>
    public void Append(CommitRecord record)
    {
        try
        {
            RandomAccess.Write(file, record.Pages, End);
            Grow(End + record.PagesLength);
            DataSync.Of(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw CommitLogFault.Of(path, failed, outcomeUnknown: true);
        }

        End += record.PagesLength;
        LastNumber = record.Number;
    }

    public void Dispose() => file.Dispose();

    private void Grow(long written)
    {
        if (written <= length)
        {
            return;
        }

        length = written;
        try
        {
            RandomAccess.Write(file, Zeros, written);
            length += GrowthBytes;
        }
        catch (IOException)
        {
            // The record itself is there; where the disk is full, the next one says so.
        }
    }
}
