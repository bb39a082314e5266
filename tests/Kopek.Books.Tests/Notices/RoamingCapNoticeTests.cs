using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Notices;

/// <summary>A traveller in China on BRZ-M25, 5.00 a megabyte, with a cap of 50.00.</summary>
public sealed class RoamingCapNoticeTests
{
    private const string China = "460-00";

    [Fact]
    public void Each_is_told_once_a_month_however_passes_fall_and_wherever_the_process_dies()
    {
        for (var most = 1; most < 12; most++)
        {
            using var scene = new NoticeScene();
            var line = Abroad(scene, NoticeLanguage.English);
            foreach (var megabytes in new[] { 9, 1, 5, 5 })
            {
                scene.Use(line, megabytes, China);
                scene.Look(most: most);
                scene.Restart();
            }

            scene.Look();
            Assert.Equal([NoticeKind.RoamingCapNear, NoticeKind.RoamingCapReached], OfCap(scene, line).Select(notice => notice.Kind));
            scene.World.Later(TimeSpan.FromDays(31));
            scene.World.TopUp(line, 1000);
            scene.Use(line, 20, China);
            scene.Look();
            Assert.Equal(2, OfCap(scene, line).Count(notice => notice.Kind == NoticeKind.RoamingCapReached));
        }
    }

    [Fact]
    public void What_waits_in_quiet_hours_is_withdrawn_by_what_comes_after_it()
    {
        using var scene = new NoticeScene();
        var line = Abroad(scene, NoticeLanguage.Russian, new QuietHours(0, 23 * 60 + 59));
        scene.Use(line, 9, China);
        scene.Look();
        Assert.Equal([NoticeState.Waiting], OfCap(scene, line).Select(notice => notice.State));
        scene.Use(line, 9, China);
        scene.Look();
        Assert.Equal([NoticeState.Withdrawn, NoticeState.Waiting], OfCap(scene, line).Select(notice => notice.State));
        scene.World.Place(line, new LineCommand.SetRoamingCap(Money.FromRubles(500)));
        scene.Look();
        Assert.All(OfCap(scene, line), notice => Assert.Equal(NoticeState.Withdrawn, notice.State));
    }

    [Fact]
    public void That_data_abroad_stops_wakes_who_wants_to_be_woken_when_data_stops()
    {
        using var scene = new NoticeScene();
        var line = Abroad(scene, NoticeLanguage.Chinese, new QuietHours(0, 23 * 60 + 59), wakes: true);
        scene.Use(line, 20, China);
        scene.Look();
        var told = Assert.Single(scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: true));
        Assert.Equal(NoticeKind.RoamingCapReached, told.Kind);
        Assert.StartsWith("漫游已到上限50.00卢布", told.Text, StringComparison.Ordinal);
    }

    private static LineId Abroad(NoticeScene scene, NoticeLanguage language, QuietHours? quiet = null, bool wakes = false)
    {
        var line = scene.Open("BRZ-M25", 2000, new NoticePreferences { Quiet = quiet, Language = language, WakesForService = wakes });
        scene.World.Place(line, new LineCommand.SetRoamingCap(Money.FromRubles(50)));
        return line;
    }

    private static List<NoticeRecord> OfCap(NoticeScene scene, LineId line) =>
        [.. scene.Told(line).Where(notice => notice.Kind is NoticeKind.RoamingCapNear or NoticeKind.RoamingCapReached)];
}
