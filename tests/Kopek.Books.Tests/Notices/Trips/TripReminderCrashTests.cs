using Kopek.Books.Notices;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using static Kopek.Books.Tests.Notices.Trips.TripReminderScene;

namespace Kopek.Books.Tests.Notices.Trips;

/// <summary>The process dies between any two steps of a reminder's way, from the day that comes to the handset.</summary>
public sealed class TripReminderCrashTests
{
    private const int Days = 3;
    private const int Steps = 6 * Days;

    [Fact]
    public void Whenever_the_process_dies_every_day_is_told_once_and_none_goes_out_twice()
    {
        var died = 0;
        for (var crash = 0; crash < Steps; crash++)
        {
            using var scene = new NoticeScene();
            var line = scene.Open("KDR-PAYGO", 100);
            Keep(scene, line, Days);
            var world = new Dictionary<string, int>();
            var left = crash;
            for (var hour = 0; hour < (Days + 2) * 24; hour++)
            {
                scene.World.Later(TimeSpan.FromHours(1));
                try
                {
                    Deliver(scene, world, () =>
                    {
                        if (left-- == 0)
                        {
                            throw new CrashException();
                        }
                    });
                }
                catch (CrashException)
                {
                    died++;
                    scene.Restart();
                    scene.Store.SettleInterrupted(scene.World.Now);
                }
            }

            var told = scene.Told(line).Where(notice => notice.Kind == NoticeKind.TripReminder).ToList();
            Assert.Equal(Days, told.Count);
            Assert.All(world, sent => Assert.Equal(1, sent.Value));
            Assert.All(told, notice => Assert.True(notice.State is NoticeState.Sent or NoticeState.Unknown, $"crash {crash}: {notice.State}"));
            Assert.True(told.Count(notice => notice.State == NoticeState.Unknown) <= 1);
        }

        Assert.True(died > Days, $"{died} crashes");
    }

    /// <summary>A pass that does not come to its end leaves the day untold and nothing in the outbox.</summary>
    [Fact]
    public void A_pass_that_breaks_off_is_made_again_whole()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100);
        Keep(scene, line, 1);
        scene.World.Later(TimeSpan.FromDays(1) + TimeSpan.FromHours(12));
        scene.Store.Database.Execute("CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'disk'); END");
        Assert.Throws<Kopek.Books.Storage.BooksException>(() => scene.Look());
        Assert.Equal(1, scene.Store.Database.Number("SELECT count(*) FROM reminders WHERE told = 0"));
        scene.Store.Database.Execute("DROP TRIGGER broken");
        scene.Restart();
        scene.Look();
        scene.Look();
        Assert.Equal(1, Reminders(scene, line));
    }

    private static void Deliver(NoticeScene scene, Dictionary<string, int> world, Action mayDie)
    {
        scene.Look();
        foreach (var notice in scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: true))
        {
            mayDie();
            world[notice.Key] = world.GetValueOrDefault(notice.Key) + 1;
            mayDie();
            scene.Store.Record(notice.Id, new SendOutcome.Accepted(null), scene.World.Now);
            mayDie();
        }
    }

    private sealed class CrashException : Exception;
}
