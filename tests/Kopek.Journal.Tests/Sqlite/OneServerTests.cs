using Kopek.Engine.Journalling;
using Kopek.Journal.Show;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Sqlite;

public sealed class OneServerTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_server_on_the_same_folder_is_refused_with_its_name()
    {
        using var first = SqliteJournal.Open(folder.Path, Journals.Codec);
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec));
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Another Kopek is running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_free_again_when_the_first_is_closed()
    {
        SqliteJournal.Open(folder.Path, Journals.Codec).Dispose();
        using var second = SqliteJournal.Open(folder.Path, Journals.Codec);
        Assert.Equal(4, second.ShardCount);
    }

    [Fact]
    public void Looking_at_a_journal_and_verifying_it_go_on_beside_the_server()
    {
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
        journal.Commit([Journals.Batch(1, 1, 2)]);
        Assert.Equal(2, JournalShow.Entries(folder.Path, new JournalFilter(), Journals.Codec, TestContext.Current.CancellationToken).Count());
        Assert.Equal(2, JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken).Entries);
        journal.Commit([Journals.Batch(1, 3, 2)]);
        Assert.Equal(4, journal.Read(1, 0).Count());
    }

    [Fact]
    public void A_reading_that_stands_still_holds_up_no_commit()
    {
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
        for (var i = 0; i < 200; i++)
        {
            journal.Commit([Journals.Batch(1, i + 1, 1)]);
        }

        using var reading = journal.Read(1, 0).GetEnumerator();
        Assert.True(reading.MoveNext());
        journal.Commit([Journals.Batch(1, 201, 1)]);
        var count = 1;
        while (reading.MoveNext())
        {
            count++;
        }

        Assert.InRange(count, 200, 201);
        Assert.Equal(201, journal.Read(1, 0).Count());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.Open(Path.Combine(file, "data"), Journals.Codec));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }
}
