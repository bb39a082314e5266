using Kopek.Books.Notices;
using Kopek.Books.Tests.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests.Notices;

public sealed class NoticeProjectionTests
{
    [Fact]
    public void A_line_that_runs_dry_and_is_topped_up_is_told_all_of_it_in_its_order()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        foreach (var step in (Action[])[() => scene.Use(line, 50), () => scene.Use(line, 40), () => scene.World.TopUp(line, 300)])
        {
            step();
            scene.Look();
            foreach (var notice in scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: true))
            {
                scene.Store.Record(notice.Id, new SendOutcome.Accepted(null), scene.World.Now);
            }
        }

        Assert.Equal([NoticeKind.LowBalance, NoticeKind.CutOff, NoticeKind.ToppedUp, NoticeKind.BackOnline], scene.Kinds(line));
        Assert.Contains("Received: 300.00 RUB", scene.Told(line).Single(notice => notice.Kind == NoticeKind.ToppedUp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_passes_fall_and_how_many_lines_they_have_in_hand_changes_nothing()
    {
        static List<string> Story(int most, int linesInHand = WatchedLines.MostInHand)
        {
            using var scene = new NoticeScene(linesInHand);
            scene.World.Live(seed: 11, steps: 150);
            scene.Look(most: most);
            return [.. scene.World.Lines.SelectMany(line => scene.Told(line).Select(notice => $"{line} {notice.Kind} {notice.Text}"))];
        }

        var whole = Story(int.MaxValue);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, Story(1));
        Assert.Equal(whole, Story(7));
        Assert.Equal(whole, Story(int.MaxValue, linesInHand: 1));
        Assert.Equal(whole, Story(40, linesInHand: 3));
    }

    [Fact]
    public void A_line_that_is_put_aside_in_a_pass_is_what_it_would_have_been_in_hand()
    {
        static List<string> Rows(int linesInHand)
        {
            using var scene = new NoticeScene(linesInHand);
            scene.World.Live(seed: 12, steps: 150);
            scene.Look();
            using var query = scene.Store.Database.Prepare("SELECT line, sequence, mark, looked, coalesce(due, 0), hex(state) FROM watch ORDER BY line");
            var rows = new List<string>();
            while (query.Step())
            {
                rows.Add(string.Join(' ', Enumerable.Range(0, 5).Select(query.Long)) + ' ' + query.Text(5));
            }

            return rows;
        }

        var whole = Rows(WatchedLines.MostInHand);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, Rows(1));
        Assert.Equal(whole, Rows(4));
    }

    [Fact]
    public void A_pass_that_fails_half_way_through_its_lines_leaves_no_trace_of_those_that_it_had_put_aside()
    {
        using var scene = new NoticeScene(linesInHand: 1);
        foreach (var line in Enumerable.Range(0, 6).Select(_ => scene.Open("KDR-PAYGO", 100)).ToArray())
        {
            scene.Use(line, 60);
            scene.World.TopUp(line, 100);
        }

        Assert.Throws<JournalException>(() => scene.Look(new InterruptedJournal(scene.World.Journal, entries: 40)));
        Assert.Equal(0, scene.Store.Database.Number("SELECT count(*) FROM watch") + scene.Store.Database.Number("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public void A_shard_with_more_than_a_pass_takes_keeps_no_other_waiting()
    {
        using var scene = new NoticeScene();
        scene.World.Live(seed: 13, steps: 60);
        for (var pass = 0; pass < BooksScene.ShardCount; pass++)
        {
            Assert.True(scene.Projection.Run(scene.World.Committed(), scene.World.Now, most: 1) > 0);
        }

        Assert.All(scene.Projection.Positions().Zip(scene.World.Committed()), shard => Assert.InRange(shard.First, 1, shard.Second - 1));
    }

    [Fact]
    public void A_reading_that_breaks_off_anywhere_loses_and_doubles_nothing()
    {
        using var whole = new NoticeScene();
        var told = Live(whole);
        for (var entries = 1; entries < 24; entries += 3)
        {
            using var scene = new NoticeScene();
            var line = scene.Open("KDR-PAYGO", 100);
            Run(scene, line);
            Assert.Throws<JournalException>(() => scene.Look(new InterruptedJournal(scene.World.Journal, entries), most: 5));
            scene.Restart();
            scene.Look(most: 3);
            Assert.Equal(told, scene.Told(line).Select(notice => notice.Text));
        }

        static List<string> Live(NoticeScene scene)
        {
            var line = scene.Open("KDR-PAYGO", 100);
            Run(scene, line);
            scene.Look();
            return [.. scene.Told(line).Select(notice => notice.Text)];
        }

        static void Run(NoticeScene scene, LineId line)
        {
            for (var round = 0; round < 2; round++)
            {
                scene.Use(line, 60);
                scene.Use(line, 60);
                scene.World.TopUp(line, 150);
            }
        }
    }

    [Fact]
    public void Notices_of_a_journal_with_more_shards_begin_anew()
    {
        using var scene = new NoticeScene();
        scene.Store.Database.Execute($"INSERT INTO position (shard, sequence) VALUES ({BooksScene.ShardCount}, 1); UPDATE meta SET told_from = 1;");
        scene.Restart();
        Assert.Equal(BooksScene.ShardCount, scene.Store.Database.Number("SELECT count(*) FROM position"));
        Assert.Equal(scene.World.Now.UnixMilliseconds, scene.Store.Database.Number("SELECT told_from FROM meta"));
    }

    [Fact]
    public void A_first_start_on_an_old_journal_tells_nothing_of_the_past_and_all_that_comes()
    {
        using var scene = new NoticeScene();
        var line = scene.World.Open("KDR-PAYGO", 10);
        scene.World.TopUp(line, 500);
        scene.World.Later(TimeSpan.FromSeconds(1));
        scene.Store.Database.Execute("DELETE FROM meta; DELETE FROM position; DELETE FROM watch;");
        scene.Restart();
        scene.Look();
        Assert.Empty(scene.Told(line));
        scene.World.TopUp(line, 100);
        scene.Look();
        Assert.Equal([NoticeKind.ToppedUp], scene.Kinds(line));
    }

    [Fact]
    public void A_journal_from_a_backup_begins_anew_and_keeps_the_record_and_the_wishes()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 10);
        scene.World.TopUp(line, 500);
        scene.Look();
        scene.Store.Database.Execute("UPDATE position SET sequence = sequence + 1000");
        scene.Restart();
        scene.Look();
        Assert.Equal([NoticeKind.ToppedUp], scene.Kinds(line));
        Assert.Equal(NoticeLanguage.English, scene.Store.Preferences(line).Language);
    }

    [Fact]
    public void Days_are_told_when_they_come_also_where_nothing_happens_to_the_line()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("BRZ-GUEST7", 800);
        for (var hour = 0; hour < 8 * 24; hour++)
        {
            scene.World.Later(TimeSpan.FromHours(1));
            scene.Look();
        }

        Assert.Equal(3, scene.Kinds(line).Count(kind => kind == NoticeKind.Expiring));
        Assert.Equal(NoticeKind.CutOff, scene.Kinds(line).Last());
    }

    [Fact]
    public void What_happened_more_than_a_day_ago_is_not_told()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 10);
        scene.World.TopUp(line, 500);
        scene.World.Later(OutboxTable.MostAge + TimeSpan.FromMinutes(1));
        scene.Look();
        Assert.DoesNotContain(NoticeKind.ToppedUp, scene.Kinds(line));
    }

    [Fact]
    public void A_line_in_a_loop_is_told_of_it_so_many_times_and_no_more()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 10);
        for (var count = 0; count < OutboxTable.MostOfDay + 5; count++)
        {
            scene.World.TopUp(line, 100);
        }

        scene.Look();
        Assert.Equal(5, scene.Told(line).Count(notice => notice is { State: NoticeState.NotSent, Reason: NoticeReasons.TooMany }));
    }
}
