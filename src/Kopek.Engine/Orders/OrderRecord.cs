using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Engine.Orders;

internal enum OrderState : byte
{
    Open = 1,
    Settled = 2,
    Forgotten = 3,
}

/// <summary>One order at its home, 100 bytes: enough to answer a repeat.</summary>
internal struct OrderRecord
{
    public OrderId Order;
    public ContentDigest Digest;
    public Moment PlacedAt;
    public LineId Line;
    public Money Limit;
    public Money Amount;
    public Money DebtRepaid;
    public Money AvailableAfter;
    public Money ReservedAfter;
    public OrderState State;
    public RefusalCode Refused;

    public LineOutcome Outcome
    {
        readonly get => new(Refused, Limit, Amount, DebtRepaid, AvailableAfter, ReservedAfter);
        set
        {
            State = OrderState.Settled;
            Refused = value.Refused;
            Limit = value.Limit;
            Amount = value.Amount;
            DebtRepaid = value.DebtRepaid;
            AvailableAfter = value.AvailableAfter;
            ReservedAfter = value.ReservedAfter;
        }
    }
}
