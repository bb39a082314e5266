using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Engine.Shards;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Holders;

/// <summary>What a reader was shown of a line.</summary>
internal readonly record struct Shown(long Balance, long Reserved, long Octets, int Buckets, int Sessions);

/// <summary>Somebody looks at a line.</summary>
internal sealed class LinePeek : LineQuery<Shown>, ISimulatedRequest
{
    private readonly Action<Shown> seen;

    public LinePeek(LineId line, Action<Shown> seen)
    {
        Line = line;
        this.seen = seen;
    }

    public event Action<ShardFailure?> Ended = _ => { };

    public override void Complete(Completions batch)
    {
        Ended(null);
        if (!Found)
        {
            throw new AuditException($"Line {Line} was opened and is not found.");
        }

        seen(Value);
    }

    public override void Fail(ShardFailure reason) => Ended(reason);

    protected override Shown Read(Line line, Moment now) =>
        new(line.Balance.Kopeks, line.Reserved.Kopeks, line.TotalOctets, line.Buckets.Length, line.Sessions.Length);
}
