using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

/// <summary>Cores repeat requests: the answer repeats, and nothing is charged twice.</summary>
public sealed class RepeatTests
{
    private static LineBench Bench() => new("KDR-PAYGO", rubles: 1000);

    private static void SameAgain(LineBench bench, CreditControl request, LineEvent.CreditAnswered answer)
    {
        var before = LineChecks.Text(bench.Line);
        Assert.Equal(LineChecks.Text(answer), LineChecks.Text(bench.Send(request)));
        Assert.Empty(bench.Last);
        Assert.Equal(before, LineChecks.Text(bench.Line));
    }

    [Fact]
    public void An_opening_an_update_and_a_termination_sent_again_are_answered_alike()
    {
        var bench = Bench();
        foreach (var type in new[] { CcRequestType.Initial, CcRequestType.Update, CcRequestType.Update, CcRequestType.Termination })
        {
            var request = bench.Request(type, 1, null, new Use(1, type == CcRequestType.Termination ? null : 0, type == CcRequestType.Initial ? null : 5000));
            SameAgain(bench, request, bench.Send(request));
        }

        Assert.Equal(15_000, bench.Line.TotalOctets);
    }

    [Fact]
    public void An_update_sent_again_after_later_ones_and_after_the_end_is_answered_alike()
    {
        var bench = Bench();
        bench.I();
        var request = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        var answer = bench.Send(request);
        for (var i = 0; i < Session.KeptAnswers - 1; i++)
        {
            bench.U(100);
        }

        SameAgain(bench, request, answer);
        bench.T(0);
        bench.Wait(EndedSessions.Kept);
        Assert.Equal(answer.Grants[0].Octets, bench.Send(request).Grants[0].Octets);
        Assert.Empty(bench.Last);
        bench.Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ResultCode.UnknownSessionId, bench.Send(request).ResultCode);
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void A_request_whose_answer_is_no_longer_kept_is_refused_and_not_charged()
    {
        var bench = Bench();
        bench.I();
        var request = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        bench.Send(request);
        for (var i = 0; i < 100; i++)
        {
            bench.U(100);
            var used = bench.Line.TotalOctets;
            var code = bench.Send(request).ResultCode;
            Assert.Equal(i < Session.KeptAnswers - 1 ? ResultCode.Success : ResultCode.UnableToComply, code);
            Assert.Equal(used, bench.Line.TotalOctets);
        }
    }

