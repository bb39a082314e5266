using Kopek.Core.Lines;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Cores;

/// <summary>One arrival of a request at the server: stands where the Gy edge does.</summary>
internal sealed class CreditDelivery : CreditRequest, ISimulatedRequest
{
    private readonly Action<LineEvent.CreditAnswered> answered;
    private bool over;

    public CreditDelivery(Ask ask, LineId line, Action<LineEvent.CreditAnswered> answered)
    {
        this.answered = answered;
        Line = line;
        Control.Session = ask.Session;
        Control.OriginRealm = ask.Realm;
        Control.Digest = ask.Digest;
        Control.Type = ask.Type;
        Control.Number = ask.Number;
        Control.Action = ask.Content.Action;
        Control.Network = ask.Content.Network;
        Control.CanThrottle = ask.Content.CanThrottle;
        Control.EventMoney = ask.Content.EventMoney;
        Control.HasServices = ask.Content.HasServices;
        Control.UnitCount = ask.Content.Units.Length;
        ask.Content.Units.CopyTo(Control.Units, 0);
    }

    public event Action<ShardFailure?> Ended = _ => { };

    public override void Complete(Completions batch)
    {
        End(null);
        // What is sent is a copy: later changes of the server's memory do not change what the network was told.
        answered(Answer! with { Grants = [.. Answer!.Grants] });
    }

    public override void Fail(ShardFailure reason) => End(reason);

    private void End(ShardFailure? failure)
    {
        over = over ? throw new AuditException("A request was completed or failed twice.") : true;
        Ended(failure);
    }
}
