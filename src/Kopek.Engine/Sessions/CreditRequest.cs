using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Sessions;

/// <summary>
/// One credit-control request of the network. The owner fills <see cref="Control"/> and the line, posts it, and reuses it after its end. A repeat (same
/// session and CC-Request-Number) gets the same answer and charges nothing.
/// </summary>
public abstract class CreditRequest : ShardRequest
{
    public CreditControl Control { get; } = new();

    /// <summary>Set before <see cref="ShardRequest.Complete"/>.</summary>
    public LineEvent.CreditAnswered? Answer { get; private set; }

    /// <summary>The answer is written: a request that lies in a pool must not keep it alive.</summary>
    public void Forget() => Answer = null;

    internal override bool Run(Shard shard)
    {
        if (shard.Lines.Find(Line) is not { } line)
        {
            Answer = NoSuchLine(Control);
            return true;
        }

        var decision = shard.Begin(line);
        Answer = CreditControlRules.Decide(decision, Control);
        shard.Record(decision, fromOutside: false);
        shard.Sightings.See(shard.Lines.NumberOf(Line), decision.Now, Control, Answer);
        return true;
    }

    /// <summary>A request that begins names its subscriber; one that goes on may name only its session.</summary>
    private static LineEvent.CreditAnswered NoSuchLine(CreditControl control) => new(
        control.Session, control.OriginRealm, control.Digest, control.Type, control.Number,
        control.Type is CcRequestType.Initial or CcRequestType.Event ? ResultCode.UserUnknown : ResultCode.UnknownSessionId,
        Country: 0, Moment.Never, []);
}
