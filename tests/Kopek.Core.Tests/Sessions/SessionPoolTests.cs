using System.Runtime.CompilerServices;
using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Sessions;

/// <summary>
/// Sessions are used again. That they then are as new ones is what every test of <see cref="LineBench"/> sees too: it replays without a pool. Here: nothing
/// that was decided is held by a line afterwards, and no memory is in two hands.
/// </summary>
public sealed class SessionPoolTests
{
    [Theory]
    [InlineData("KDR-PAYGO")]
    [InlineData("KDR-M50")]
    public void No_answer_is_held_once_its_request_is_answered(string plan)
    {
        var bench = new LineBench(plan, rubles: 1000);
        var decision = new Decision(bench.Decision.Catalogue, QuotaPolicy.Default, new EndedSessions(64));
        var answers = Live(bench, decision);
        GC.Collect();
        Assert.Equal(5, answers.Length);
        Assert.All(answers, answer => Assert.False(answer.TryGetTarget(out _), "an answer is still held by the line, its session or the shard's memory"));
        GC.KeepAlive(decision);
        GC.KeepAlive(bench);
    }

    [Fact]
    public void A_session_that_is_used_again_knows_nothing_of_the_one_before()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1000);
        bench.I(session: 1);
        bench.U(5000, session: 1);
        bench.U(5000, session: 1);
        var first = bench.Line.Sessions[0];
        // Given up by the network: what it held was never reported.
        bench.WaitDays(1).Advance();
        Assert.Empty(bench.Line.Sessions);
        bench.I(session: 2);

        var again = Assert.Single(bench.Line.Sessions);
        Assert.Same(first, again);
        Assert.Equal((1, 0L, 1), (again.AnswerCount, again.ReportedOctets, again.Grants.Count));
        Assert.Equal(0u, Assert.Single(again.Answers).Number);

        // A number that only the session before has used is new here.
        var late = bench.Request(CcRequestType.Update, 2, null, new Use(1, 0, 100));
        late.Number = 5;
        bench.Send(late);
        late.Number = 2;
        Assert.Equal(ResultCode.Success, bench.Send(late).ResultCode);
        Assert.Equal(200, again.ReportedOctets);
    }

    [Fact]
    public void Lines_that_share_a_pool_live_as_lines_that_share_nothing()
    {
        string[] plans = ["BRZ-GUEST7", "BRZ-GUEST7", "MLK-D1G", "KDR-PAYGO"];
        Gen.Int.Sample(seed =>
        {
            var dice = new Random(seed);
            var now = LineBench.Utc("2026-03-02T10:00:00Z");
            // A change of the catalogue ends intervals, so that their places are taken again.
            var decision = new Decision(SampleCatalogue.ChangingAt(now + TimeSpan.FromHours(4)), QuotaPolicy.Default, new EndedSessions(64));
            decision.Sessions.Prepare(dice.Next(3));
            var lines = Enumerable.Range(1, 3).Select(number => (Pooled: new Line(new LineId(number)), Alone: new Line(new LineId(number)))).ToArray();
            foreach (var (pooled, alone) in lines)
            {
                decision.Begin(pooled, now);
                LineRules.Decide(decision, new LineCommand.Open(plans[dice.Next(plans.Length)], "Europe/Moscow", Money.FromRubles(3000), Sold: true), OrderId.None);
                Follow(alone, decision);
            }

            var request = new CreditControl { OriginRealm = 1, HasServices = true, CanThrottle = true };
            for (uint step = 0; step < 120; step++)
            {
                now += TimeSpan.FromMinutes(dice.Next(0, 20));
                var (pooled, alone) = lines[dice.Next(lines.Length)];
                var session = (ulong)dice.Next(1, 4) + ((ulong)pooled.Id.Value << 8);
                var isOpen = pooled.Sessions.Any(open => open.Key.High == session);
                var ends = isOpen && dice.Next(6) == 0;
                (request.Session, request.Number, request.Digest, request.UnitCount) = (new SessionKey(session, session << 16), step, step, dice.Next(1, 3));
                request.Type = ends ? CcRequestType.Termination : isOpen ? CcRequestType.Update : CcRequestType.Initial;
                for (var unit = 0; unit < request.UnitCount; unit++)
                {
                    request.Units[unit] = new RequestedUnits { Unit = new UnitKey((uint)unit, 0, true, false), Requests = !ends, Reports = isOpen && dice.Next(4) > 0, UsedOctets = dice.Next(1 << 20) };
                }

                decision.Begin(pooled, now);
                CreditControlRules.Decide(decision, request);
                Follow(alone, decision);
                Assert.All(lines, line => Assert.Equal(LineChecks.Text(line.Alone), LineChecks.Text(line.Pooled)));
            }
        }, iter: Long.Iterations(60));
    }

    [Fact]
    public void A_line_whose_sums_stand_in_the_memory_of_a_session_keeps_that_memory_when_the_session_ends()
    {
        var (pool, first, second, at) = (new SessionPool(), new Line(new LineId(1)), new Line(new LineId(2)), new Moment(1_772_000_000_000));
        Begin(first, 1, at);
        Charge(first, 1, at, 1000);
        // The first session's sums are over long ago, and their place is taken again, by another session's.
        at += TimeSpan.FromHours(4);
        Begin(first, 2, at);
        Charge(first, 2, at, 2000);
        LineState.Apply(first, at, Answered(1, CcRequestType.Termination), pool);

        Begin(second, 3, at);
        Charge(second, 3, at, 3000);

        Assert.Equal(2000, Assert.Single(first.Intervals).Used);
        Assert.Equal(3000, Assert.Single(second.Intervals).Used);

        void Begin(Line line, ulong session, Moment now) => LineState.Apply(line, now, Answered(session, CcRequestType.Initial), pool);

        void Charge(Line line, ulong session, Moment now, long octets) => LineState.Apply(line, now, new LineEvent.UsageCharged(new SessionKey(session, session << 8), default,
            octets, new IntervalKey(now, session << 8 | 1, 0), now + TimeSpan.FromHours(1), octets, [], 0, 0, Money.Zero, 0, Money.Zero), pool);
    }

    private static void Follow(Line alone, Decision decided)
    {
        foreach (var (at, happened) in decided.Events)
        {
            LineState.Apply(alone, at, happened);
        }
    }

    private static LineEvent.CreditAnswered Answered(ulong session, CcRequestType type) =>
        new(new SessionKey(session, session << 8), 1, 0, type, 0, ResultCode.Success, 0, Moment.Never, []);

    // Apart, so that no local of it is alive when the collector looks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<LineEvent.CreditAnswered>[] Live(LineBench bench, Decision decision)
    {
        var line = new Line(new LineId(2));
        decision.Begin(line, bench.Now);
        LineRules.Decide(decision, new LineCommand.Open(bench.Line.Plan, "Europe/Moscow", Money.FromRubles(1000), Sold: true), OrderId.None);
        CcRequestType[] types = [CcRequestType.Initial, CcRequestType.Update, CcRequestType.Update, CcRequestType.Update, CcRequestType.Termination];
        var answers = types.Select(type =>
        {
            decision.Begin(line, bench.Now);
            var request = bench.Request(type, 5, null, new Use(1, type == CcRequestType.Termination ? null : 1 << 20, type == CcRequestType.Initial ? null : 1000));
            return new WeakReference<LineEvent.CreditAnswered>(CreditControlRules.Decide(decision, request));
        }).ToArray();
        decision.Begin(line, bench.Now);
        return answers;
    }
}
