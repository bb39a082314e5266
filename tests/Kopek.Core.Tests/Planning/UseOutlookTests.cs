using Kopek.Core.Planning;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Tests.Planning;

public sealed class UseOutlookTests
{
    private static readonly LocalDate Today = new(2026, 4, 6);
    private static readonly ushort China = CountryCode.Pack("CN");

    [Theory]
    [InlineData(0, UseBasis.None)]
    [InlineData(2, UseBasis.None)]
    [InlineData(3, UseBasis.ShortHistory)]
    [InlineData(13, UseBasis.ShortHistory)]
    [InlineData(14, UseBasis.History)]
    [InlineData(90, UseBasis.History)]
    public void What_an_outlook_rests_on_follows_from_the_days_that_are_known(int days, UseBasis expected)
    {
        var outlook = UseOutlook.Of(Days(days, _ => 100), null, Today, 30);
        Assert.Equal((expected, Math.Min(56, days)), (outlook.Basis, outlook.DaysKnown));
    }

    [Fact]
    public void Stated_use_goes_before_history()
    {
        var outlook = UseOutlook.Of(Days(60, _ => 100), 7, Today, 30);
        Assert.Equal((UseBasis.Stated, 7L), (outlook.Basis, Assert.Single(outlook.Paths).On(29)));
    }

    [Fact]
    public void Weekdays_stay_weekdays()
    {
        var outlook = UseOutlook.Of(Days(56, day => day.DayOfWeek == IsoDayOfWeek.Saturday ? 700 : 0), null, Today, 21);
        Assert.All(outlook.Paths, path => Assert.All(Enumerable.Range(0, 21), day =>
            Assert.Equal(Today.PlusDays(day).DayOfWeek == IsoDayOfWeek.Saturday ? 700 : 0, path.On(day))));
    }

    [Fact]
    public void The_same_history_gives_the_same_paths() =>
        Assert.Equal(Paths(UseOutlook.Of(Days(40, Varied), null, Today, 40)), Paths(UseOutlook.Of(Days(40, Varied), null, Today, 40)));

    [Fact]
    public void Days_on_which_service_was_off_say_nothing_of_what_is_wanted()
    {
        var history = Days(28, _ => 100).ConvertAll(day => day.Day < Today.PlusDays(-5) ? day : day with { HomeOctets = 0, WasCutOff = true });
        Assert.All(UseOutlook.Of(history, null, Today, 14).Paths, path => Assert.All(Enumerable.Range(0, 14), day => Assert.Equal(100, path.On(day))));
    }

    [Fact]
    public void After_a_trip_the_days_at_home_count_and_on_a_trip_those_abroad()
    {
        var trip = Days(40, _ => 100).ConvertAll(day => day.Day < Today.PlusDays(-20) ? day with { HomeOctets = 0, AbroadOctets = 5, Country = China } : day);
        Assert.All(UseOutlook.Of(trip, null, Today, 7).Paths, path => Assert.Equal(((ushort)0, 100L), (path.Country, path.On(3))));
        var away = Days(40, _ => 100).ConvertAll(day => day.Day > Today.PlusDays(-20) ? day with { HomeOctets = 0, AbroadOctets = 5, Country = China } : day);
        Assert.All(UseOutlook.Of(away, null, Today, 7).Paths, path => Assert.Equal((China, 5L), (path.Country, path.On(3))));
    }

    private static string Paths(UseOutlook outlook) => string.Join(";", outlook.Paths.Select(path => string.Join(",", path.OctetsByDay)));

    private static long Varied(LocalDate day) => 100 + day.DayOfYear * 37 % 91;

    private static List<DayUse> Days(int count, Func<LocalDate, long> octets) =>
        [.. Enumerable.Range(1, count).Select(back => Today.PlusDays(back - count - 1)).Select(day => new DayUse(day, octets(day), 0, 0, false))];
}
