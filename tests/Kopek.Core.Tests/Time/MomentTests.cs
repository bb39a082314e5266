using CsCheck;
using Kopek.Core;
using NodaTime;

namespace Kopek.Core.Tests.Time;

public sealed class MomentTests
{
    [Fact]
    public void A_moment_is_milliseconds_since_1970_in_UTC()
    {
        var moment = Moment.FromInstant(Instant.FromUtc(2026, 1, 1, 0, 0));
        Assert.Equal(1_767_225_600_000, moment.UnixMilliseconds);
        Assert.Equal("2026-01-01T00:00:00Z", moment.ToString());
        Assert.Equal("2026-01-01T00:00:00.005Z", (moment + TimeSpan.FromMilliseconds(5)).ToString());
    }

    [Fact]
    public void Never_and_the_beginning_absorb_what_is_added()
    {
        Assert.Equal(Moment.Never, Moment.Never + TimeSpan.FromDays(1));
        Assert.Equal(Moment.Never, Moment.Never + TimeSpan.FromDays(-1));
        Assert.Equal(Moment.Beginning, Moment.Beginning + TimeSpan.FromDays(-1));
        Assert.Equal(("never", "beginning"), (Moment.Never.ToString(), Moment.Beginning.ToString()));
        Assert.Equal((Instant.MaxValue, Instant.MinValue), (Moment.Never.ToInstant(), Moment.Beginning.ToInstant()));
        Assert.True(Moment.Never.IsNever && !new Moment(0).IsNever);
    }

    [Fact]
    public void Durations_and_instants_go_there_and_back() =>
        Gen.Select(Gen.Long[0, 100_000_000_000_000], Gen.Long[-10_000_000_000, 10_000_000_000]).Sample((start, length) =>
        {
            var moment = new Moment(start);
            var duration = new TimeSpan(length * TimeSpan.TicksPerMillisecond);
            return moment + duration - moment == duration && Moment.FromInstant(moment.ToInstant()) == moment
                && Moment.Min(moment, moment + duration) <= Moment.Max(moment, moment + duration);
        });
}
