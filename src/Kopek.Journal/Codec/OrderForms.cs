using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of orders and of the promises between shards.</summary>
internal static class OrderForms
{
    public static void Write(ref StoredWriter to, OrderEvent.Placed e)
    {
        to.Order(e.Order);
        to.Fixed(e.DigestHigh);
        to.Fixed(e.DigestLow);
        to.Signed(e.Line.Value);
        CommandForms.Write(ref to, e.Command);
        to.Signed(e.ToShard);
        to.Signed(e.Promise);
    }

    public static OrderEvent.Placed ReadPlaced1(ref StoredReader from) =>
        new(from.Order(), from.Fixed(), from.Fixed(), new LineId(from.Signed()), CommandForms.Read(ref from), from.Int(), from.Signed());

    public static void Write(ref StoredWriter to, OrderEvent.PromiseKept e)
    {
        to.Signed(e.FromShard);
        to.Signed(e.Promise);
        to.Order(e.Order);
        Write(ref to, e.Outcome);
    }

    public static OrderEvent.PromiseKept ReadPromiseKept1(ref StoredReader from) => new(from.Int(), from.Signed(), from.Order(), ReadOutcome1(ref from));

    public static void Write(ref StoredWriter to, OrderEvent.Settled e)
    {
        to.Order(e.Order);
        to.Signed(e.ToShard);
        to.Signed(e.Promise);
        Write(ref to, e.Outcome);
    }

    public static OrderEvent.Settled ReadSettled1(ref StoredReader from) => new(from.Order(), from.Int(), from.Signed(), ReadOutcome1(ref from));

    private static void Write(ref StoredWriter to, LineOutcome outcome)
    {
        to.Byte((byte)outcome.Refused);
        to.Money(outcome.Limit);
        to.Money(outcome.Amount);
        to.Money(outcome.DebtRepaid);
        to.Money(outcome.AvailableAfter);
        to.Money(outcome.ReservedAfter);
    }

    private static LineOutcome ReadOutcome1(ref StoredReader from) =>
        new((RefusalCode)from.Byte(), from.Money(), from.Money(), from.Money(), from.Money(), from.Money());
}
