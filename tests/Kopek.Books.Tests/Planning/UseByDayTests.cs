using Kopek.Books.Planning;
using Kopek.Books.Statements;
using Kopek.Books.Tests.Statements;
using Kopek.Core.Planning;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Books.Tests.Planning;

public sealed class UseByDayTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly DateTimeZone Moscow = DateTimeZoneProviders.Tzdb["Europe/Moscow"];
    private readonly BooksScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Days_before_today_have_their_use_and_days_without_have_none()
    {
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Later(TimeSpan.FromDays(1));
        scene.Session(line, 1, 1, 3 * Megabyte);
        scene.Later(TimeSpan.FromDays(2));
        scene.Session(line, 2, 1, 5 * Megabyte);
        scene.Later(TimeSpan.FromDays(1));
        scene.Session(line, 3, 1, 7 * Megabyte);
        var days = Read(line);
        var today = scene.Now.ToInstant().InZone(Moscow).Date;
        Assert.Equal([today.PlusDays(-3), today.PlusDays(-2), today.PlusDays(-1)], days.Select(day => day.Day));
        // Rounded up to the plan's 150 KB an hour, as charged.
        Assert.InRange(days[0].HomeOctets, 6 * Megabyte, 6 * Megabyte + 2 * 153_600);
        Assert.Equal(0, days[1].Octets);
        Assert.InRange(days[2].HomeOctets, 10 * Megabyte, 10 * Megabyte + 2 * 153_600);
        Assert.All(days, day => Assert.False(day.WasCutOff));
    }

    [Fact]
    public void A_session_over_days_is_spread_over_them()
    {
        var line = scene.Open("KDR-PAYGO", 1000);
        scene.Later(TimeSpan.FromDays(1));
        scene.Request(line, 1, CcRequestType.Initial);
        for (var hour = 0; hour < 48; hour++)
        {
            scene.Later(TimeSpan.FromHours(1));
            scene.Request(line, 1, CcRequestType.Update, Megabyte);
        }

        scene.Request(line, 1, CcRequestType.Termination);
        scene.Later(TimeSpan.FromDays(1));
        var days = Read(line);
        Assert.Equal(3, days.Count);
        Assert.Equal(days[0].Octets, days[2].Octets, 1.0);
        Assert.InRange(days.Sum(day => day.Octets), 48 * Megabyte, 55 * Megabyte);
    }

    [Fact]
    public void Days_on_which_a_fee_was_open_are_marked()
    {
        var line = scene.Open("BRZ-DAY1", 25);
        scene.Later(TimeSpan.FromDays(3));
        scene.TopUp(line, 500);
        scene.Later(TimeSpan.FromDays(2));
        Assert.Equal([true, true, true, false], Read(line).Select(day => day.WasCutOff));
    }

    [Fact]
    public void A_line_that_was_opened_today_has_no_days() => Assert.Empty(Read(scene.Open("KDR-PAYGO", 1000)));

    private IReadOnlyList<DayUse> Read(Core.Lines.LineId line)
    {
        scene.Project();
        using var reader = new StatementReader(scene.Folder);
        return UseByDay.Read(reader, line, Moscow, scene.Now).Reckoned;
    }
}
