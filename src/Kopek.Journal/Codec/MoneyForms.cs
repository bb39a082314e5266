using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of what moves money beside use. Fields in the order of the event's own, moments against the entry's.</summary>
internal static class MoneyForms
{
    public static void Write(ref StoredWriter to, Moment at, LineEvent.MoneyAdded e)
    {
        to.Signed(e.Lot);
        to.Byte((byte)e.Kind);
        to.Money(e.Amount);
        to.Moment(e.FreeFrom, at);
        to.Order(e.Order);
        to.Byte((byte)e.Source);
    }

    public static LineEvent.MoneyAdded ReadMoneyAdded1(ref StoredReader from, Moment at) =>
        new(from.Int(), (LotKind)from.Byte(), from.Money(), from.Moment(at), from.Order(), (LedgerAccount)from.Byte());

    public static void Write(ref StoredWriter to, LineEvent.FeeCharged e)
    {
        to.Byte((byte)e.Kind);
        to.Money(e.Amount);
        to.Money(e.Debt);
        to.Signed(e.DebtLot);
        to.Order(e.Order);
        to.Text(e.Reference);
    }

    public static LineEvent.FeeCharged ReadFeeCharged1(ref StoredReader from) =>
        new((FeeKind)from.Byte(), from.Money(), from.Money(), from.Int(), from.Order(), from.TextOrNull());

    public static void Write(ref StoredWriter to, LineEvent.DirectDebited e)
    {
        to.Key(e.Session);
        to.Money(e.Amount);
        if (e.Country != 0)
        {
            to.Unsigned(e.Country);
        }
    }

    public static LineEvent.DirectDebited ReadDirectDebited1(ref StoredReader from) => new(from.Key(), from.Money());

    /// <summary>Version 2 says where abroad.</summary>
    public static LineEvent.DirectDebited ReadDirectDebited2(ref StoredReader from) => new(from.Key(), from.Money()) { Country = from.Country() };

    public static void Write(ref StoredWriter to, Moment at, LineEvent.PromisedPaymentTaken e)
    {
        to.Money(e.Amount);
        to.Money(e.Fee);
        to.Moment(e.DueAt, at);
        to.Order(e.Order);
    }

    public static LineEvent.PromisedPaymentTaken ReadPromisedPaymentTaken1(ref StoredReader from, Moment at) =>
        new(from.Money(), from.Money(), from.Moment(at), from.Order());

    public static void Write(ref StoredWriter to, LineEvent.PromisedPaymentRepaid e)
    {
        to.Money(e.Amount);
        to.Money(e.Fee);
        to.Order(e.Order);
    }

    public static LineEvent.PromisedPaymentRepaid ReadPromisedPaymentRepaid1(ref StoredReader from) => new(from.Money(), from.Money(), from.Order());

    public static void Write(ref StoredWriter to, Moment at, LineEvent.LotsTaken e)
    {
        to.Unsigned((ulong)e.Parts.Length);
        foreach (var part in e.Parts)
        {
            to.Signed(part.Lot);
            to.Money(part.Amount);
        }

        to.Money(e.Debt);
        to.Signed(e.DebtLot);
        to.Money(e.Fee);
        to.Byte((byte)e.Target);
        to.Order(e.Order);
        to.Moment(e.Day, at);
    }

    public static LineEvent.LotsTaken ReadLotsTaken1(ref StoredReader from, Moment at)
    {
        var count = from.Unsigned();
        if (count > (ulong)from.Rest.Length)
        {
            throw new JournalException("A stored list is longer than its entry.", outcomeUnknown: false);
        }

        var parts = new LotPart[count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new LotPart(from.Int(), from.Money());
        }

        return new LineEvent.LotsTaken(parts, from.Money(), from.Int(), from.Money(), (LedgerAccount)from.Byte(), from.Order(), from.Moment(at));
    }
}
