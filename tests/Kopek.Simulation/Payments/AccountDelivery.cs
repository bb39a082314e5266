using Kopek.Core.Accounts;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Payments;

/// <summary>One arrival of something that is said to a small account: stands where the HTTP API, a webhook or the driver of orders does.</summary>
internal sealed class AccountDelivery(AccountKey account, AccountCommand command, Action<AccountAnswer> answered) : AccountRequest(account, command), ISimulatedRequest
{
    private bool over;

    public event Action<ShardFailure?> Ended = _ => { };

    public override void Complete(Completions batch)
    {
        End(null);
        answered(Answer!);
    }

    public override void Fail(ShardFailure reason) => End(reason);

    private void End(ShardFailure? failure)
    {
        over = over ? throw new AuditException($"{Command} was completed or failed twice.") : true;
        Ended(failure);
    }
}
