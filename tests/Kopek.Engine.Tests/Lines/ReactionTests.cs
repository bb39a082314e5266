using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Lines;
using Kopek.Engine.Tests.Sessions;

namespace Kopek.Engine.Tests.Lines;

public sealed class ReactionTests : ILineReactions, ICommittedListener
{
    private readonly List<(LineId Line, SessionKey Session)> reauthorized = [];
    private readonly Dictionary<int, long> committed = [];
    private readonly Scene scene = new();

    public ReactionTests() => scene.Options = scene.Options with { Reactions = this, Listeners = [this] };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Money_for_a_line_with_an_open_session_asks_the_network_back_after_the_commit(int home)
    {
        var line = scene.Open("79000000001", shard: 0);
        scene.PlaceTopUp(Scene.OrderAt(home, "before"), line, 1);
        Assert.Empty(reauthorized);
        scene.Engine.Post(Ccr.Of(line, 9, CcRequestType.Initial, 0));
        scene.Settle();
        Assert.Empty(reauthorized);
        scene.PlaceTopUp(Scene.OrderAt(home, "during"), line, 1);
        Assert.Equal([(line, new SessionKey(9, 9))], reauthorized);
    }

    [Fact]
    public void Nothing_is_told_before_its_commit()
    {
        var line = scene.Open("79000000001", shard: 0);
        scene.Engine.Post(Ccr.Of(line, 9, CcRequestType.Initial, 0));
        scene.Settle();
        committed.Clear();
        using var watch = scene.Engine.Changes.Subscribe(line);
        scene.Engine.Post(Scene.TopUp(Scene.OrderAt(0, "pay"), line, 1));
        scene.Engine.Decide(scene.Now);
        scene.Engine.Commit();
        Assert.Empty(reauthorized);
        Assert.Empty(committed);
        Assert.False(watch.Reader.TryRead(out _));
        scene.Engine.Complete();
        Assert.Single(reauthorized);
        Assert.Equal(scene.Journal.LastSequence(0), committed[0]);
        Assert.True(watch.Reader.TryRead(out _));
    }

    [Fact]
    public void Listeners_hear_of_every_shard_that_committed_and_how_far()
    {
        for (var shard = 0; shard < Scene.ShardCount; shard++)
        {
            scene.Open($"7900000000{shard}", shard);
        }

        Assert.Equal(Enumerable.Range(0, Scene.ShardCount).Select(scene.Journal.LastSequence), committed.OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    void ILineReactions.SessionsNeedReauthorization(LineId line, ReadOnlySpan<SessionKey> sessions)
    {
        foreach (var session in sessions)
        {
            reauthorized.Add((line, session));
        }
    }

    void ICommittedListener.Committed(int shard, long lastSequence) => committed[shard] = lastSequence;
}
