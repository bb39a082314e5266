using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Shards;
using Kopek.Engine.Tests.Sessions;

namespace Kopek.Engine.Tests.Shards;

public sealed class AnswerTests
{
    private readonly Scene scene = new();

    [Fact]
    public void A_request_is_answered_after_the_commit_and_not_before()
    {
        var line = scene.Open("79000000001");
        var request = Ccr.Of(line, 1, CcRequestType.Initial, 0);
        scene.Engine.Post(request);
        scene.Engine.Decide(scene.Now);
        Assert.Equal(0, request.Completed);
        Assert.True(scene.Engine.Commit());
        Assert.Equal(0, request.Completed);
        scene.Engine.Complete();
        Assert.Equal(1, request.Completed);
        Assert.Equal(ResultCode.Success, request.Answer!.ResultCode);
    }

    [Fact]
    public void A_read_of_uncommitted_state_waits_for_its_commit()
    {
        var line = scene.Open("79000000001");
        scene.Engine.Post(Ccr.Of(line, 1, CcRequestType.Initial, 0));
        scene.Engine.Decide(scene.Now);
        Assert.True(scene.Engine.Commit());
        var reserved = scene.Engine.Ask(line, (found, _) => found.Reserved);
        scene.Engine.Decide(scene.Now);
        Assert.False(reserved.IsCompleted);
        scene.Engine.Complete();
        Assert.False(Scene.Result(reserved).Value.IsZero);
    }

    [Fact]
    public void A_read_of_committed_state_is_answered_at_once()
    {
        var line = scene.Open("79000000001", rubles: 20);
        var balance = scene.Engine.Ask(line, (found, _) => found.Balance);
        scene.Engine.Decide(scene.Now);
        Assert.Equal(2000, Scene.Result(balance).Value.Kopeks);
    }

    [Fact]
    public void A_repeat_gets_the_same_answer_after_a_crash_and_changes_nothing()
    {
        var line = scene.Open("79000000001");
        Run(Ccr.Of(line, 1, CcRequestType.Initial, 0));
        var update = Run(Ccr.Of(line, 1, CcRequestType.Update, 1));
        var end = Run(Ccr.Of(line, 1, CcRequestType.Termination, 2));
        scene.Crash();
        var events = scene.EventCount;
        Assert.Equal(update.Answer!.Grants, Run(Ccr.Of(line, 1, CcRequestType.Update, 1)).Answer!.Grants);
        Assert.Equal(end.Answer!.ResultCode, Run(Ccr.Of(line, 1, CcRequestType.Termination, 2)).Answer!.ResultCode);
        Assert.Equal(events, scene.EventCount);
    }

    [Fact]
    public void A_request_without_a_line_is_answered_by_what_it_is()
    {
        Assert.Equal(ResultCode.UserUnknown, Run(Ccr.Of(default, 1, CcRequestType.Initial, 0)).Answer!.ResultCode);
        Assert.Equal(ResultCode.UnknownSessionId, Run(Ccr.Of(default, 1, CcRequestType.Update, 1)).Answer!.ResultCode);
        Assert.Equal(ResultCode.UserUnknown, Run(Ccr.Of(new LineId(4_000_000), 1, CcRequestType.Initial, 0)).Answer!.ResultCode);
    }

    [Fact]
    public void A_session_leads_to_its_line_while_it_is_open_also_after_a_crash()
    {
        var line = scene.Open("79000000001");
        Run(Ccr.Of(line, 5, CcRequestType.Initial, 0));
        scene.Crash();
        Assert.Equal(line, Found(5));
        Assert.Equal(1, scene.Engine.Sessions.Count);
    }

    [Fact]
    public void A_session_that_is_over_leads_to_its_line_as_long_as_its_answers_are_repeated_also_after_a_crash()
    {
        var line = scene.Open("79000000001");
        Run(Ccr.Of(line, 5, CcRequestType.Initial, 0));
        var end = Ccr.Of(line, 5, CcRequestType.Termination, 1);
        scene.Engine.Post(end);
        scene.Engine.Decide(scene.Now);
        Assert.Equal(line, Found(5));
        scene.Settle();
        Assert.Equal(0, scene.Engine.Sessions.Count);
        scene.Crash();
        Assert.Equal((line, 0), (Found(5), scene.Engine.Sessions.Count));
        Assert.Equal(end.Answer!.ResultCode, Run(Ccr.Of(Found(5), 5, CcRequestType.Termination, 1)).Answer!.ResultCode);

        scene.Now += EndedSessions.Kept + TimeSpan.FromMilliseconds(1);
        scene.Crash();
        Assert.Equal(default, Found(5));
    }

    [Fact]
    public void A_session_that_is_over_is_forgotten_with_its_answers()
    {
        var line = scene.Open("79000000001");
        foreach (var session in new ulong[] { 5, 5 + 64, 5 + 128 })
        {
            Run(Ccr.Of(line, session, CcRequestType.Initial, 0));
            Run(Ccr.Of(line, session, CcRequestType.Termination, 1));
            scene.Now += EndedSessions.Kept;
        }

        Assert.Equal([default, line, line], new[] { Found(5), Found(5 + 64), Found(5 + 128) });
    }

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public void After_a_commit_that_failed_what_was_asked_is_run_again_and_happens_once(JournalFault fault)
    {
        var line = scene.Open("79000000001");
        Run(Ccr.Of(line, 1, CcRequestType.Initial, 0));
        var update = Ccr.Of(line, 1, CcRequestType.Update, 1);
        scene.Engine.Post(update);
        scene.Engine.Decide(scene.Now);
        scene.Journal.CommitFault = () => fault;
        Assert.Throws<JournalException>(() => scene.Engine.Commit());
        scene.Journal.CommitFault = () => JournalFault.None;
        Assert.Equal(0, update.Completed);
        scene.Engine.Reload();
        scene.Settle();
        Assert.Equal(1, update.Completed);
        Assert.Equal(1 << 20, scene.Read(line, found => found.TotalOctets));
    }

    [Fact]
    public void A_full_inbox_fails_what_comes_and_keeps_what_it_has()
    {
        var requests = Enumerable.Range(0, 40_000).Select(number => Ccr.Of(default, (ulong)number, CcRequestType.Initial, 0)).ToArray();
        scene.Engine.Post(requests);
        scene.Engine.Post(requests[0]);
        Assert.Contains(requests, request => request.Failed == ShardFailure.Busy);
        scene.Settle();
        Assert.All(requests.Skip(1), request => Assert.True(request.Completed == 1 ^ request.Failed == ShardFailure.Busy));
    }

    private LineId Found(ulong session)
    {
        scene.Engine.Sessions.TryFind(new SessionKey(session, session), out var line);
        return line;
    }

    private Ccr Run(Ccr request)
    {
        scene.Engine.Post(request);
        scene.Settle();
        Assert.Equal(1, request.Completed);
        return request;
    }
}
