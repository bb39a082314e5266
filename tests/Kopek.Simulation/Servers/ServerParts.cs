using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Holders;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Servers;

/// <summary>What a server is built of. A planted fault replaces one of them; everything else takes them as they are.</summary>
/// <param name="Kept">The truth about what is durable.</param>
/// <param name="Facing">The journal that the engine sees: the same, or one that lies about it.</param>
internal sealed record ServerParts(MemoryJournal Kept, IJournal Facing, IEventCodec Codec, Catalogue Catalogue, EngineOptions Options)
{
    /// <summary>Makes a request of the engine out of one that arrived.</summary>
    public Func<Ask, LineId, Action<LineEvent.CreditAnswered>, ISimulatedRequest> Edge { get; init; } = (ask, line, answered) => new CreditDelivery(ask, line, answered);

    /// <summary>The same for an order.</summary>
    public Func<Wish, Action<OrderAnswer>, ISimulatedRequest> Counter { get; init; } = (wish, answered) => wish.Numbers is { } numbers
        ? new OpenDelivery(answered) { Order = wish.Order, Digest = wish.Digest, Command = wish.Command, Numbers = numbers }
        : new OrderDelivery(answered) { Order = wish.Order, Digest = wish.Digest, Command = wish.Command, Line = wish.Line };

    /// <summary>The machine died: what was only in memory is gone.</summary>
    public Action Crashed { get; init; } = () => { };

    public SteppedEngine Build(SimulatedClock clock) => new(Facing, Codec, Catalogue, Options with { Time = clock });
}

/// <summary>A request that tells when it is over, however it ended.</summary>
internal interface ISimulatedRequest
{
    event Action<ShardFailure?> Ended;
}

/// <summary>The books do not balance, or a promise was broken.</summary>
internal sealed class AuditException(string message) : Exception(message);
