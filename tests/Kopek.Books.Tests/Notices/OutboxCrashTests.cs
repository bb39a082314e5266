using Kopek.Books.Notices;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Notices;

/// <summary>The process dies between any two steps of the way from the journal to the handset; what is on the disk and what the world got are compared.</summary>
public sealed class OutboxCrashTests
{
    private const int Steps = 40;

    [Fact]
    public void Whenever_the_process_dies_nothing_is_lost_nothing_goes_out_twice_and_what_is_unknown_is_marked()
    {
        for (var crash = 0; crash < Steps; crash++)
        {
            using var scene = new NoticeScene();
            var line = scene.Open("KDR-PAYGO", 100);
            var world = new Dictionary<string, int>();
            var left = crash;
            try
            {
                Run(scene, line, world, () =>
                {
                    if (left-- == 0)
                    {
                        throw new CrashException();
                    }
                });
            }
            catch (CrashException)
            {
                scene.Restart();
                scene.Store.SettleInterrupted(scene.World.Now);
                Deliver(scene, world, () => { });
            }

            Check(scene, line, world, crash);
        }
    }

    private static void Run(NoticeScene scene, LineId line, Dictionary<string, int> world, Action mayDie)
    {
        for (var count = 0; count < 4; count++)
        {
            scene.World.TopUp(line, 100);
            mayDie();
            Deliver(scene, world, mayDie);
        }
    }

    private static void Deliver(NoticeScene scene, Dictionary<string, int> world, Action mayDie)
    {
        scene.Look();
        mayDie();
        foreach (var notice in scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: true))
        {
            mayDie();
            world[notice.Key] = world.GetValueOrDefault(notice.Key) + 1;
            mayDie();
            scene.Store.Record(notice.Id, new SendOutcome.Accepted(null), scene.World.Now);
            mayDie();
        }
    }

    private static void Check(NoticeScene scene, LineId line, Dictionary<string, int> world, int crash)
    {
        Assert.All(world, sent => Assert.Equal(1, sent.Value));
        var told = scene.Told(line);
        var topUps = scene.World.Read(line).LastLot - 1;
        Assert.Equal(topUps, told.Count);
        Assert.All(told, notice => Assert.True(notice.State is NoticeState.Sent or NoticeState.Unknown, $"crash {crash}: {notice.State}"));
        Assert.True(told.Count(notice => notice.State == NoticeState.Unknown) <= 1);
        Assert.InRange(world.Count, told.Count(notice => notice.State == NoticeState.Sent), told.Count);
    }

    private sealed class CrashException : Exception;
}
