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

    /// <summary>
    /// What follows the commits that journal.db holds. Damage and gaps throw <see cref="JournalException"/>. A server that writes beside us looks like it for a
    /// moment: then it is another at the second look.
    /// </summary>
    /// <param name="moved">Reads, after the log was read, the number of the last commit in journal.db.</param>
    public static CommitLogTail Of(string folder, Func<long> moved)
    {
        string? before = null;
        while (true)
        {
            var reading = CommitLogReading.Of(folder);
            var through = moved();
            if (reading.FaultAfter(through) is not { } fault)
            {
                return new CommitLogTail([.. reading.After(through)]);
            }

            if (fault == before)
            {
                throw new JournalException($"The commit log in {folder} is damaged: {fault}. Keep a copy of the folder as it is.", outcomeUnknown: false);
            }

            before = fault;
        }
    }

    /// <summary>The last entry of a shard that is in the log; 0 where there is none.</summary>
    public long LastSequence(int shard) => batches[shard].Select(batch => batch.LastSequence).LastOrDefault();

    public IEnumerable<StoredBatch> After(int shard, long sequence) => batches[shard].Where(batch => batch.Sequence > sequence);
}
