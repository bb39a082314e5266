using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Tests.Statements;

public sealed class ProjectionTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_statement_adds_up_to_the_balance_the_use_and_the_ledger(int seed)
    {
        using var scene = new BooksScene().Live(seed, steps: 400);
        scene.Project();
        var held = Money.Zero;
        foreach (var id in scene.Lines)
        {
            var line = scene.Read(id);
            var items = scene.Items(id);
            var sessions = items.OfType<StatementItem.Session>().ToList();
            var moved = Sum(items.OfType<StatementItem.Entry>().Select(entry => entry.Amount)) - Sum(sessions.Select(session => session.Charged));
            Assert.Equal(line.Balance, moved);
            Assert.Equal(line.TotalOctets, sessions.Sum(session => session.Used));
            Assert.Equal(line.UncoveredOctets, sessions.Sum(session => session.Uncovered));
            held += line.Balance;
        }

        var ledger = scene.Ledger();
        var advances = ledger.Where(total => total.Account == LedgerAccount.AdvancesHeld).ToList();
        Assert.Equal(held, Sum(advances.Select(total => total.Credit)) - Sum(advances.Select(total => total.Debit)));
        Assert.All(ledger.GroupBy(total => total.Operator), books => Assert.Equal(Sum(books.Select(total => total.Debit)), Sum(books.Select(total => total.Credit))));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 16)]
    public void However_passes_fall_the_books_are_the_same(int seed, int most)
    {
        using var whole = new BooksScene().Live(seed, steps: 150);
        whole.Project();
        using var pieces = new BooksScene().Live(seed, steps: 150);
        pieces.Project(most: most);
        Assert.Equal(whole.Dump(), pieces.Dump());
    }

    [Fact]
    public void A_crash_after_any_entry_loses_and_doubles_nothing()
    {
        using var whole = new BooksScene().Live(6, steps: 40);
        whole.Project();
        using var crashed = new BooksScene().Live(6, steps: 40);
        var crashes = 0;
        while (Crashes(crashed, crashes % 25))
        {
            crashes++;
        }

        Assert.True(crashes > 10);
        Assert.Equal(whole.Dump(), crashed.Dump());
    }

    [Fact]
    public void A_session_over_several_passes_is_one_row()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Request(line, 1, CcRequestType.Initial);
        scene.Project();
        Assert.Equal(SessionEnd.StillOpen, Assert.Single(scene.Items(line).OfType<StatementItem.Session>()).End);
        scene.Request(line, 1, CcRequestType.Update, Megabyte);
        scene.Project();
        scene.Request(line, 1, CcRequestType.Termination, Megabyte);
        scene.Project();
        var session = Assert.Single(scene.Items(line).OfType<StatementItem.Session>());
        Assert.Equal((SessionEnd.Terminated, 2 * Megabyte), (session.End, session.Used));
        Assert.Equal(scene.Read(line).TotalCharged, session.Charged);
        Assert.Equal(scene.Read(line).Balance, session.BalanceAfter);
        Assert.True(session.Granted >= 2 * Megabyte && session.Reserved > Money.Zero);
    }

    [Fact]
    public void A_session_id_that_comes_again_is_another_row()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        foreach (var _ in (int[])[1, 2])
        {
            scene.Session(line, 1, 1, Megabyte);
            scene.Later(TimeSpan.FromHours(1));
            scene.Session(line, 1, 1, Megabyte);
            scene.Later(TimeSpan.FromHours(1));
            scene.Project();
        }

        Assert.Equal(4, scene.Items(line).OfType<StatementItem.Session>().Count());
        Assert.All(scene.Items(line).OfType<StatementItem.Session>(), session => Assert.Equal(2 * Megabyte, session.Used));
    }

    [Fact]
    public void A_session_names_the_buckets_that_it_used()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-M50", 5000);
        scene.Session(line, 1, 2, Megabyte);
        scene.Project();
        var session = Assert.Single(scene.Items(line).OfType<StatementItem.Session>());
        var use = Assert.Single(session.FromBuckets);
        Assert.Equal("KDR-M50", use.Name);
        Assert.True(use.Octets >= 3 * Megabyte);
        Assert.True(session.Charged.IsZero);
    }

    [Fact]
    public void A_session_that_falls_silent_is_shown_as_expired()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Request(line, 1, CcRequestType.Initial);
        scene.Later(TimeSpan.FromDays(2));
        scene.Project();
        var session = Assert.Single(scene.Items(line).OfType<StatementItem.Session>());
        Assert.Equal(SessionEnd.Expired, session.End);
        Assert.NotNull(session.ClosedAt);
    }

    [Fact]
    public void Deleted_books_are_built_again()
    {
        using var scene = new BooksScene().Live(7, steps: 100);
        scene.Project();
        var before = scene.Dump();
        BooksSchema.Delete(scene.Folder);
        scene.Project();
        Assert.Equal(before, scene.Dump());
    }

    [Fact]
    public void Books_that_are_ahead_of_the_journal_are_built_again()
    {
        using var scene = new BooksScene().Live(8, steps: 50);
        using var other = new BooksScene().Live(9, steps: 100);
        other.Project();
        foreach (var file in Directory.GetFiles(other.Folder))
        {
            File.Copy(file, Path.Combine(scene.Folder, Path.GetFileName(file)), overwrite: true);
        }

        scene.Project();
        using var fresh = new BooksScene().Live(8, steps: 50);
        fresh.Project();
        Assert.Equal(fresh.Dump(), scene.Dump());
    }

    [Fact]
    public void Books_of_a_journal_with_more_shards_are_built_again()
    {
        using var scene = new BooksScene().Live(8, steps: 50);
        scene.Project();
        var before = scene.Dump();
        using (var books = new BooksDatabase(scene.Folder, SqliteOpenMode.ReadWrite))
        {
            books.Execute($"INSERT INTO position (shard, sequence, at) VALUES ({BooksScene.ShardCount}, 1, 1); DELETE FROM lines;");
        }

        scene.Project();
        Assert.Equal(before, scene.Dump());
    }

    [Fact]
    public void What_is_older_than_the_keeping_time_goes_and_the_sums_stay()
    {
        using var scene = new BooksScene();
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Session(line, 1, 1, Megabyte);
        scene.Later(TimeSpan.FromDays(40));
        scene.TopUp(line, 100);
        scene.Project();
        var ledger = scene.Ledger();
        using (var projection = new StatementProjection(scene.Journal, scene.Folder, TimeSpan.FromDays(30)))
        {
            while (projection.Prune(scene.Now))
            {
            }
        }

        var left = scene.Items(line);
        Assert.All(left, item => Assert.True(item.At >= scene.Now + -TimeSpan.FromDays(30)));
        Assert.Contains(left, item => item is StatementItem.Entry { Kind: EntryKind.TopUp });
        Assert.Equal(ledger, scene.Ledger());
        scene.TopUp(line, 100);
        scene.Project();
        Assert.Equal(scene.Read(line).Balance, scene.Items(line)[0].BalanceAfter);
    }

    /// <summary>Reads some entries and dies; passes of eight before that are committed.</summary>
    private static bool Crashes(BooksScene scene, int entries)
    {
        try
        {
            scene.Project(new InterruptedJournal(scene.Journal, entries), most: 8);
            return false;
        }
        catch (JournalException)
        {
            return true;
        }
    }

    private static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Kopeks));
}
