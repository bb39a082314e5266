using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Commits;

/// <summary>
/// What stands in the commit log of a folder, for those who only look: after a crash journal.db does not have all of it yet. A server may be running there;
/// then it moves it at this moment, and who looks takes from here only what follows the rows.
/// </summary>
internal sealed class CommitLogTail
{
    private readonly ILookup<int, StoredBatch> batches;

    private CommitLogTail(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var all = new List<StoredBatch>();
        foreach (var record in records)
        {
            var reader = new CommitReader(record.Span);
            while (reader.NextBatch())
            {
                all.Add(reader.ToStored());
                while (reader.NextRow(out var row))
                {
                    Directory.Add(row!);
                }
            }
        }

        batches = all.ToLookup(batch => batch.Shard);
    }

    /// <summary>In the order in which they were committed.</summary>
    public List<DirectoryRow> Directory { get; } = [];

    /// <summary>Damage throws <see cref="JournalException"/>. A server that writes beside us looks like it for a moment: then the log is another at the second look.</summary>
    public static CommitLogTail Of(string folder)
    {
        var reading = CommitLogReading.Of(folder);
        if (reading.Damage is { } damage && CommitLogReading.Of(folder) is var second)
        {
            reading = second.Damage == damage
                ? throw new JournalException($"The commit log in {folder} is damaged: {damage}. Keep a copy of the folder as it is.", outcomeUnknown: false)
                : second;
        }

        return new CommitLogTail(reading.Records);
    }

    /// <summary>The last entry of a shard that is in the log; 0 where there is none.</summary>
    public long LastSequence(int shard) => batches[shard].Select(batch => batch.LastSequence).LastOrDefault();

    public IEnumerable<StoredBatch> After(int shard, long sequence) => batches[shard].Where(batch => batch.Sequence > sequence);
}
