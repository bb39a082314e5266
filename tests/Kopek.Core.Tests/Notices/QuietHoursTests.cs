using CsCheck;
using Kopek.Core.Notices;

namespace Kopek.Core.Tests.Notices;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(22 * 60, 8 * 60);

    [Theory]
    [InlineData(21, 59, 1, 21, 59)]
    [InlineData(22, 0, 2, 8, 0)]
    [InlineData(23, 30, 2, 8, 0)]
    [InlineData(0, 0, 1, 8, 0)]
    [InlineData(7, 59, 1, 8, 0)]
    [InlineData(8, 0, 1, 8, 0)]
    public void A_night_holds_until_the_line_s_own_morning(int hour, int minute, int day, int untilHour, int untilMinute)
    {
        foreach (var zone in (string[])["Europe/Moscow", "Asia/Kamchatka", "Europe/Kaliningrad"])
        {
            Assert.Equal(LineBench.Local(zone, 2026, 3, day, untilHour, untilMinute), Night.Release(zone, LineBench.Local(zone, 2026, 3, 1, hour, minute)));
        }
    }

    [Theory]
    [InlineData(12, 59, 12, 59)]
    [InlineData(13, 0, 15, 0)]
    [InlineData(14, 59, 15, 0)]
    [InlineData(15, 0, 15, 0)]
    public void Quiet_hours_may_be_in_the_day(int hour, int minute, int untilHour, int untilMinute) =>
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 3, 1, untilHour, untilMinute),
            new QuietHours(13 * 60, 15 * 60).Release("Europe/Moscow", LineBench.Local("Europe/Moscow", 2026, 3, 1, hour, minute)));

    [Fact]
    public void What_is_released_is_never_early_is_not_quiet_and_waits_less_than_a_day() =>
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Long[1_700_000_000_000, 1_900_000_000_000]).Where((from, until, _) => from != until).Sample((from, until, at) =>
        {
            var quiet = new QuietHours(from, until);
            foreach (var zone in (string[])["Europe/Moscow", "America/New_York", "Asia/Shanghai"])
            {
                var release = quiet.Release(zone, new Moment(at));
                Assert.True(release.UnixMilliseconds >= at);
                Assert.True(release.UnixMilliseconds - at <= 25 * 3_600_000L);
                Assert.Equal(release, quiet.Release(zone, release));
            }
        });

    [Fact]
    public void Being_cut_off_wakes_only_who_wants_it_and_nothing_else_does()
    {
        var night = LineBench.Local("Europe/Moscow", 2026, 3, 1, 23);
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            Assert.NotEqual(night, new NoticePreferences().Release(kind, "Europe/Moscow", night));
            var wakes = kind is NoticeKind.CutOff or NoticeKind.BackOnline or NoticeKind.RoamingCapReached;
            Assert.Equal(wakes, new NoticePreferences { WakesForService = true }.Release(kind, "Europe/Moscow", night) == night);
            Assert.Equal(night, new NoticePreferences { Quiet = null }.Release(kind, "Europe/Moscow", night));
        }
    }

    [Theory]
    [InlineData("li.na@example.com", true)]
    [InlineData("a@b", true)]
    [InlineData("", false)]
    [InlineData("@example.com", false)]
    [InlineData("li@", false)]
    [InlineData("li@na@example.com", false)]
    [InlineData("li na@example.com", false)]
    [InlineData("li@example.com\r\nBcc: all@example.com", false)]
    [InlineData("<li@example.com>", false)]
    [InlineData("li@example.com,na@example.com", false)]
    [InlineData(".li@example.com", false)]
    [InlineData("li..na@example.com", false)]
    [InlineData("ли@example.com", false)]
    public void An_address_is_one_that_mail_can_go_to(string text, bool isEmail) => Assert.Equal(isEmail, NoticePreferences.IsEmail(text));
}
