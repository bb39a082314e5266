using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Journal.Verify;

/// <summary>What roaming took from a line that has, or had, a cap on it, added up from its events: never past the cap, in no month that is over.</summary>
internal sealed class RoamingAccount
{
    private Money? most;
    private Moment ends;

    /// <summary>False after a month in which there was no cap any more: nothing is counted then.</summary>
    public bool IsCounted { get; private set; }
    public Money? Cap { get; private set; }
    public Money Charged { get; private set; }

    public void Set(LineEvent.RoamingCapSet e)
    {
        // What was taken before a cap was lowered stays taken.
        (IsCounted, Cap, ends) = (true, e.Cap, e.MonthEnds);
        most = e.Cap is { } cap ? Money.Max(cap, Charged) : null;
    }

    public void Begin(LineEvent.RoamingMonthBegun e) => (IsCounted, Charged, most, ends) = (!e.Ends.IsNever, Money.Zero, Cap, e.Ends);

    /// <summary>What the charge breaks, or null.</summary>
    public string? Take(Moment at, Money amount)
    {
        if (!IsCounted)
        {
            return null;
        }

        Charged += amount;
        return at >= ends ? $"roaming took {amount} in a month that was over at {ends}"
            : Charged > most ? $"roaming took {Charged}, past the holder's cap of {Cap}"
            : null;
    }
}