    [Fact]
    public void The_opening_of_a_long_session_sent_again_after_its_end_opens_nothing()
    {
        var bench = Bench();
        var request = bench.Request(CcRequestType.Initial, 1, null, new Use(1, 0, null));
        bench.Send(request);
        for (var i = 0; i < Session.KeptAnswers; i++)
        {
            bench.U(100);
        }

        bench.T(0);
        Assert.Equal(ResultCode.UnableToComply, bench.Send(request).ResultCode);
        Assert.Empty(bench.Line.Sessions);
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void The_same_number_with_other_content_is_a_conflict()
    {
        var bench = Bench();
        bench.I();
        var request = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        bench.Send(request);
        request.Digest++;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(request).ResultCode);
        request.Type = CcRequestType.Termination;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(request).ResultCode);
        Assert.Equal(5000, bench.Line.TotalOctets);
        Assert.Single(bench.Line.Sessions);
        bench.T(0);
        request.Type = CcRequestType.Update;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(request).ResultCode);
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void A_stranger_s_realm_is_refused_in_open_and_in_ended_sessions()
    {
        var bench = Bench();
        bench.I();
        var update = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        bench.Send(update);
        var request = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        request.OriginRealm = 666;
        Assert.Equal(ResultCode.AuthorizationRejected, bench.Send(request).ResultCode);
        request.Type = CcRequestType.Termination;
        Assert.Equal(ResultCode.AuthorizationRejected, bench.Send(request).ResultCode);
        Assert.Single(bench.Line.Sessions);
        request.OriginRealm = 1;
        bench.Send(request);
        update.OriginRealm = 666;
        Assert.Equal(ResultCode.AuthorizationRejected, bench.Send(update).ResultCode);
        Assert.Equal(10_000, bench.Line.TotalOctets);
    }

    [Fact]
    public void A_late_update_out_of_order_is_charged_once()
    {
        var bench = Bench();
        bench.I();
        var late = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 7000));
        bench.U(100);
        bench.U(100);
        Assert.Equal(ResultCode.Success, bench.Send(late).ResultCode);
        Assert.Equal(7200, bench.Line.TotalOctets);
        SameAgain(bench, late, bench.Send(late));
        Assert.Equal(7200, bench.Line.TotalOctets);
    }

    [Fact]
    public void A_number_far_behind_counts_as_seen()
    {
        var bench = Bench();
        bench.I();
        var late = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 7000));
        for (var i = 0; i < 63; i++)
        {
            bench.U(1);
        }

        Assert.Equal(ResultCode.Success, bench.Send(late).ResultCode);
        var later = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 7000));
        for (var i = 0; i < 64; i++)
        {
            bench.U(1);
        }

        var used = bench.Line.TotalOctets;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(later).ResultCode);
        Assert.Equal(used, bench.Line.TotalOctets);
    }

    [Fact]
    public void An_opening_of_an_open_session_with_another_number_is_a_conflict_and_an_update_of_none_is_unknown()
    {
        var bench = Bench();
        Assert.Equal(ResultCode.UnknownSessionId, bench.U(5000).ResultCode);
        Assert.Equal(ResultCode.UnknownSessionId, bench.T(5000).ResultCode);
        bench.I();
        Assert.Equal(ResultCode.UnableToComply, bench.I().ResultCode);
        Assert.Equal(0, bench.Line.TotalOctets);
    }

    [Fact]
    public void A_one_time_event_sent_again_is_charged_once_and_cannot_reach_into_a_session()
    {
        var bench = Bench();
        var request = bench.Request(CcRequestType.Event, 77, null, new Use(1, 0));
        request.EventMoney = Money.FromRubles(10);
        SameAgain(bench, request, bench.Send(request));
        Assert.Equal(Money.FromRubles(990), bench.Line.Balance);
        request.Digest++;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(request).ResultCode);

        bench.I();
        var intruder = bench.Request(CcRequestType.Event, 1, null, new Use(1, 1000));
        intruder.OriginRealm = 666;
        Assert.Equal(ResultCode.AuthorizationRejected, bench.Send(intruder).ResultCode);
        intruder.OriginRealm = 1;
        Assert.Equal(ResultCode.UnableToComply, bench.Send(intruder).ResultCode);
        Assert.Single(bench.Line.Sessions[0].Grants);
    }

    [Fact]
    public void A_repeat_after_a_restart_is_answered_from_the_journal()
    {
        var bench = Bench();
        bench.I();
        var update = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 5000));
        bench.Send(update);
        var end = bench.Request(CcRequestType.Termination, 1, null, new Use(1, null, 100));
        var ended = bench.Send(end);
        var memory = new EndedSessions(64);
        foreach (var (at, happened) in bench.Log)
        {
            if (happened is LineEvent.CreditAnswered answered)
            {
                memory.Replay(at, answered);
            }
        }

        var decision = new Decision(SampleCatalogue.Shipped, QuotaPolicy.Default, memory);
        var line = bench.Replayed();
        decision.Begin(line, bench.Now);
        Assert.Equal(LineChecks.Text(ended), LineChecks.Text(CreditControlRules.Decide(decision, end)));
        Assert.Empty(decision.Events);
        Assert.Equal(ResultCode.Success, CreditControlRules.Decide(decision, update).ResultCode);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void The_memory_of_ended_sessions_is_bounded_and_forgets_the_oldest_first()
    {
        var memory = new EndedSessions(300);
        var decision = new Decision(SampleCatalogue.Shipped, QuotaPolicy.Default, memory);
        var bench = Bench();
        var requests = new List<CreditControl>();
        for (var i = 0U; i < 1000; i++)
        {
            var request = bench.Request(CcRequestType.Event, 1000 + i, null, new Use(1, 0));
            request.EventMoney = new Money(1);
            requests.Add(request);
            decision.Begin(bench.Line, bench.Now);
            CreditControlRules.Decide(decision, request);
            Assert.Equal(2, decision.Events.Count);
        }

        for (var i = 999; i >= 0; i--)
        {
            decision.Begin(bench.Line, bench.Now);
            CreditControlRules.Decide(decision, requests[i]);
            Assert.Equal(i >= 700 ? 0 : 2, decision.Events.Count);
            if (i < 700)
            {
                break;
            }
        }
    }
}
