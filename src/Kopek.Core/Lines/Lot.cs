using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>Some of a line's money, by where it came from.</summary>
/// <param name="FreeFrom">It may be passed on or refunded from then; spent it may be at once.</param>
/// <param name="Order">The order that brought it: refunds go back to it.</param>
public readonly record struct Lot(int Number, LotKind Kind, Money Amount, Moment FreeFrom, OrderId Order);

/// <summary>Some money of one lot.</summary>
public readonly record struct LotPart(int Lot, Money Amount);

/// <summary>What was passed on from a line on one local day: kept for the limits of transfers.</summary>
public sealed record TransferUse(Moment Day, Money Sum, int Times);
