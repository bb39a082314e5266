using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Notices;

public sealed class OutboxTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Without_a_channel_a_notice_is_recorded_as_not_sent()
    {
        using var scene = Topped(out var line);
        Assert.Empty(scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: false));
        Assert.Equal((NoticeState.NotSent, NoticeReasons.NoChannel), (scene.Told(line)[0].State, scene.Told(line)[0].Reason));
    }

    [Fact]
    public void What_was_taken_is_not_taken_again_and_after_a_crash_it_is_unknown()
    {
        using var scene = Topped(out var line);
        Assert.Single(Take(scene));
        Assert.Empty(Take(scene));
        scene.Restart();
        Assert.Equal(1, scene.Store.SettleInterrupted(scene.World.Now));
        Assert.Empty(Take(scene));
        Assert.Equal((NoticeState.Unknown, NoticeReasons.Interrupted), (scene.Told(line)[0].State, scene.Told(line)[0].Reason));
        Assert.Equal(1, scene.Store.Unknown());
    }

    [Fact]
    public void A_refusal_for_now_is_tried_again_after_its_pause_under_the_same_key()
    {
        using var scene = Topped(out _);
        var first = Assert.Single(Take(scene));
        scene.Store.Record(first.Id, new SendOutcome.Later("throttled", Minute), scene.World.Now);
        Assert.Empty(scene.Store.Take(scene.World.Now + Minute + TimeSpan.FromMilliseconds(-1), NoticeChannel.Sms, 10, true));
        var again = Assert.Single(scene.Store.Take(scene.World.Now + Minute, NoticeChannel.Sms, 10, true));
        Assert.Equal((first.Key, 2), (again.Key, again.Attempts));
    }

    [Fact]
    public void A_pause_that_ends_in_quiet_hours_is_held_until_morning()
    {
        using var scene = Topped(out var line);
        var taken = Assert.Single(Take(scene));
        scene.Store.Record(taken.Id, new SendOutcome.Later("not_connected", Minute), scene.World.Now);
        scene.Store.Change(line, new NoticePreferences { Quiet = QuietNow(scene) }, new(9, 9), new(9, 9), scene.World.Now);
        var later = scene.World.Now + Minute;
        Assert.Empty(scene.Store.Take(later, NoticeChannel.Sms, 10, true));
        Assert.True(scene.Told(line)[0].NotBefore > later);
        Assert.Single(scene.Store.Take(scene.Told(line)[0].NotBefore, NoticeChannel.Sms, 10, true));
    }

    [Fact]
    public void Being_cut_off_and_back_before_the_morning_is_not_told_at_all()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 30, new NoticePreferences { Quiet = QuietNow(scene), LowBalance = [] });
        scene.Use(line, 30);
        scene.Look();
        Assert.Equal([NoticeKind.CutOff], scene.Kinds(line));
        scene.World.TopUp(line, 300);
        scene.Look();
        Assert.Equal([NoticeKind.CutOff, NoticeKind.ToppedUp], scene.Kinds(line));
        Assert.Equal((NoticeState.Withdrawn, NoticeReasons.Overtaken), (scene.Told(line)[0].State, scene.Told(line)[0].Reason));
    }

    [Fact]
    public void What_waited_a_day_is_not_sent()
    {
        using var scene = Topped(out var line);
        Assert.Empty(scene.Store.Take(scene.World.Now + OutboxTable.MostAge + Minute, NoticeChannel.Sms, 10, true));
        Assert.Equal(NoticeReasons.TooOld, scene.Told(line)[0].Reason);
    }

    [Theory]
    [InlineData(true, NoticeState.Delivered)]
    [InlineData(false, NoticeState.Undelivered)]
    public void A_receipt_is_taken_before_and_after_the_acceptance_and_twice(bool isDelivered, NoticeState state)
    {
        foreach (var isEarly in (bool[])[true, false])
        {
            using var scene = Topped(out var line);
            var taken = Assert.Single(Take(scene));
            if (isEarly)
            {
                scene.Store.RecordReceipt("m1", isDelivered, null, scene.World.Now);
            }

            scene.Store.Record(taken.Id, new SendOutcome.Accepted("m1"), scene.World.Now);
            scene.Store.RecordReceipt("m1", isDelivered, null, scene.World.Now);
            scene.Store.RecordReceipt("m1", !isDelivered, null, scene.World.Now);
            Assert.Equal(state, scene.Told(line)[0].State);
        }
    }

    [Fact]
    public void A_holder_with_an_address_is_told_on_both_ways_and_each_has_its_own_outcome()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 10, new NoticePreferences { Quiet = null, Email = "li.na@example.com" });
        scene.World.TopUp(line, 100);
        scene.Look();
        var mail = Assert.Single(scene.Store.Take(scene.World.Now, NoticeChannel.Email, 10, true));
        Assert.Equal("li.na@example.com", mail.Email);
        scene.Store.Record(mail.Id, new SendOutcome.Refused("smtp_550"), scene.World.Now);
        Assert.Equal([NoticeState.Waiting, NoticeState.Refused], scene.Told(line).Select(notice => notice.State));
    }

    [Fact]
    public void A_change_of_wishes_happens_once_for_a_key()
    {
        using var scene = new NoticeScene();
        var line = scene.World.Open("KDR-PAYGO", 10);
        var russian = new NoticePreferences { Language = NoticeLanguage.Russian };
        Assert.Equal(PreferenceChange.Done, scene.Store.Change(line, russian, new(1, 2), new(3, 4), scene.World.Now));
        scene.Restart();
        Assert.Equal(PreferenceChange.Repeated, scene.Store.Change(line, russian, new(1, 2), new(3, 4), scene.World.Now));
        Assert.Equal(PreferenceChange.Conflict, scene.Store.Change(line, new NoticePreferences(), new(1, 2), new(3, 5), scene.World.Now));
        Assert.Equal(NoticeLanguage.Russian, scene.Store.Preferences(line).Language);
    }

    [Fact]
    public void Old_records_are_pruned_and_what_waits_is_not()
    {
        using var scene = Topped(out var line);
        scene.Store.Prune(scene.World.Now + TimeSpan.FromDays(1500));
        Assert.Single(scene.Told(line));
        scene.Store.Record(Assert.Single(Take(scene)).Id, new SendOutcome.Accepted(null), scene.World.Now);
        scene.Store.Prune(scene.World.Now + TimeSpan.FromDays(1000));
        Assert.Single(scene.Told(line));
        scene.Store.Prune(scene.World.Now + TimeSpan.FromDays(1500));
        Assert.Empty(scene.Told(line));
    }

    private static NoticeScene Topped(out LineId line)
    {
        var scene = new NoticeScene();
        line = scene.Open("KDR-PAYGO", 10);
        scene.World.TopUp(line, 500);
        scene.Look();
        return scene;
    }

    private static IReadOnlyList<OutgoingNotice> Take(NoticeScene scene) => scene.Store.Take(scene.World.Now, NoticeChannel.Sms, 10, isConfigured: true);

    /// <summary>Quiet hours from an hour ago until in two hours, in Moscow.</summary>
    private static QuietHours QuietNow(NoticeScene scene)
    {
        var minute = (int)((scene.World.Now.UnixMilliseconds / 60_000 + 180) % QuietHours.MinutesOfDay);
        return new QuietHours((minute + 1380) % QuietHours.MinutesOfDay, (minute + 120) % QuietHours.MinutesOfDay);
    }
}
