using Kopek.Core;
using Kopek.Engine.Journalling;
using Kopek.Journal.Archive;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Codec;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Archive;

/// <summary>Forty entries in batches of two, of which thirty are in three archives.</summary>
public sealed class JournalWithArchivesTests : IDisposable
{
    private const int Last = 40;
    private static readonly long[] all = [.. Enumerable.Range(1, Last).Select(n => (long)n)];
    private readonly DataFolder folder = new();
    private readonly SqliteJournal journal;

    public JournalWithArchivesTests()
    {
        journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        for (var first = 1; first < Last; first += 2)
        {
            journal.Commit([Journals.Batch(1, first, 2)]);
        }

        foreach (var through in new[] { 10, 20, 30 })
        {
            journal.WriteCheckpoints(1, [], through);
            JournalArchive.Run(journal, JournalArchive.LeastKept, Journals.Start + TimeSpan.FromDays(100));
        }
    }

    private string[] Archives => [.. Directory.GetFiles(Path.Combine(folder.Path, "archive")).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_is_read_from_the_first_entry_and_from_any()
    {
        Assert.Throws<JournalException>(() => journal.Read(1, 0).Count());
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        for (var after = 0L; after <= Last; after++)
        {
            Assert.Equal(all.Where(sequence => sequence > after), reader.Read(1, after).Select(entry => entry.Sequence));
        }

        Assert.Equal(Journals.Happened(7), reader.Read(1, 6).First().Event);
        Assert.Empty(reader.Read(0, 0));
    }

    [Fact]
    public void Who_stopped_in_the_middle_goes_on_there_or_anywhere_else()
    {
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        var read = new List<long>();
        while (reader.Read(1, read.LastOrDefault()).Take(7).Select(entry => entry.Sequence).ToArray() is { Length: > 0 } some)
        {
            read.AddRange(some);
            Assert.Equal([3, 4], reader.Read(1, 2).Take(2).Select(entry => entry.Sequence));
            Assert.Equal([read[^1]], reader.Read(1, read[^1] - 1).Take(1).Select(entry => entry.Sequence));
        }

        Assert.Equal(all, read);
    }

    /// <summary>Notices look at one entry more than they take: they stop between commands.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Who_goes_on_does_not_open_a_file_again(int lookedAhead)
    {
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        Assert.Equal(all[..(3 + lookedAhead)], reader.Read(1, 0).Take(3 + lookedAhead).Select(entry => entry.Sequence));
        var (first, aside) = (Archives[0], folder.Database + ".kja");
        File.Move(first, aside);
        for (var after = 3; after < 9; after += 3)
        {
            Assert.Equal(all[after..(after + 3 + lookedAhead)], reader.Read(1, after).Take(3 + lookedAhead).Select(entry => entry.Sequence));
        }

        Assert.Equal(all[9..], reader.Read(1, 9).Select(entry => entry.Sequence));
        Assert.Throws<JournalException>(() => reader.Read(1, 0).Count());
    }

    [Fact]
    public void An_archive_that_cannot_be_opened_is_said_only_to_who_needs_it()
    {
        File.Move(Archives[0], folder.Database + ".kja");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "archive", "shard-01.kja"), Path.Combine(folder.Path, "another-disk", "shard-01.kja"));
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        Assert.Equal(all[30..], reader.Read(1, 30).Select(entry => entry.Sequence));
        Assert.Contains("shard-01.kja", Assert.Throws<JournalException>(() => reader.Read(1, 0).Count()).Message, StringComparison.Ordinal);
        Assert.Contains("shard-01.kja", Assert.Throws<JournalException>(() => JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_is_away_is_missed_until_it_is_put_back()
    {
        var (first, aside) = (Archives[0], folder.Database + ".kja");
        File.Move(first, aside);
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        Assert.Contains("entry 1 is in no file of", Assert.Throws<JournalException>(() => reader.Read(1, 0).Count()).Message, StringComparison.Ordinal);
        Assert.Equal(all[10..], reader.Read(1, 10).Select(entry => entry.Sequence));
        File.Move(aside, first);
        Assert.Equal(all, reader.Read(1, 0).Select(entry => entry.Sequence));
    }

    /// <summary>A backup was restored and lived another life: its archives have the same names, and other entries.</summary>
    [Fact]
    public void Of_an_archive_of_another_life_of_the_journal_not_one_entry_is_given_out()
    {
        using var other = new DataFolder();
        using var backup = new DataFolder();
        SqliteJournal.Open(other.Path, Journals.Codec, shardCount: 1).Dispose();
        foreach (var file in Directory.GetFiles(other.Path))
        {
            File.Copy(file, Path.Combine(backup.Path, Path.GetFileName(file)));
        }

        using (var one = Archived(backup, minute: 0))
        {
        }

        using var journal = Archived(other, minute: 1);
        var own = Assert.Single(Directory.GetFiles(Path.Combine(other.Path, "archive")));
        File.Copy(Path.Combine(backup.Path, "archive", Path.GetFileName(own)), own, overwrite: true);
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        Assert.Contains("the journal does not follow from it", Assert.Throws<JournalException>(() => reader.Read(0, 0).First()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_never_passed_over()
    {
        using var reader = new JournalWithArchives(journal, Journals.Codec);
        Assert.Equal(all[..5], reader.Read(1, 0).Take(5).Select(entry => entry.Sequence));
        var second = Archives[1];
        var bytes = File.ReadAllBytes(second);
        File.WriteAllBytes(second, bytes[..^20]);
        var last = 5L;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failed = Assert.Throws<JournalException>(() =>
            {
                foreach (var entry in reader.Read(1, last))
                {
                    last = entry.Sequence;
                }
            });
            Assert.Contains(second, failed.Message, StringComparison.Ordinal);
        }

        Assert.InRange(last, 5, 20);
        File.Copy(Archives[0], second, overwrite: true);
        Assert.Throws<JournalException>(() => reader.Read(1, 5).Count());
        File.WriteAllBytes(second, bytes);
        Assert.Equal(all[5..], reader.Read(1, 5).Select(entry => entry.Sequence));
    }

    private static SqliteJournal Archived(DataFolder folder, int minute)
    {
        var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
        journal.Commit([Journals.Batch(0, 1, (minute, StoredExamples.Line, (object)Journals.Happened(1)))]);
        journal.WriteCheckpoints(0, [], 1);
        Assert.Equal(1, JournalArchive.Run(journal, JournalArchive.LeastKept, Journals.Start + TimeSpan.FromDays(100)).Files);
        return journal;
    }
}
