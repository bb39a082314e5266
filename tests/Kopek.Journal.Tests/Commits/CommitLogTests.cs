using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;
using Kopek.Journal.Show;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Tests.Commits;

/// <summary>What only the commit log holds after a crash, and what happens to it.</summary>
public sealed class CommitLogTests : CrashedFolder
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    public void What_only_the_log_holds_is_there_after_a_crash_and_goes_on(int movedBefore)
    {
        Crash(commits: 20, movedBefore);
        using var journal = Open(Crashed);
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
        var before = LogBytes(Crashed);
        Assert.Equal(100, JournalShow.Entries(Crashed.Path, new JournalFilter(), Journals.Codec, TestContext.Current.CancellationToken).Count());
        var report = JournalVerify.Run(Crashed.Path, ended: TestContext.Current.CancellationToken);
        Assert.Equal(100, report.Entries);
        Assert.All(report.Findings, finding => Assert.Contains("never opened", finding.What, StringComparison.Ordinal));
        Assert.Equal(new LineId(7), Assert.Single(NumberHolders.Of(Crashed.Path, DirectoryKind.Msisdn, "79000000019")).Line);
        Assert.Equal(before, LogBytes(Crashed));
    }

    [Fact]
    public void A_number_that_ended_in_the_log_alone_is_shown_once_with_its_end()
    {
        var held = new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(1), Journals.Start, Moment.Never);
        var ended = held with { Until = Journals.At(9) };
        using (var journal = OpenWithoutRest(Running))
        {
            journal.Commit([Journals.Batch(0, 1, 1, held)]);
            Assert.Single(journal.Read(0, 0));
            journal.Commit([Journals.Batch(0, 2, 1, ended)]);
            Copy();
        }

        Assert.Equal([ended], NumberHolders.Of(Crashed.Path, DirectoryKind.Msisdn, "79000000001"));
    }

    [Fact]
    public void A_record_cut_anywhere_was_not_acknowledged_and_all_before_it_stay()
    {
        Crash(commits: 4, movedBefore: 1);
        var whole = File.ReadAllBytes(CommitLog.PathOf(Crashed.Path, 0));
        var ends = CommitLogReading.Of(Crashed.Path).Records.Select((record, number) => number * CommitRecord.PageBytes + record.Length).ToList();
        for (var cut = 0; cut <= 4 * CommitRecord.PageBytes; cut += 331)
        {
            using var copy = new DataFolder();
            CopyFiles(Crashed, copy);
            File.WriteAllBytes(CommitLog.PathOf(copy.Path, 0), whole[..cut]);
            AssertWholeCommits(copy, Math.Max(1, ends.Count(end => end <= cut)));
        }
    }

    [Fact]
    public void What_was_moved_already_is_not_moved_twice()
    {
        Crash(commits: 10, movedBefore: 0);
        using var logs = new DataFolder();
        CopyFiles(Crashed, logs);
        Open(Crashed).Dispose();
        Assert.Empty(Directory.GetFiles(Crashed.Path, "*-commits-*"));
        File.Copy(CommitLog.PathOf(logs.Path, 0), CommitLog.PathOf(Crashed.Path, 0));
        AssertWholeCommits(Crashed, 10);
    }

    [Fact]
    public void What_is_committed_after_a_crash_outlives_the_next_one()
    {
        Crash(commits: 10, movedBefore: 5);
        using var again = new DataFolder();
        using (var journal = OpenWithoutRest(Crashed))
        {
            Commit(journal, 10);
            Commit(journal, 11);
            CopyFiles(Crashed, again);
        }

        AssertWholeCommits(again, 12);
    }

    [Fact]
    public void What_was_recovered_is_in_journal_db_itself_before_the_log_is_deleted()
    {
        Crash(commits: 10, movedBefore: 5);
        using var tables = new DataFolder();
        using (Open(Crashed))
        {
            File.Copy(Crashed.Database, tables.Database);
        }

        AssertWholeCommits(tables, 10);
    }

    [Fact]
    public async Task Who_reads_while_it_is_recovered_is_waited_for_and_then_it_is_in_journal_db_itself()
    {
        Crash(commits: 10, movedBefore: 5);
        using var tables = new DataFolder();
        using var old = new SqliteConnection($"Data Source={Crashed.Database};Pooling=False");
        old.Open();
        using var reading = old.BeginTransaction(deferred: true);
        using var command = old.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        command.Transaction = reading;
        Assert.Equal(10L, command.ExecuteScalar());
        var opening = Task.Run(() => Open(Crashed), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => opening.IsFaulted || Tables.Read(Crashed, "SELECT count(*) FROM journal") == "20", TimeSpan.FromMinutes(1)));
        reading.Rollback();
        using (await opening)
        {
            File.Copy(Crashed.Database, tables.Database);
        }

        AssertWholeCommits(tables, 10);
    }

    [Fact]
    public void A_journal_that_was_closed_leaves_no_log()
    {
        using (var journal = OpenWithoutRest(Running))
        {
            Commit(journal, 0);
            Assert.NotEqual(0, LogBytes(Running));
        }

        Assert.Empty(Directory.GetFiles(Running.Path, "journal.db-*"));
        AssertWholeCommits(Running, 1);
    }

    [Fact]
    public void The_logs_are_begun_anew_while_commits_go_on_and_do_not_grow_for_ever()
    {
        const int entries = 20_000;
        var committed = 0L;
        var bytes = 0L;
        using (var journal = Open(Running))
        {
            while (bytes < 4 * CommitLog.FileBytes)
            {
                var batch = Journals.Batch(1, committed + 1, entries);
                journal.Commit([batch]);
                committed += entries;
                bytes += batch.Bytes.Length;
                Assert.Equal(committed, journal.Read(1, committed - 10).Last().Sequence);
            }

            Assert.InRange(LogBytes(Running), CommitLog.FileBytes, CommitLog.Files * (CommitLog.FileBytes + 2 * batchBytes(bytes, committed / entries)));
            Assert.InRange(new FileInfo(Running.Database + "-wal").Length, 1, CommitLog.FileBytes);
            Copy();
        }

        using var again = Open(Crashed);
        Assert.Equal(committed, again.LastSequence(1));
        Assert.Equal(committed, again.Read(1, 0).Count());

        static long batchBytes(long bytes, long commits) => bytes / commits + CommitRecord.PageBytes;
    }

    [Fact]
    public void Checkpoints_stand_in_journal_db_only_with_all_that_they_cover()
    {
        using (var journal = OpenWithoutRest(Running))
        {
            Commit(journal, 0);
            journal.WriteCheckpoints(0, [new Checkpoint(CheckpointKind.Line, 7, EntriesACommit, new byte[] { 1 })], EntriesACommit);
            Assert.Equal(EntriesACommit, journal.CoveredThrough(0));
            Copy();
        }

        File.Delete(CommitLog.PathOf(Crashed.Path, 0));
        AssertWholeCommits(Crashed, 1);
    }

    [Fact]
    public void What_cannot_be_moved_stays_in_the_log_until_it_can_and_commits_end_meanwhile()
    {
        using var journal = OpenWithoutRest(Running);
        Commit(journal, 0);
        Assert.Equal(EntriesACommit, journal.Read(0, 0).Count());
        Tables.Change(Running, "CREATE TRIGGER refusal BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'no'); END");
        Commit(journal, 1);
        Assert.Contains(Running.Path, Assert.Throws<JournalException>(() => journal.Read(0, 0)).Message, StringComparison.Ordinal);
        Assert.False(Assert.Throws<JournalException>(() => Commit(journal, 2)).OutcomeUnknown);
        Assert.Throws<JournalException>(journal.Reopen);
        Tables.Change(Running, "DROP TRIGGER refusal");
        journal.Reopen();
        Assert.Equal(2 * EntriesACommit, journal.LastSequence(0));
        Commit(journal, 2);
        Assert.Equal(3 * EntriesACommit, journal.Read(0, 0).Count());
    }

    [Fact]
    public void A_journal_that_was_closed_takes_nothing_and_lets_nobody_wait()
    {
        var journal = OpenWithoutRest(Running);
        Commit(journal, 0);
        journal.Dispose();
        Assert.Throws<JournalException>(() => journal.WriteCheckpoints(0, [], 1));
        Assert.Throws<JournalException>(() => Commit(journal, 1));
        _ = journal.Read(0, 0);
    }

    [Fact]
    public void A_journal_from_before_there_was_a_log_opens_and_then_belongs_to_those_who_know_of_it()
    {
        using (var journal = Open(Running))
        {
            Commit(journal, 0);
        }

        Tables.Change(Running, "UPDATE meta SET value = '1' WHERE what = 'format'");
        Assert.Equal(EntriesACommit + 2, JournalVerify.Run(Running.Path, ended: TestContext.Current.CancellationToken).Entries);
        AssertWholeCommits(Running, 1);
        Assert.Equal("2", Tables.Read(Running, "SELECT value FROM meta WHERE what = 'format'"));
    }
}
