using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Books.Tests.Statements;

/// <summary>What a core asks and reports at home, in one rating group.</summary>
internal sealed class UsageRequest : CreditRequest
{
    public UsageRequest(LineId line, ulong session, CcRequestType type, uint number, long used, string network)
    {
        Line = line;
        Control.Session = new SessionKey(session, session);
        Control.OriginRealm = 7;
        Control.Type = type;
        Control.Number = number;
        Control.Digest = session * 1000 + number;
        Control.Network = NetworkCode.TryParse(network, out var seen) ? seen : default;
        Control.UnitCount = 1;
        Control.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false),
            Requests = type != CcRequestType.Termination,
            Reports = type != CcRequestType.Initial,
            UsedOctets = used,
        };
    }

    public override void Complete(Completions batch)
    {
    }

    public override void Fail(ShardFailure reason) => throw new ShardFailedException(reason);
}
