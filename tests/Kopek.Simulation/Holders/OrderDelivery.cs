using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Holders;

/// <summary>One arrival of an order at the server: stands where the HTTP API does.</summary>
internal sealed class OrderDelivery(Action<OrderAnswer> answered) : OrderRequest, ISimulatedRequest
{
    public event Action<ShardFailure?> Ended = _ => { };

    public override void Complete(Completions batch)
    {
        Ended(null);
        answered(Answer);
    }

    public override void Fail(ShardFailure reason) => Ended(reason);
}

/// <summary>The same for a line that is opened.</summary>
internal sealed class OpenDelivery(Action<OrderAnswer> answered) : OpenLineRequest, ISimulatedRequest
{
    public event Action<ShardFailure?> Ended = _ => { };

    public override void Complete(Completions batch)
    {
        Ended(null);
        answered(Answer);
    }

    public override void Fail(ShardFailure reason) => Ended(reason);
}
