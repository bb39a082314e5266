using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Tests.Statements;

public sealed class BooksTailTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whoever_waits_sees_what_was_committed()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        using var tail = new BooksTail(scene.Journal, scene.Folder, new BooksOptions { Gathering = Long });
        tail.Start();
        var shard = line.Shard(BooksScene.ShardCount);
        for (var count = 0; count < 5; count++)
        {
            scene.TopUp(line, 100);
            tail.Committed(shard, scene.Journal.LastSequence(shard));
            Assert.True(await tail.CaughtUp(shard, Long));
            Assert.Equal(scene.Read(line).Balance, tail.Reader.Page(line, null, 1).Items[0].BalanceAfter);
            Assert.Equal(scene.Now, tail.AsOf(shard, scene.Now));
        }
    }

    [Fact]
    public async Task What_is_not_taken_in_yet_is_shown_as_lag()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Project();
        var shard = line.Shard(BooksScene.ShardCount);
        using var tail = new BooksTail(scene.Journal, scene.Folder);

        // It does not follow yet, so nothing is taken in.
        tail.Committed(shard, scene.Journal.LastSequence(shard) + 3);
        Assert.True(tail.Behind >= 3);
        Assert.False(await tail.CaughtUp(shard, TimeSpan.FromMilliseconds(1)));
        Assert.True(tail.AsOf(shard, Moment.Never) < Moment.Never);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_tried_again()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        var journal = new InterruptedJournal(scene.Journal, entries: 1) { IsHealing = true };
        using var tail = new BooksTail(journal, scene.Folder, new BooksOptions { RetryAfter = TimeSpan.FromMilliseconds(1) });
        tail.Start();
        var shard = line.Shard(BooksScene.ShardCount);
        Assert.True(await tail.CaughtUp(shard, Long));
        Assert.Null(tail.Fault);
        Assert.Equal(0, tail.Behind);
        Assert.NotEmpty(tail.Reader.Page(line, null, 10).Items);
    }

    [Fact]
    public void Books_in_a_folder_that_is_not_there_are_refused_with_what_to_do()
    {
        using var scene = new BooksScene();
        using var tail = new BooksTail(scene.Journal, Path.Combine(scene.Folder, "missing"));
        Assert.Contains("Check the disk", Assert.Throws<BooksException>(tail.Start).Message, StringComparison.Ordinal);
    }
}
