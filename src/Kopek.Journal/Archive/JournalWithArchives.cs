using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Archive;

/// <summary>
/// A journal for a reader that may begin before what is still in journal.db, such as books that are built again: it reads the files in archive/ first, and goes
/// on with the rows. All else is the journal's own. One thread reads; it goes on where it stopped, or at the last entry that it was given, so that a file is
/// unpacked once and not once a pass.
/// </summary>
public sealed class JournalWithArchives : IJournal
{
    private readonly SqliteJournal journal;
    private readonly IEventCodec codec;

    /// <summary>By shard, the last sequence that is archived. Whoever archives holds the folder, so it does not change meanwhile.</summary>
    private readonly long[] archivedThrough;
    private readonly Stopped?[] stopped;

    /// <summary>The journal stays its owner's.</summary>
    public JournalWithArchives(SqliteJournal journal, IEventCodec codec)
    {
        ArgumentNullException.ThrowIfNull(journal);
        this.journal = journal;
        this.codec = codec;
        using var database = new SqliteDatabase(journal.Folder, SqliteOpenMode.ReadOnly);
        var rows = new BatchRows(database);
        archivedThrough = [.. Enumerable.Range(0, journal.ShardCount).Select(shard => rows.Beginning(shard, journal.Deployment).Sequence)];
        stopped = new Stopped?[journal.ShardCount];
    }

    public int ShardCount => journal.ShardCount;

    /// <summary>Also of what is archived. An archive that is needed and not there, or is damaged, throws <see cref="JournalException"/> saying so; once it is put back, reading again goes on.</summary>
    public IEnumerable<JournalEntry> Read(int shard, long afterSequence) =>
        afterSequence >= archivedThrough[shard] ? journal.Read(shard, afterSequence) : ReadArchived(shard, afterSequence);

    public void Commit(IReadOnlyList<PendingBatch> batches) => journal.Commit(batches);

    public void Reopen() => journal.Reopen();

    public long LastSequence(int shard) => journal.LastSequence(shard);

    public long FirstSequenceSince(int shard, Moment moment) => journal.FirstSequenceSince(shard, moment);

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard) => journal.ReadCheckpoints(shard);

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough) => journal.WriteCheckpoints(shard, changed, coveredThrough);

    public long CoveredThrough(int shard) => journal.CoveredThrough(shard);

    public IEnumerable<DirectoryRow> ReadDirectory() => journal.ReadDirectory();

    public void Dispose()
    {
        foreach (var reading in stopped)
        {
            reading?.Entries.Dispose();
        }
    }

    private IEnumerable<JournalEntry> ReadArchived(int shard, long afterSequence)
    {
        var before = stopped[shard];
        if (before?.Last == afterSequence + 1)
        {
            yield return before.Entries.Current;
        }

        var entries = before is not null && before.Last - afterSequence is 0 or 1 ? before.Entries : Open(shard, afterSequence);

        // Taken away while it moves: one that throws is over, and would look as if its end were reached.
        while (Advance(shard, entries))
        {
            stopped[shard] = new Stopped(entries, entries.Current.Sequence);
            yield return entries.Current;
        }

        entries.Dispose();
        foreach (var entry in journal.Read(shard, archivedThrough[shard]))
        {
            yield return entry;
        }
    }

    private bool Advance(int shard, IEnumerator<JournalEntry> entries)
    {
        stopped[shard] = null;
        return entries.MoveNext();
    }

    private IEnumerator<JournalEntry> Open(int shard, long afterSequence)
    {
        stopped[shard]?.Entries.Dispose();
        stopped[shard] = null;
        using var database = new SqliteDatabase(journal.Folder, SqliteOpenMode.ReadOnly);
        var batches = new StoredChain(database).ArchivedAfter(shard, afterSequence) ?? throw new JournalException(
            $"Shard {shard} is archived through sequence {archivedThrough[shard]}, and entry {afterSequence + 1} is in no file of {Path.Combine(journal.Folder, ArchiveFile.Folder)} "
            + "that joins on to the journal. Put the archives back there.", outcomeUnknown: false);
        return batches.SelectMany(batch => batch.Decode(codec)).SkipWhile(entry => entry.Sequence <= afterSequence).GetEnumerator();
    }

    private sealed record Stopped(IEnumerator<JournalEntry> Entries, long Last);
}
