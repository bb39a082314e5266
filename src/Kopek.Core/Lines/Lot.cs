using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>Some of a line's money, by where it came from.</summary>
/// <param name="FreeFrom">It may be passed on or refunded from then; spent it may be at once.</param>
/// <param name="Order">The order that brought it: refunds go back to it.</param>
public readonly record struct Lot(int Number, LotKind Kind, Money Amount, Moment FreeFrom, OrderId Order);
