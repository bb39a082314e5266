using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Sqlite;

public sealed class DamagedJournalTests : IDisposable
{
    private readonly DataFolder folder = new();

    public DamagedJournalTests()
    {
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        for (var i = 0; i < 200; i++)
        {
            journal.Commit([Journals.Batch(1, i * 3 + 1, 3), Journals.Batch(2, i * 2 + 1, 2)]);
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("UPDATE journal SET events = substr(events, 1, 20) WHERE shard = 1 AND sequence = 301", "checksum")]
    [InlineData("UPDATE journal SET events = substr(events, 1, 4) WHERE shard = 1 AND sequence = 301", "cut off")]
    [InlineData("UPDATE journal SET events = CAST(x'07' || substr(events, 2) AS BLOB) WHERE shard = 1 AND sequence = 301", "version is 7")]
    [InlineData("UPDATE journal SET count = 2 WHERE shard = 1 AND sequence = 301", "count")]
    [InlineData("UPDATE journal SET hash = zeroblob(32) WHERE shard = 1 AND sequence = 301", "hash")]
    [InlineData("UPDATE journal SET events = (SELECT events FROM journal WHERE shard = 1 AND sequence = 304) WHERE shard = 1 AND sequence = 301", "hash")]
    [InlineData("DELETE FROM journal WHERE shard = 1 AND sequence = 301", "301 to 303 before it are missing")]
    public void A_row_that_was_changed_is_named_and_never_passed_over(string change, string fault)
    {
        Change(change);
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
        var read = new List<long>();
        var damaged = Assert.Throws<JournalException>(() => read.AddRange(journal.Read(1, 0).Select(entry => entry.Sequence)));
        Assert.Contains("shard 1, sequence 30", damaged.Message, StringComparison.Ordinal);
        Assert.Contains(fault, damaged.Message, StringComparison.Ordinal);
        Assert.Contains("kopek journal verify", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(400, journal.Read(2, 0).Count());
        var report = JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
        Assert.Contains(report.Findings, finding => finding is { Shard: 1, Sequence: 301 or 304 } && finding.What.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flipped_byte_in_each_part_of_a_row_is_found()
    {
        for (var at = 1; at <= 60; at += 3)
        {
            Change($"""
                UPDATE journal SET events = CAST(substr(events, 1, {at - 1}) || CASE substr(events, {at}, 1) WHEN x'55' THEN x'56' ELSE x'55' END || substr(events, {at + 1}) AS BLOB)
                WHERE shard = 1 AND sequence = {at * 3 + 1}
                """);
            var report = JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
            Assert.Contains(report.Findings, finding => finding.Shard == 1 && finding.Sequence == at * 3 + 1);
        }
    }

    [Fact]
    public void A_row_that_was_written_anew_with_matching_checksum_breaks_the_chain()
    {
        using var other = new DataFolder();
        using (var journal = SqliteJournal.Open(other.Path, Journals.Codec, shardCount: 4))
        {
            journal.Commit([Journals.Batch(1, 1, 3)]);
        }

        Change($"ATTACH '{other.Database}' AS other; DELETE FROM journal WHERE shard = 1 AND sequence = 1; INSERT INTO journal SELECT * FROM other.journal");
        var report = JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
        Assert.Contains(report.Findings, finding => finding is { Shard: 1, Sequence: 1 });
    }

    [Fact]
    public void A_damaged_end_is_named_before_the_journal_opens()
    {
        Change("UPDATE journal SET events = substr(events, 1, 30) WHERE shard = 2 AND sequence = 399");
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec));
        Assert.Contains("shard 2, sequence 399", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_is_an_error_that_names_folder_or_place()
    {
        var length = new FileInfo(folder.Database).Length;
        using (var file = File.OpenWrite(folder.Database))
        {
            file.SetLength(length / 2);
        }

        var cut = Assert.Throws<JournalException>(() =>
        {
            using var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
            Assert.Equal(600, journal.Read(1, 0).Count());
            Assert.Equal(400, journal.Read(2, 0).Count());
        });
        Assert.True(cut.Message.Contains(folder.Path, StringComparison.Ordinal) || cut.Message.Contains("shard", StringComparison.Ordinal), cut.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_an_error_that_names_the_folder()
    {
        File.WriteAllText(folder.Database, new string('x', 10_000));
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec));
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_another_format_or_shard_count_is_refused()
    {
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 8));
        Assert.Contains("4 shards", refused.Message, StringComparison.Ordinal);
        Change("UPDATE meta SET value = '3' WHERE what = 'format'");
        refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec));
        Assert.Contains("format 3", refused.Message, StringComparison.Ordinal);
    }

    private void Change(string sql) => Tables.Change(folder, sql);
}
