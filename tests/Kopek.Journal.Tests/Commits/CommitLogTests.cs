using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;
using Kopek.Journal.Show;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Tests.Commits;

/// <summary>What a crash leaves: journal.db up to some commit, and the commit log with all of them. The crash is a copy of the folder while nothing moves.</summary>
public sealed class CommitLogTests : IDisposable
{
    private const int EntriesACommit = 3;

    private readonly DataFolder folder = new();
    private readonly DataFolder crashed = new();

    public void Dispose()
    {
        folder.Dispose();
        crashed.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    public void What_only_the_log_holds_is_there_after_a_crash_and_goes_on(int movedBefore)
    {
        Crash(commits: 20, movedBefore);
        using var journal = Open(crashed);
        Assert.Equal([60, 0, 40, 0], Enumerable.Range(0, 4).Select(journal.LastSequence));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), journal.Read(0, 0).Select(entry => entry.Sequence));
        Assert.Equal(40, journal.Read(2, 0).Count());
        Assert.Equal(20, journal.ReadDirectory().Count());
        journal.Commit([Journals.Batch(0, 61, 1)]);
        Assert.Equal(61, journal.Read(0, 0).Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Who_only_looks_sees_it_too_and_changes_nothing(int movedBefore)
    {
        Crash(commits: 20, movedBefore);
        var before = LogBytes(crashed);
        Assert.Equal(100, JournalShow.Entries(crashed.Path, new JournalFilter(), Journals.Codec, TestContext.Current.CancellationToken).Count());
        var report = JournalVerify.Run(crashed.Path, ended: TestContext.Current.CancellationToken);
        Assert.Equal(100, report.Entries);
        Assert.All(report.Findings, finding => Assert.Contains("never opened", finding.What, StringComparison.Ordinal));
        Assert.Equal(new LineId(7), Assert.Single(NumberHolders.Of(crashed.Path, DirectoryKind.Msisdn, "79000000019")).Line);
        Assert.Equal(before, LogBytes(crashed));
    }

    [Fact]
    public void A_number_that_ended_in_the_log_alone_is_shown_once_with_its_end()
    {
        var held = new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(1), Journals.Start, Moment.Never);
        var ended = held with { Until = Journals.At(9) };
        using (var journal = OpenWithoutRest(folder))
        {
            journal.Commit([Journals.Batch(0, 1, 1, held)]);
            Assert.Single(journal.Read(0, 0));
            journal.Commit([Journals.Batch(0, 2, 1, ended)]);
            Copy();
        }

        Assert.Equal([ended], NumberHolders.Of(crashed.Path, DirectoryKind.Msisdn, "79000000001"));
    }

    [Fact]
    public void A_record_cut_anywhere_was_not_acknowledged_and_all_before_it_stay()
    {
        Crash(commits: 4, movedBefore: 1);
        var whole = File.ReadAllBytes(CommitLog.PathOf(crashed.Path, 0));
        var ends = CommitLogReading.Of(crashed.Path).Records.Select((record, number) => number * CommitRecord.PageBytes + record.Length).ToList();
        for (var cut = 0; cut <= 4 * CommitRecord.PageBytes; cut += 331)
        {
            using var copy = new DataFolder();
            CopyFiles(crashed, copy);
            File.WriteAllBytes(CommitLog.PathOf(copy.Path, 0), whole[..cut]);
            AssertWholeCommits(copy, Math.Max(1, ends.Count(end => end <= cut)));
        }
    }

    [Fact]
    public void What_was_moved_already_is_not_moved_twice()
    {
        Crash(commits: 10, movedBefore: 0);
        using var logs = new DataFolder();
        CopyFiles(crashed, logs);
        Open(crashed).Dispose();
        Assert.Empty(Directory.GetFiles(crashed.Path, "*-commits-*"));
        File.Copy(CommitLog.PathOf(logs.Path, 0), CommitLog.PathOf(crashed.Path, 0));
        AssertWholeCommits(crashed, 10);
    }

    [Fact]
    public void What_was_recovered_is_in_journal_db_itself_before_the_log_is_deleted()
    {
        Crash(commits: 10, movedBefore: 5);
        using var tables = new DataFolder();
        using (Open(crashed))
        {
            File.Copy(crashed.Database, tables.Database);
        }

        AssertWholeCommits(tables, 10);
    }

    [Fact]
    public async Task Who_reads_while_it_is_recovered_is_waited_for_and_then_it_is_in_journal_db_itself()
    {
        Crash(commits: 10, movedBefore: 5);
        using var tables = new DataFolder();
        using var old = new SqliteConnection($"Data Source={crashed.Database};Pooling=False");
        old.Open();
        using var reading = old.BeginTransaction(deferred: true);
        using var command = old.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        command.Transaction = reading;
        Assert.Equal(10L, command.ExecuteScalar());
        var opening = Task.Run(() => Open(crashed), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => opening.IsFaulted || Tables.Read(crashed, "SELECT count(*) FROM journal") == "20", TimeSpan.FromMinutes(1)));
        reading.Rollback();
        using (await opening)
        {
            File.Copy(crashed.Database, tables.Database);
        }

