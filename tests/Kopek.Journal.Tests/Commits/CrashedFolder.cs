using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;

namespace Kopek.Journal.Tests.Commits;

/// <summary>What a crash leaves: journal.db up to some commit, and the commit log with all of them. The crash is a copy of the folder while nothing moves.</summary>
public abstract class CrashedFolder : IDisposable
{
    protected const int EntriesACommit = 3;

    private protected DataFolder Running { get; } = new();

    private protected DataFolder Crashed { get; } = new();

    public void Dispose()
    {
        Running.Dispose();
        Crashed.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static SqliteJournal Open(DataFolder where) => SqliteJournal.Open(where.Path, Journals.Codec, shardCount: 4);

    /// <summary>Commits stay in the log alone until somebody reads.</summary>
    private protected static SqliteJournal OpenWithoutRest(DataFolder where) => SqliteJournal.Open(where.Path, Journals.Codec, 4, TimeProvider.System, Timeout.InfiniteTimeSpan);

    private protected static void Commit(SqliteJournal journal, int number) => journal.Commit(
    [
        Journals.Batch(0, number * EntriesACommit + 1, EntriesACommit, new DirectoryRow(DirectoryKind.Msisdn, $"790000000{number:00}", new LineId(7), Journals.Start, Moment.Never)),
        Journals.Batch(2, number * 2 + 1, 2),
    ]);

    private protected static void AssertWholeCommits(DataFolder where, int commits)
    {
        using var journal = Open(where);
        Assert.Equal((commits * EntriesACommit, commits * 2), (journal.LastSequence(0), journal.LastSequence(2)));
        Assert.Equal(commits * EntriesACommit, journal.Read(0, 0).Count());
        Assert.Equal(commits, journal.ReadDirectory().Count());
    }

    private protected static long LogBytes(DataFolder where) => Directory.GetFiles(where.Path, "*-commits-*").Sum(path => new FileInfo(path).Length);

    private protected static void CopyFiles(DataFolder from, DataFolder to)
    {
        foreach (var path in Directory.GetFiles(from.Path, "journal.db*"))
        {
            File.Copy(path, Path.Combine(to.Path, Path.GetFileName(path)), overwrite: true);
        }
    }

    protected void Crash(int commits, int movedBefore)
    {
        using var journal = OpenWithoutRest(Running);
        for (var number = 0; number < commits; number++)
        {
            if (number == movedBefore)
            {
                _ = journal.Read(0, 0).Count();
            }

            Commit(journal, number);
        }

        if (movedBefore == commits)
        {
            _ = journal.Read(0, 0).Count();
        }

        Copy();
    }

    protected void Copy() => CopyFiles(Running, Crashed);
}
