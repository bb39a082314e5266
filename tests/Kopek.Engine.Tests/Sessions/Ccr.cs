using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Sessions;

/// <summary>A credit-control request that remembers what became of it.</summary>
public sealed class Ccr : CreditRequest
{
    private const int Octets = 1 << 20;

    public int Completed { get; private set; }
    public ShardFailure? Failed { get; private set; }

    public static Ccr Of(LineId line, ulong session, CcRequestType type, uint number)
    {
        var request = new Ccr { Line = line };
        var control = request.Control;
        control.Session = new SessionKey(session, session);
        control.OriginRealm = 7;
        control.Type = type;
        control.Number = number;
        control.Digest = session * 1000 + number;
        Assert.True(NetworkCode.TryParse("250-01", out var network));
        control.Network = network;
        control.UnitCount = 1;
        control.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false),
            Requests = type != CcRequestType.Termination,
            RequestedOctets = Octets,
            Reports = type != CcRequestType.Initial,
            UsedOctets = type == CcRequestType.Initial ? 0 : Octets,
        };
        return request;
    }

    public override void Complete(Completions batch) => Completed++;

    public override void Fail(ShardFailure reason) => Failed = reason;
}
