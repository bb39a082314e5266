using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;

namespace Kopek.Simulation.Holders;

/// <summary>One wish of a holder or of staff under one key, and everything that the server told about it, however often it was sent.</summary>
internal sealed class Wish(OrderId order, LineId line, LineCommand command, LineNumbers? numbers)
{
    public OrderId Order { get; } = order;

    /// <summary>Default for a line that is to be opened.</summary>
    public LineId Line { get; } = line;
    public LineCommand Command { get; } = command;
    public LineNumbers? Numbers { get; } = numbers;
    public ContentDigest Digest { get; init; } = OrderKey.Digest($"{line} {command} {numbers}");
    public List<ToldOutcome> Told { get; } = [];

    public override string ToString() => $"order {Order}: {Command} for line {Line}";
}

/// <summary>What the engine told of an order, and how far its home was durable at that instant.</summary>
internal readonly record struct ToldOutcome(OrderAnswer Answer, long DurableThrough);
