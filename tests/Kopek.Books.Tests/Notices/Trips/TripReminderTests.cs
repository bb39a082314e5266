using Kopek.Books.Notices;
using Kopek.Books.Notices.Trips;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using static Kopek.Books.Tests.Notices.Trips.TripReminderScene;

namespace Kopek.Books.Tests.Notices.Trips;

public sealed class TripReminderTests
{
    [Fact]
    public void Each_day_is_told_once_in_the_holder_s_language_at_ten_and_names_no_place()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 3));
        Assert.Equal(Today(scene).PlusDays(1), scene.Store.Trips(line).Single().Next);
        Live(scene, 5);
        var told = scene.Told(line).Where(notice => notice.Kind == NoticeKind.TripReminder).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, notice => Assert.Equal("Your trip, today: keep the phone on and in the network.", notice.Text));
        Assert.All(told, notice => Assert.Equal(10, notice.Made.ToInstant().InZone(NodaTime.DateTimeZoneProviders.Tzdb[Zone]).Hour));
        Assert.Null(scene.Store.Trips(line).Single().Next);
    }

    [Fact]
    public void A_day_that_is_about_money_says_what_lacks_on_the_line_as_it_is_then()
    {
        foreach (var rubles in new[] { 0, 5000 })
        {
            using var scene = new NoticeScene();
            var line = scene.Open("MLK-D1G", 100);
            var day = Today(scene).PlusDays(1);
            var until = NoticeCalendar.MorningOf(Zone, day.PlusDays(10));
            var wish = new TripWish("moscow", day, day.PlusDays(9), until, "MLK-D1G", 300L << 20, new Dictionary<string, string>(), [(new(day, [], until), NoticeCalendar.MorningOf(Zone, day))]);
            scene.Store.Keep(line, wish, null, new OrderId(1, 1), new(1, 1), scene.World.Now);
            if (rubles > 0)
            {
                scene.World.TopUp(line, rubles);
            }

            Live(scene, 2);
            var told = scene.Told(line).Where(notice => notice.Kind == NoticeKind.TripReminder).Select(notice => notice.Text);
            Assert.Equal(rubles == 0 ? 1 : 0, told.Count(text => text.Contains("top up", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_same_form_and_the_same_trip_are_one_trip_and_a_key_is_for_one_thing()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        var form = new OrderId(5, 5);
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 3, key: form));
        Assert.Equal(TripKeeping.Repeated, Keep(scene, line, 3, key: form));
        Assert.Equal(TripKeeping.Conflict, Keep(scene, line, 4, key: form, content: 2));
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 3));
        Assert.Single(scene.Store.Trips(line));
        Live(scene, 5);
        Assert.Equal(3, Reminders(scene, line));
    }

    [Fact]
    public void A_trip_that_was_deleted_stays_so_when_its_old_form_comes_again()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        var form = new OrderId(5, 5);
        Keep(scene, line, 3, key: form);
        scene.Store.Forget(line, scene.Store.Trips(line).Single().Id, scene.World.Now);
        Keep(scene, line, 3, key: form);
        Assert.Empty(scene.Store.Trips(line));
        Live(scene, 5);
        Assert.Equal(0, Reminders(scene, line));
    }

    [Fact]
    public void A_changed_trip_takes_the_place_of_the_old_one()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Keep(scene, line, 9);
        var old = scene.Store.Trips(line).Single().Id;
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 2, name: "kazan", replaced: old));
        Assert.NotEqual(old, scene.Store.Trips(line).Single().Id);
        Live(scene, 10);
        Assert.Equal(2, Reminders(scene, line));
    }

    [Fact]
    public void Another_line_s_trip_is_neither_replaced_nor_deleted()
    {
        using var scene = new NoticeScene();
        var (own, other) = (scene.Open("KDR-PAYGO", 100), scene.Open("KDR-PAYGO", 100));
        Keep(scene, other, 3);
        var trip = scene.Store.Trips(other).Single().Id;
        scene.Store.Forget(own, trip, scene.World.Now);
        Keep(scene, own, 3, name: "kazan", replaced: trip);
        Assert.Equal(trip, scene.Store.Trips(other).Single().Id);
    }

    [Fact]
    public void A_line_keeps_five_trips_and_a_form_that_was_too_many_may_come_again()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        for (var trip = 0; trip < TripTable.MostOfLine; trip++)
        {
            Assert.Equal(TripKeeping.Done, Keep(scene, line, 1, name: $"{trip}"));
        }

        var form = new OrderId(5, 5);
        Assert.Equal(TripKeeping.TooMany, Keep(scene, line, 1, name: "more", key: form));
        Assert.Equal(TripTable.MostOfLine, scene.Store.Trips(line).Count);
        scene.Store.Forget(line, scene.Store.Trips(line)[0].Id, scene.World.Now);
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 1, name: "more", key: form));
    }

    [Fact]
    public void What_waits_in_quiet_hours_is_not_said_of_a_trip_that_was_deleted_meanwhile()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100, new NoticePreferences { Quiet = new QuietHours(9 * 60, 20 * 60), Language = NoticeLanguage.English });
        Keep(scene, line, 1);
        while (Reminders(scene, line) == 0)
        {
            scene.World.Later(TimeSpan.FromHours(1));
            scene.Look();
        }

        scene.Store.Forget(line, scene.Store.Trips(line).Single().Id, scene.World.Now);
        Assert.Equal(NoticeState.Withdrawn, scene.Told(line).Single(notice => notice.Kind == NoticeKind.TripReminder).State);
    }

    [Fact]
    public void A_line_that_is_closed_takes_no_trip_along()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Keep(scene, line, 3);
        scene.World.Place(line, new LineCommand.Close());
        scene.Look();
        Assert.Empty(scene.Store.Trips(line));
        Live(scene, 4);
        Assert.Equal(0, Reminders(scene, line));
    }

    [Fact]
    public void A_server_that_was_down_for_a_day_says_nothing_of_the_days_that_passed()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Keep(scene, line, 5);
        scene.World.Later(TimeSpan.FromDays(3));
        scene.Look();
        Assert.InRange(Reminders(scene, line), 0, 1);
        Live(scene, 4);
        Assert.InRange(Reminders(scene, line), 2, 3);
    }

    [Fact]
    public void A_trip_is_deleted_thirty_days_after_its_end()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Keep(scene, line, 3);
        scene.Store.Prune(scene.World.Now + TimeSpan.FromDays(33));
        Assert.Single(scene.Store.Trips(line));
        scene.Store.Prune(scene.World.Now + TimeSpan.FromDays(35));
        Assert.Empty(scene.Store.Trips(line));
        Assert.Equal(0, scene.Store.Database.Number("SELECT count(*) FROM reminders"));
    }

    [Fact]
    public void Notices_of_the_version_before_are_taken_over()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        scene.Store.Database.Execute("DROP TABLE trips; DROP TABLE reminders; PRAGMA user_version = 1");
        scene.Restart();
        Assert.Equal(NoticeLanguage.English, scene.Store.Preferences(line).Language);
        Assert.Equal(TripKeeping.Done, Keep(scene, line, 1));
        Assert.Equal(2, scene.Store.Database.Number("PRAGMA user_version"));
    }
}
