using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Archive;
using Kopek.Journal.Show;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Archive;

public sealed class JournalArchiveTests : IDisposable
{
    private const int MinutesADay = 24 * 60;
    private const int Days = 40;
    private static readonly TimeSpan keep = TimeSpan.FromDays(30);
    private static readonly Moment now = Journals.Start + TimeSpan.FromDays(Days);
    private static readonly LineId line = new(4);

    private readonly DataFolder folder = new();
    private readonly SqliteJournal journal;

    /// <summary>One line, paid 100 kopeks a day for forty days, a batch a day.</summary>
    public JournalArchiveTests()
    {
        journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        journal.Commit([Journals.Batch(0, 1, (0, line, new LineEvent.Opened("PAYGO", "KDR", "Europe/Moscow", ConnectionFeePaid: true)))]);
        for (var day = 1; day <= Days; day++)
        {
            journal.Commit([Journals.Batch(0, day + 1, (day * MinutesADay, line,
                new LineEvent.MoneyAdded(day, LotKind.TopUp, new Money(100), Journals.Start, OrderId.None, LedgerAccount.Receipts)))]);
        }
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_is_older_than_the_keeping_time_moves_into_a_file_and_stays_verified()
    {
        journal.WriteCheckpoints(0, [], 41);
        var report = JournalArchive.Run(journal, keep, now);
        Assert.Equal(new ArchiveReport(1, 10, 10), report);
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "archive"), "shard-00-000000000001-000000000010.kja"));
        var verified = Verified();
        Assert.Empty(verified.Findings);
        Assert.True(verified.IsWhole);
        Assert.Equal((41, 1), (verified.Entries, verified.Lines));
        Assert.Equal(new Money(4_000), verified.Totals[LedgerAccount.Receipts]);
    }

    [Fact]
    public void Verification_starts_from_the_anchor_where_the_archive_was_taken_away()
    {
        journal.WriteCheckpoints(0, [], 41);
        JournalArchive.Run(journal, keep, now);
        Directory.Delete(Path.Combine(folder.Path, "archive"), recursive: true);
        var verified = Verified();
        Assert.Empty(verified.Findings);
        Assert.False(verified.IsWhole);
        Assert.Equal(31, verified.Entries);
        Assert.Equal(new Money(4_000), verified.Totals[LedgerAccount.Receipts]);
    }

    [Fact]
    public void Only_what_checkpoints_cover_is_moved()
    {
        journal.WriteCheckpoints(0, [], 4);
        Assert.Equal(new ArchiveReport(1, 4, 4), JournalArchive.Run(journal, keep, now));
        Assert.Equal(new ArchiveReport(0, 0, 0), JournalArchive.Run(journal, keep, now));
    }

    [Theory]
    [InlineData(9, 40, 9, true)]
    [InlineData(40, 9, 9, true)]
    [InlineData(10, 40, 10, false)]
    [InlineData(0, 0, 0, true)]
    public void What_one_of_those_who_follow_has_not_taken_in_stays_and_is_said(long one, long other, int moved, bool isHeld)
    {
        journal.WriteCheckpoints(0, [], 41);
        IReadOnlyDictionary<int, long>[] followers = [new Dictionary<int, long> { [0] = one, [1] = 0 }, new Dictionary<int, long> { [0] = other }, new Dictionary<int, long>()];
        var report = JournalArchive.Run(journal, keep, now, followers);
        Assert.Equal(moved, report.Batches);
        Assert.Equal(isHeld ? [new ArchiveHold(0, 10)] : [], report.Held);
        Assert.Equal(41 - moved, journal.Read(0, moved).Count());
        Assert.Empty(JournalArchive.Run(journal, keep, now).Held);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(2, 2, false)]
    public void What_only_checkpoints_do_not_cover_whole_is_held_by_nobody_who_follows(long takenIn, long moved, bool isHeld)
    {
        journal.Commit([Journals.Batch(1, 1, 2), Journals.Batch(1, 3, 2)]);
        journal.WriteCheckpoints(1, [], 3);
        var report = JournalArchive.Run(journal, keep, now, new Dictionary<int, long> { [1] = takenIn });
        Assert.Equal(moved, report.Entries);
        Assert.Equal(isHeld ? [new ArchiveHold(1, 2)] : [], report.Held);
    }

    [Fact]
    public void The_journal_goes_on_after_an_archive_and_after_opening_again()
    {
        journal.WriteCheckpoints(0, [], 41);
        JournalArchive.Run(journal, TimeSpan.FromDays(1), now + TimeSpan.FromDays(100));
        journal.Reopen();
        Assert.Equal(41, journal.LastSequence(0));
        Assert.Equal(42, journal.FirstSequenceSince(0, Journals.Start));
        Assert.Empty(journal.Read(0, 41));
        journal.Commit([Journals.Batch(0, 42, 3)]);
        Assert.Equal([42, 43, 44], journal.Read(0, 41).Select(entry => entry.Sequence));
        var gone = Assert.Throws<JournalException>(() => journal.Read(0, 3).Count());
        Assert.Contains("archived through sequence 41", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_archive_joins_the_first()
    {
        journal.WriteCheckpoints(0, [], 41);
        JournalArchive.Run(journal, keep, now);
        JournalArchive.Run(journal, keep, now + TimeSpan.FromDays(10));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "archive")).Length);
        Assert.Empty(Verified().Findings);
        Assert.Equal(41, JournalShow.Entries(folder.Path, new JournalFilter(), Journals.Codec, TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public void An_archive_that_was_changed_is_found()
    {
        journal.WriteCheckpoints(0, [], 41);
        JournalArchive.Run(journal, keep, now);
        var path = Directory.GetFiles(Path.Combine(folder.Path, "archive")).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, bytes);
        Assert.NotEmpty(Verified().Findings);
        File.WriteAllBytes(path, bytes[..(bytes.Length - 5)]);
        Assert.NotEmpty(Verified().Findings);
    }

    [Fact]
    public void Less_than_a_day_is_not_kept_by_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JournalArchive.Run(journal, TimeSpan.FromHours(23), now));

    private JournalReport Verified() => JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
}
