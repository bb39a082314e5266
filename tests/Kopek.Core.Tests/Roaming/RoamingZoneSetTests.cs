using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Roaming;

public sealed class RoamingZoneSetTests
{
    [Fact]
    public void A_set_holds_zones_0_to_31_and_no_others()
    {
        var all = new RoamingZoneSet(uint.MaxValue);
        Assert.True(all.Contains(0) && all.Contains(31));
        Assert.False(all.Contains(32) || all.Contains(-1) || all.Contains(int.MinValue) || all.Contains(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => all.With(32));
    }

    [Fact]
    public void A_set_is_written_as_in_the_files()
    {
        Assert.Equal("0|2|31", RoamingZoneSet.Home.With(31).With(2).ToString());
        Assert.Equal((0, true), (default(RoamingZoneSet).Count, default(RoamingZoneSet).IsEmpty));
    }
}
