using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Commits;

/// <summary>A commit log that is damaged, or does not go with its journal.db: refused, and nothing of it is thrown away.</summary>
public sealed class CommitLogRefusalTests : CrashedFolder
{
    [Fact]
    public void A_record_that_cannot_be_read_before_one_that_can_is_damage_and_nothing_is_thrown_away()
    {
        Crash(commits: 10, movedBefore: 0);
        var path = CommitLog.PathOf(Crashed.Path, 0);
        var bytes = File.ReadAllBytes(path);
        bytes[4 * CommitRecord.PageBytes + 100] ^= 1;
        File.WriteAllBytes(path, bytes);
        var refused = Assert.Throws<JournalException>(() => Open(Crashed));
        Assert.Contains($"journal.db-commits-0 cannot be read at {4 * CommitRecord.PageBytes}, and goes on at {5 * CommitRecord.PageBytes}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Crashed.Path, refused.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => JournalVerify.Run(Crashed.Path, ended: TestContext.Current.CancellationToken));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(10, 0, true)]
    [InlineData(10, 9, true)]
    [InlineData(9, 4, false)]
    public void A_record_that_cannot_be_read_is_missed_only_where_journal_db_lacks_it_or_one_after_it(int movedBefore, int damaged, bool isWhole)
    {
        Crash(commits: 10, movedBefore);
        using (var file = File.OpenHandle(CommitLog.PathOf(Crashed.Path, 0), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, "x"u8, damaged * CommitRecord.PageBytes + 100);
        }

        if (isWhole)
        {
            Assert.Equal(50, JournalVerify.Run(Crashed.Path, ended: TestContext.Current.CancellationToken).Entries);
            AssertWholeCommits(Crashed, 10);
        }
        else
        {
            Assert.Throws<JournalException>(() => Open(Crashed));
        }
    }

    [Fact]
    public void A_journal_older_than_its_log_is_refused_and_keeps_both()
    {
        using var backup = new DataFolder();
        using (var journal = OpenWithoutRest(Running))
        {
            Commit(journal, 0);
            Assert.NotEmpty(journal.Read(0, 0));
            CopyFiles(Running, backup);
        }

        using (var journal = OpenWithoutRest(Running))
        {
            Commit(journal, 1);
        }

        using (var journal = OpenWithoutRest(Running))
        {
            Commit(journal, 2);
            Copy();
        }

        File.Copy(backup.Database, Crashed.Database, overwrite: true);
        File.Copy(backup.Database + "-wal", Crashed.Database + "-wal", overwrite: true);
        var refused = Assert.Throws<JournalException>(() => Open(Crashed));
        Assert.Contains("does not go with journal.db", refused.Message, StringComparison.Ordinal);
        Assert.Contains("move the journal.db-commits-* files to another place", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(CommitLog.PathOf(Crashed.Path, 0)));
        File.Delete(CommitLog.PathOf(Crashed.Path, 0));
        AssertWholeCommits(Crashed, 1);
    }

    [Fact]
    public void A_journal_older_than_its_log_is_refused_also_where_the_log_is_of_another_shard()
    {
        using var backup = new DataFolder();
        using (var journal = Open(Running))
        {
            journal.Commit([Journals.Batch(0, 1, 5), Journals.Batch(1, 1, 5)]);
        }

        CopyFiles(Running, backup);
        using (var journal = Open(Running))
        {
            journal.Commit([Journals.Batch(0, 6, 5)]);
        }

        using (var journal = OpenWithoutRest(Running))
        {
            journal.Commit([Journals.Batch(1, 6, 5)]);
            File.Copy(CommitLog.PathOf(Running.Path, 0), CommitLog.PathOf(backup.Path, 0));
        }

        Assert.Contains("commit 2 cannot be read, and 3 can", Assert.Throws<JournalException>(() => Open(backup)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(CommitLog.PathOf(backup.Path, 0)));
        Assert.Throws<JournalException>(() => JournalVerify.Run(backup.Path, ended: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_log_of_another_journal_is_refused()
    {
        Crash(commits: 3, movedBefore: 0);
        using var other = new DataFolder();
        Open(other).Dispose();
        File.Copy(CommitLog.PathOf(Crashed.Path, 0), CommitLog.PathOf(other.Path, 0));
        Assert.Contains("does not go with journal.db", Assert.Throws<JournalException>(() => Open(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_a_journal_with_more_shards_is_refused()
    {
        using var other = new DataFolder();
        SqliteJournal.Open(other.Path, Journals.Codec, shardCount: 2).Dispose();
        using (var journal = OpenWithoutRest(Running))
        {
            journal.Commit([Journals.Batch(3, 1, 1)]);
            File.Copy(CommitLog.PathOf(Running.Path, 0), CommitLog.PathOf(other.Path, 0));
        }

        Assert.Contains("it has a shard 3", Assert.Throws<JournalException>(() => SqliteJournal.Open(other.Path, Journals.Codec)).Message, StringComparison.Ordinal);
    }
}
