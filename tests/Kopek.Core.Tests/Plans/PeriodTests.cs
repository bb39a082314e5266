using Kopek.Core.Plans;

namespace Kopek.Core.Tests.Plans;

public sealed class PeriodTests
{
    [Fact]
    public void A_period_is_written_as_in_the_files()
    {
        Assert.Equal("none once day 30d", $"{Period.None} {Period.Once} {Period.Day} {Period.OfDays(30)}");
        Assert.Equal(Period.None, default);
        Assert.NotEqual(Period.Day, Period.OfDays(1));
    }

    [Fact]
    public void No_days_are_no_period() => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfDays(0));
}