        AssertWholeCommits(tables, 10);
    }

    [Fact]
    public void A_record_that_cannot_be_read_before_one_that_can_is_damage_and_nothing_is_thrown_away()
    {
        Crash(commits: 10, movedBefore: 0);
        var path = CommitLog.PathOf(crashed.Path, 0);
        var bytes = File.ReadAllBytes(path);
        bytes[4 * CommitRecord.PageBytes + 100] ^= 1;
        File.WriteAllBytes(path, bytes);
        var refused = Assert.Throws<JournalException>(() => Open(crashed));
        Assert.Contains($"journal.db-commits-0 cannot be read at {4 * CommitRecord.PageBytes}, and goes on at {5 * CommitRecord.PageBytes}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(crashed.Path, refused.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => JournalVerify.Run(crashed.Path, ended: TestContext.Current.CancellationToken));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(10, 0, true)]
    [InlineData(10, 9, true)]
    [InlineData(9, 4, false)]
    public void A_record_that_cannot_be_read_is_missed_only_where_journal_db_lacks_it_or_one_after_it(int movedBefore, int damaged, bool isWhole)
    {
        Crash(commits: 10, movedBefore);
        using (var file = File.OpenHandle(CommitLog.PathOf(crashed.Path, 0), FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, "x"u8, damaged * CommitRecord.PageBytes + 100);
        }

        if (isWhole)
        {
            Assert.Equal(50, JournalVerify.Run(crashed.Path, ended: TestContext.Current.CancellationToken).Entries);
            AssertWholeCommits(crashed, 10);
        }
        else
        {
            Assert.Throws<JournalException>(() => Open(crashed));
        }
    }

    [Fact]
    public void A_journal_older_than_its_log_is_refused_and_keeps_both()
    {
        using var backup = new DataFolder();
        using (var journal = OpenWithoutRest(folder))
        {
            Commit(journal, 0);
            Assert.NotEmpty(journal.Read(0, 0));
            CopyFiles(folder, backup);
        }

        using (var journal = OpenWithoutRest(folder))
        {
            Commit(journal, 1);
        }

        using (var journal = OpenWithoutRest(folder))
        {
            Commit(journal, 2);
            Copy();
        }

        File.Copy(backup.Database, crashed.Database, overwrite: true);
        File.Copy(backup.Database + "-wal", crashed.Database + "-wal", overwrite: true);
        var refused = Assert.Throws<JournalException>(() => Open(crashed));
        Assert.Contains("does not go with journal.db", refused.Message, StringComparison.Ordinal);
        Assert.Contains("move the journal.db-commits-* files to another place", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(CommitLog.PathOf(crashed.Path, 0)));
        File.Delete(CommitLog.PathOf(crashed.Path, 0));
        AssertWholeCommits(crashed, 1);
    }

    [Fact]
    public void A_journal_older_than_its_log_is_refused_also_where_the_log_is_of_another_shard()
    {
        using var backup = new DataFolder();
        using (var journal = Open(folder))
        {
            journal.Commit([Journals.Batch(0, 1, 5), Journals.Batch(1, 1, 5)]);
        }

        CopyFiles(folder, backup);
        using (var journal = Open(folder))
        {
            journal.Commit([Journals.Batch(0, 6, 5)]);
        }

        using (var journal = OpenWithoutRest(folder))
        {
            journal.Commit([Journals.Batch(1, 6, 5)]);
            File.Copy(CommitLog.PathOf(folder.Path, 0), CommitLog.PathOf(backup.Path, 0));
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
        File.Copy(CommitLog.PathOf(crashed.Path, 0), CommitLog.PathOf(other.Path, 0));
        Assert.Contains("does not go with journal.db", Assert.Throws<JournalException>(() => Open(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_was_closed_leaves_no_log()
    {
        using (var journal = OpenWithoutRest(folder))
        {
            Commit(journal, 0);
            Assert.NotEqual(0, LogBytes(folder));
        }

        Assert.Empty(Directory.GetFiles(folder.Path, "journal.db-*"));
        AssertWholeCommits(folder, 1);
    }

    [Fact]
    public void The_logs_are_begun_anew_while_commits_go_on_and_do_not_grow_for_ever()
    {
        const int entries = 20_000;
        var committed = 0L;
        var bytes = 0L;
        using (var journal = Open(folder))
        {
            while (bytes < 4 * CommitLog.FileBytes)
            {
                var batch = Journals.Batch(1, committed + 1, entries);
                journal.Commit([batch]);
                committed += entries;
                bytes += batch.Bytes.Length;
                Assert.Equal(committed, journal.Read(1, committed - 10).Last().Sequence);
            }

            Assert.InRange(LogBytes(folder), CommitLog.FileBytes, CommitLog.Files * (CommitLog.FileBytes + 2 * batchBytes(bytes, committed / entries)));
            Assert.InRange(new FileInfo(folder.Database + "-wal").Length, 1, CommitLog.FileBytes);
            Copy();
        }

        using var again = Open(crashed);
        Assert.Equal(committed, again.LastSequence(1));
        Assert.Equal(committed, again.Read(1, 0).Count());

        static long batchBytes(long bytes, long commits) => bytes / commits + CommitRecord.PageBytes;
    }

    [Fact]
    public void Checkpoints_stand_in_journal_db_only_with_all_that_they_cover()
    {
        using (var journal = OpenWithoutRest(folder))
        {
            Commit(journal, 0);
            journal.WriteCheckpoints(0, [new Checkpoint(CheckpointKind.Line, 7, EntriesACommit, new byte[] { 1 })], EntriesACommit);
            Assert.Equal(EntriesACommit, journal.CoveredThrough(0));
            Copy();
        }

        File.Delete(CommitLog.PathOf(crashed.Path, 0));
        AssertWholeCommits(crashed, 1);
    }

    [Fact]
    public void What_cannot_be_moved_stays_in_the_log_until_it_can_and_commits_end_meanwhile()
    {
        using var journal = OpenWithoutRest(folder);
        Commit(journal, 0);
        Assert.Equal(EntriesACommit, journal.Read(0, 0).Count());
        Tables.Change(folder, "CREATE TRIGGER refusal BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'no'); END");
        Commit(journal, 1);
        Assert.Contains(folder.Path, Assert.Throws<JournalException>(() => journal.Read(0, 0)).Message, StringComparison.Ordinal);
        Assert.False(Assert.Throws<JournalException>(() => Commit(journal, 2)).OutcomeUnknown);
        Assert.Throws<JournalException>(journal.Reopen);
        Tables.Change(folder, "DROP TRIGGER refusal");
        journal.Reopen();
        Assert.Equal(2 * EntriesACommit, journal.LastSequence(0));
        Commit(journal, 2);
        Assert.Equal(3 * EntriesACommit, journal.Read(0, 0).Count());
    }

    [Fact]
    public void A_journal_that_was_closed_takes_nothing_and_lets_nobody_wait()
    {
        var journal = OpenWithoutRest(folder);
        Commit(journal, 0);
        journal.Dispose();
        Assert.Throws<JournalException>(() => journal.WriteCheckpoints(0, [], 1));
        Assert.Throws<JournalException>(() => Commit(journal, 1));
        _ = journal.Read(0, 0);
    }

    [Fact]
    public void A_journal_from_before_there_was_a_log_opens_and_then_belongs_to_those_who_know_of_it()
    {
        using (var journal = Open(folder))
        {
            Commit(journal, 0);
        }

        Tables.Change(folder, "UPDATE meta SET value = '1' WHERE what = 'format'");
        Assert.Equal(EntriesACommit + 2, JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken).Entries);
        AssertWholeCommits(folder, 1);
        Assert.Equal("2", Tables.Read(folder, "SELECT value FROM meta WHERE what = 'format'"));
    }

    private static SqliteJournal Open(DataFolder where) => SqliteJournal.Open(where.Path, Journals.Codec, shardCount: 4);

    /// <summary>Commits stay in the log alone until somebody reads.</summary>
    private static SqliteJournal OpenWithoutRest(DataFolder where) => SqliteJournal.Open(where.Path, Journals.Codec, 4, TimeProvider.System, Timeout.InfiniteTimeSpan);

    private static void Commit(SqliteJournal journal, int number) => journal.Commit(
    [
        Journals.Batch(0, number * EntriesACommit + 1, EntriesACommit, new DirectoryRow(DirectoryKind.Msisdn, $"790000000{number:00}", new LineId(7), Journals.Start, Moment.Never)),
        Journals.Batch(2, number * 2 + 1, 2),
    ]);

    private static void AssertWholeCommits(DataFolder where, int commits)
    {
        using var journal = Open(where);
        Assert.Equal((commits * EntriesACommit, commits * 2), (journal.LastSequence(0), journal.LastSequence(2)));
        Assert.Equal(commits * EntriesACommit, journal.Read(0, 0).Count());
        Assert.Equal(commits, journal.ReadDirectory().Count());
    }

    private static long LogBytes(DataFolder where) => Directory.GetFiles(where.Path, "*-commits-*").Sum(path => new FileInfo(path).Length);

    private static void CopyFiles(DataFolder from, DataFolder to)
    {
        foreach (var path in Directory.GetFiles(from.Path, "journal.db*"))
        {
            File.Copy(path, Path.Combine(to.Path, Path.GetFileName(path)), overwrite: true);
        }
    }

    private void Crash(int commits, int movedBefore)
    {
        using var journal = OpenWithoutRest(folder);
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

    private void Copy() => CopyFiles(folder, crashed);
}
