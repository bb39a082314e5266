using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Engine.Orders;

/// <summary>Hash of what an order asks for: the same key with another digest is a conflict.</summary>
public readonly record struct ContentDigest(ulong High, ulong Low);

public enum OrderStatus : byte
{
    /// <summary>It has an outcome, which may be a refusal.</summary>
    Done = 1,

    /// <summary>The same order is being carried out now; its first caller gets the outcome.</summary>
    InFlight = 2,

    /// <summary>The key was used for something else.</summary>
    Conflict = 3,
}

/// <param name="Outcome">Null unless <see cref="OrderStatus.Done"/>.</param>
/// <param name="Line">The line it is for, or that it opened; default where opening was refused.</param>
/// <param name="Replayed">The outcome is that of an earlier request with the same key.</param>
public readonly record struct OrderAnswer(OrderStatus Status, LineOutcome? Outcome, LineId Line, Moment PlacedAt, bool Replayed);
