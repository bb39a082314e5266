using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of the cap on roaming: a flag (is there one?) before its kopeks; moments against the entry's or the line's.</summary>
internal static class RoamingForms
{
    public static void Write(ref StoredWriter to, Moment at, LineEvent.RoamingCapSet e)
    {
        Write(ref to, e.Cap);
        to.Moment(e.MonthEnds, at);
        to.Order(e.Order);
    }

    public static LineEvent.RoamingCapSet ReadCapSet1(ref StoredReader from, Moment at) => new(ReadCap(ref from), from.Moment(at), from.Order());

    public static void Write(ref StoredWriter to, Money? cap)
    {
        to.Flag(cap is not null);
        if (cap is { } most)
        {
            to.Money(most);
        }
    }

    public static Money? ReadCap(ref StoredReader from) => from.Flag() ? from.Money() : null;

    /// <summary>Inside a line's state since version 4: flag, cap, end of the month, charged, reserved.</summary>
    public static void Write(ref StoredWriter to, Moment at, RoamingSpending? spending)
    {
        to.Flag(spending is not null);
        if (spending is null)
        {
            return;
        }

        Write(ref to, spending.Cap);
        to.Moment(spending.MonthEnds, at);
        to.Money(spending.Charged);
        to.Money(spending.Reserved);
    }

    public static RoamingSpending? ReadSpending(ref StoredReader from, Moment at) => from.Flag()
        ? new RoamingSpending { Cap = ReadCap(ref from), MonthEnds = from.Moment(at), Charged = from.Money(), Reserved = from.Money() }
        : null;
}
