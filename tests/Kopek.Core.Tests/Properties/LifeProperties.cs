using CsCheck;
using Kopek.Core.Lines;

namespace Kopek.Core.Tests.Properties;

/// <summary>Random lives: <see cref="LineChecks"/> after every step, replay at the end, and the sweep that changes nothing.</summary>
public sealed class LifeProperties
{
    [Fact]
    public void Whatever_happens_the_sums_hold_and_replay_makes_the_same_line() =>
        Gen.Select(LineStory.Plan, LineStory.Rubles, LineStory.Steps(60)).Sample(
            (plan, rubles, steps) =>
            {
                var bench = new LineBench(plan, rubles) { ChecksReplay = false };
                foreach (var step in steps)
                {
                    bench.Wait(LineStory.Pause(step));
                    LineStory.Do(bench, step);
                }

                Assert.Equal(LineChecks.Text(bench.Line), LineChecks.Text(bench.Replayed()));
            },
            iter: Long.Iterations(400), print: story => $"{story.Item1} {story.Item2} {LineStory.Words(story.Item3)}");

    [Fact]
    public void When_the_sweep_runs_or_whether_it_does_changes_nothing() =>
        Gen.Select(LineStory.Plan, LineStory.Rubles, LineStory.Steps(30), Gen.Int[1, 1000]).Sample(
            (plan, rubles, steps, sweep) =>
            {
                var swept = new LineBench(plan, rubles) { ChecksReplay = false };
                var unswept = new LineBench(plan, rubles) { ChecksReplay = false };
                foreach (var step in steps)
                {
                    var pause = LineStory.Pause(step);
                    swept.Wait(pause * (sweep / 1001.0)).Advance().Wait(pause - pause * (sweep / 1001.0));
                    unswept.Wait(pause);
                    swept.Now = unswept.Now;
                    LineStory.Do(swept, step);
                    LineStory.Do(unswept, step);
                }

                swept.Wait(TimeSpan.FromDays(3)).Advance().Wait(TimeSpan.FromDays(28)).Advance();
                unswept.WaitDays(31).Advance();
                Assert.Equal(unswept.Log.Select(Text), swept.Log.Select(Text));
                Assert.Equal(LineChecks.Text(unswept.Line), LineChecks.Text(swept.Line));
            },
            iter: Long.Iterations(200), print: story => $"{story.Item1} {story.Item2} {story.Item4} {LineStory.Words(story.Item3)}");

    [Fact]
    public void A_clock_that_runs_back_stands_still() =>
        Gen.Select(LineStory.Plan, LineStory.Rubles, LineStory.Steps(30), Gen.Int[0, 100_000]).Sample(
            (plan, rubles, steps, back) =>
            {
                var bench = new LineBench(plan, rubles) { ChecksReplay = false };
                foreach (var step in steps)
                {
                    bench.Wait(LineStory.Pause(step));
                    LineStory.Do(bench, step);
                    var now = bench.Now;
                    bench.Now += TimeSpan.FromSeconds(-back);
                    LineStory.Do(bench, step with { Deed = Deed.Report });
                    bench.Now = now;
                }

                Assert.Equal(LineChecks.Text(bench.Line), LineChecks.Text(bench.Replayed()));
            },
            iter: Long.Iterations(100), print: story => $"{story.Item1} {story.Item2} {story.Item4} {LineStory.Words(story.Item3)}");

    private static string Text(DecidedEvent decided) => $"{decided.At} {LineChecks.Text(decided.Event)}";
}
