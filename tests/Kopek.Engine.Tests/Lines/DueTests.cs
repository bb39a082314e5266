using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Tests.Sessions;

namespace Kopek.Engine.Tests.Lines;

public sealed class DueTests
{
    private readonly Scene scene = new();

    [Fact]
    public void Due_things_happen_at_their_own_instants_in_order_however_late_the_sweep()
    {
        var line = scene.Open("79000000001", plan: SampleCatalogue.Daily);
        var opened = scene.EventCount;
        scene.Now += TimeSpan.FromDays(3);
        Assert.True(scene.Engine.Sweep(scene.Now) > 0);
        scene.Settle();
        var entries = scene.Journal.Read(0, opened).ToArray();
        Assert.Equal(3, entries.Count(entry => entry.Event is LineEvent.FeeCharged));
        Assert.Equal(entries.Select(entry => entry.At).Order(), entries.Select(entry => entry.At));
        Assert.True(entries[0].At < scene.Now + TimeSpan.FromDays(-2));
        Assert.Equal(Money.FromRubles(1000 - 25 * 4), scene.Balance(line));
        Assert.True(scene.Engine.NextDue() > scene.Now);
    }

    [Fact]
    public void A_sweep_is_done_in_portions_and_forgets_none()
    {
        var lines = Enumerable.Range(0, 50).Select(number => scene.Open($"7900000{number:0000}", shard: number % Scene.ShardCount, plan: SampleCatalogue.Daily)).ToArray();
        scene.Now += TimeSpan.FromDays(1);
        var portions = 0;
        for (; scene.Engine.Sweep(scene.Now, most: 7) > 0; portions++)
        {
        }

        Assert.Equal(8, portions);
        scene.Settle();
        Assert.All(lines, line => Assert.Equal(Money.FromRubles(950), scene.Balance(line)));
    }

    [Fact]
    public void A_session_that_goes_silent_is_ended_after_a_crash_too()
    {
        var line = scene.Open("79000000001");
        scene.Engine.Post(Ccr.Of(line, 1, CcRequestType.Initial, 0));
        scene.Settle();
        scene.Crash();
        Assert.False(scene.Engine.NextDue().IsNever);
        scene.Now = scene.Engine.NextDue() + TimeSpan.FromMilliseconds(-1);
        Assert.Equal(0, scene.Engine.Sweep(scene.Now));
        scene.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(1, scene.Engine.Sweep(scene.Now));
        scene.Settle();
        Assert.True(scene.Read(line, found => found.Sessions.Length == 0 && found.Reserved.IsZero));
        Assert.Equal(0, scene.Engine.Sessions.Count);
    }

    [Fact]
    public void A_line_that_waits_for_nothing_is_in_no_index()
    {
        scene.Open("79000000001");
        scene.Crash();
        Assert.True(scene.Engine.NextDue().IsNever);
    }
}
