using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Roaming;

/// <summary>What the events of roaming make of a line: the part of LineState that is about its cap.</summary>
internal static class RoamingState
{
    public static void Apply(Line line, LineEvent.RoamingCapSet e)
    {
        line.Roaming ??= new RoamingSpending { MonthEnds = e.MonthEnds, Reserved = HeldAbroad(line) };
        line.Roaming.Cap = e.Cap;
    }

    public static void Apply(Line line, LineEvent.RoamingMonthBegun e)
    {
        if (e.Ends.IsNever)
        {
            line.Roaming = null;
        }
        else if (line.Roaming is { } spending)
        {
            (spending.MonthEnds, spending.Charged) = (e.Ends, Money.Zero);
        }
    }

    public static void Take(Line line, ushort country, Money amount)
    {
        if (country != 0 && line.Roaming is { } spending)
        {
            spending.Charged += amount;
        }
    }

    public static void Hold(Line line, ushort country, Money amount)
    {
        if (country != 0 && line.Roaming is { } spending)
        {
            spending.Reserved += amount;
        }
    }

    /// <summary>A session crossed a border: what it holds goes with it.</summary>
    public static void Move(Line line, Session session, ushort country)
    {
        if (line.Roaming is not null && (session.Country == 0) != (country == 0))
        {
            foreach (ref readonly var grant in session.Held)
            {
                Hold(line, session.Country, -grant.ReservedMoney);
                Hold(line, country, grant.ReservedMoney);
            }
        }

        session.Country = country;
    }

    private static Money HeldAbroad(Line line)
    {
        var held = Money.Zero;
        foreach (var session in line.Sessions)
        {
            foreach (ref readonly var grant in session.Held)
            {
                held += session.Country == 0 ? Money.Zero : grant.ReservedMoney;
            }
        }

        return held;
    }
}
