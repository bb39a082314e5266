using Kopek.Engine.Journalling;
using Microsoft.Win32.SafeHandles;

namespace Kopek.Journal.Commits;

/// <summary>
/// What the two files of a commit log hold, oldest first. A record that was being written when the power went does not match its checksum: there a file
/// ends, and nobody was answered for it. Records of an earlier round behind it have lower numbers.
/// </summary>
internal sealed class CommitLogReading
{
    private readonly List<PartReading> files;

    private CommitLogReading(string folder)
    {
        files = [.. Enumerable.Range(0, CommitLog.Files).Select(file => new PartReading(CommitLog.PathOf(folder, file))).OrderBy(part => part.FirstNumber)];
        Records = [.. files.SelectMany(part => part.Records)];
    }

    /// <summary>Each as <see cref="CommitReader"/> takes it.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Records { get; }

    public static CommitLogReading Of(string folder) => new(folder);

    /// <summary>
    /// What is wrong for a journal.db that holds the commits up to a number, or null: those after it must be there without a gap. Also seen where a server
    /// writes at this moment.
    /// </summary>
    public string? FaultAfter(long moved)
    {
        var last = Math.Max(moved, files.Max(part => part.LastNumber));
        if (files.Select(part => part.DamageBefore(last)).FirstOrDefault(damage => damage is not null) is { } damage)
        {
            return damage;
        }

        var expected = moved + 1;
        foreach (var record in After(moved))
        {
            if (CommitReader.NumberOf(record.Span) is var number && number != expected++)
            {
                return $"commit {expected - 1} cannot be read, and {number} can";
            }
        }

        return null;
    }

    public IEnumerable<ReadOnlyMemory<byte>> After(long moved) => Records.Where(record => CommitReader.NumberOf(record.Span) > moved);

    /// <summary>One file: its records up to the first that does not follow.</summary>
    private sealed class PartReading
    {
        private readonly string path;
        private readonly byte[] bytes;
        private readonly int end;

        public PartReading(string path)
        {
            this.path = path;
            bytes = Read(path);
            while (CommitReader.LengthOf(bytes.AsSpan(end)) is > 0 and var length)
            {
                var number = CommitReader.NumberOf(bytes.AsSpan(end));
                if (Records.Count > 0 && number != LastNumber + 1)
                {
                    break;
                }

                Records.Add(bytes.AsMemory(end, length));
                FirstNumber = Records.Count == 1 ? number : FirstNumber;
                LastNumber = number;
                end += CommitRecord.Padded(length);
                if (end >= bytes.Length)
                {
                    end = bytes.Length;
                    break;
                }
            }
        }

        public List<ReadOnlyMemory<byte>> Records { get; } = [];

        public long FirstNumber { get; }

        public long LastNumber { get; }

        /// <summary>A record behind the end that is newer than the last at hand was written after what cannot be read, and so that was durable.</summary>
        public string? DamageBefore(long last)
        {
            for (var at = end; at < bytes.Length; at += CommitRecord.PageBytes)
            {
                if (CommitReader.LengthOf(bytes.AsSpan(at)) > 0 && CommitReader.NumberOf(bytes.AsSpan(at)) > last)
                {
                    return $"{Path.GetFileName(path)} cannot be read at {end}, and goes on at {at}";
                }
            }

            return null;
        }

        private static byte[] Read(string path)
        {
            try
            {
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = new byte[RandomAccess.GetLength(file)];
                return Fill(file, bytes) is var read && read == bytes.Length ? bytes : bytes[..read];
            }
            catch (FileNotFoundException)
            {
                return [];
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                throw new JournalException($"The commit log {path} cannot be read: {failed.Message} It may hold what was acknowledged last.", outcomeUnknown: false, failed);
            }
        }

        private static int Fill(SafeFileHandle file, byte[] bytes)
        {
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var part)
            {
                read += part;
            }

            return read;
        }
    }
}
